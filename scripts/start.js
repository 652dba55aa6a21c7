// npm start: from a fresh clone to the proof matrix of the detections in this repository.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from './ensure.js'

ensureInstalled()
ensureBuilt()
const proved = spawnSync(process.execPath, [join(root, 'bin', 'assay.js'), 'prove', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(proved.status ?? 1)
