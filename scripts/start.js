// npm start: from a fresh clone to the proof matrix of the detections in this repository, then to the pages about them on
// http://127.0.0.1:4715, with the proofs of the same run. Ctrl-C ends it. What is added is handed on: npm start -- --port 8080
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from './ensure.js'

ensureInstalled()
ensureBuilt()
const serving = spawn(
  process.execPath,
  [join(root, 'bin', 'assay.js'), 'serve', '--matrix', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
// The terminal tells both of Ctrl-C; who ends only this one means the server too.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => serving.kill('SIGTERM'))
serving.on('exit', code => process.exit(code ?? 1))
