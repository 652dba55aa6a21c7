import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { applyFixes } from '../../src/base/fix.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import { treeText } from './tree-text.ts'

// conformance/diagnostics/sumo: what is said of a query that is not (good) Sumo, how it was understood, and what the fixes
// make of it when they are applied until nothing changes. UPDATE=1 rewrites the answers, to be reviewed.

interface Said {
  readonly is: string
  readonly at: string
  readonly message: string
  readonly because?: string
  readonly help?: string
}

interface Case {
  readonly query: string
  /** Why the fixed query is understood in another way than the query itself. */
  readonly differs?: string
  readonly says: readonly Said[]
  readonly understood: readonly string[]
  readonly fixed?: string
  /** What is still said of the fixed query. */
  readonly remains?: readonly string[]
}

const folder = join(import.meta.dirname, '../../conformance/diagnostics/sumo')

for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml'))) {
  const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]
  const found = cases.map(read)
  if (process.env['UPDATE'] === '1') writeFileSync(join(folder, file), stringify(found, { lineWidth: 0 }))
  describe(file, () => {
    for (const [i, c] of cases.entries()) test(c.query, () => expect(found[i]).toEqual(c))
    test('says something of every query, and a fix that leaves nothing to say keeps what was understood', () => {
      for (const c of found) {
        expect(c.says, c.query).not.toEqual([])
        if (c.fixed === undefined || c.remains !== undefined || c.differs !== undefined) continue
        const again = parseSearch({ name: 'fixed', text: c.fixed }).value
        expect(again === undefined ? [] : treeText(again), c.query).toEqual(c.understood)
      }
    })
  })
}

function read({ query, differs }: Case): Case {
  const { value, diagnostics } = parseSearch({ name: 'case', text: query })
  const says = diagnostics.map(d => ({
    is: `${d.severity} ${d.code}`,
    at: query.slice(d.span.start, d.span.end),
    message: d.message,
    ...(d.because === undefined ? {} : { because: d.because }),
    ...(d.help === undefined ? {} : { help: d.help }),
  }))
  const fixed = fixAll(query)
  const left = parseSearch({ name: 'fixed', text: fixed }).diagnostics.map(d => d.code)
  return {
    query,
    ...(differs === undefined ? {} : { differs }),
    says,
    understood: value === undefined ? [] : treeText(value),
    ...(fixed === query ? {} : { fixed, ...(left.length === 0 ? {} : { remains: left }) }),
  }
}

function fixAll(text: string): string {
  let now = text
  for (let round = 0; round < 10; round++) {
    const { text: next } = applyFixes(now, parseSearch({ name: 'case', text: now }).diagnostics)
    if (next === now) break
    now = next
  }
  return now
}
