// npm test: installs what is missing (Chromium too, where it can), checks types and style, runs every test, and ends with one line of counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium, ensureInstalled, root, run, tool } from './ensure.js'

ensureInstalled()
run(tool('tsc'), ['--noEmit'])
run(tool('biome'), ['check', '--error-on-warnings'])

if (!existsSync(join(root, '..', 'shared')))
  console.log('\n!! ../shared is not here: the tests over public corpora and recordings are SKIPPED\n')

if (ensureChromium() === undefined)
  console.log('\n!! no Chromium: the tests in a browser are SKIPPED (install it, or name one with CHROMIUM=PATH)\n')

const folder = mkdtempSync(join(tmpdir(), 'assay-test-'))
const report = join(folder, 'report.json')
const tests = spawnSync(
  tool('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
)
const counts = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 }
rmSync(folder, { recursive: true })
const failed = counts.numFailedTests + (counts.numFailedTests === 0 && tests.status !== 0 ? 1 : 0)
const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : ''
console.log(`${counts.numPassedTests} passed, ${failed} failed${skipped}`)
process.exit(failed > 0 ? 1 : 0)
