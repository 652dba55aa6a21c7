import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import { treeText } from './tree-text.ts'

// conformance/languages/sumo/syntax: what the parser makes of a valid query. UPDATE=1 rewrites the trees, to be reviewed.

interface Case {
  readonly query: string
  readonly says: string
  readonly tree: readonly string[]
  /** Codes of warnings, where there are any. */
  readonly warns?: readonly string[]
}

const folder = join(import.meta.dirname, '../../conformance/languages/sumo/syntax')

for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml'))) {
  const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]
  const found = cases.map(read)
  if (process.env['UPDATE'] === '1') writeFileSync(join(folder, file), stringify(found, { lineWidth: 0 }))
  describe(file, () => {
    for (const [i, c] of cases.entries()) test(c.query, () => expect(found[i]).toEqual(c))
  })
}

function read(c: Case): Case {
  const { value, diagnostics } = parseSearch({ name: 'case', text: c.query })
  if (hasErrors(diagnostics) || value === undefined)
    throw new Error(`${c.query}\n${diagnostics.map(d => `${d.code} ${d.message}`).join('\n')}`)
  const warns = diagnostics.map(d => d.code)
  return { query: c.query, says: c.says, tree: treeText(value), ...(warns.length > 0 ? { warns } : {}) }
}
