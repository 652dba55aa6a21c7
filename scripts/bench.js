// npm run bench [NAME…] [-- --OPTION…]: compiles src/ and bench/, and runs the benchmarks named (all without names), one
// process each; options are handed to each of them.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root, run, tool } from './ensure.js'

ensureInstalled()
run(tool('tsc'), ['-p', 'tsconfig.bench.json'])
const known = readdirSync(join(root, 'bench'))
  .filter(name => name.endsWith('.bench.ts'))
  .map(name => name.slice(0, -'.bench.ts'.length))
const given = process.argv.slice(2)
const options = given.filter(arg => arg.startsWith('--'))
const wanted = given.filter(arg => !arg.startsWith('--'))
const unknown = wanted.filter(name => !known.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark called ${unknown.join(', ')}; there are: ${known.join(', ')}`)
  process.exit(2)
}
for (const name of wanted.length > 0 ? wanted : known)
  run(process.execPath, [join(root, '.assay', 'bench', 'bench', `${name}.bench.js`), ...options])
