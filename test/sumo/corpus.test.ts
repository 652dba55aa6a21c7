import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { applyFixes } from '../../src/base/fix.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'

// Real public searches, which are measured with and not part of this repository.
const corpus = join(import.meta.dirname, '../../../shared/corpora/sumo')
const here = existsSync(corpus)
if (!here) process.stderr.write(`\n*** ${corpus} is missing: the corpus tests of the Sumo parser are SKIPPED ***\n\n`)

interface Row {
  readonly dialect?: string
  readonly params?: boolean
  readonly source: string
  readonly query: string
  readonly code?: string
}

const rowsOf = (file: string): Row[] =>
  gunzipSync(readFileSync(join(corpus, file)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Row)

const parses = (text: string): boolean => !hasErrors(parseSearch({ name: 'corpus', text }).diagnostics)

describe.skipIf(!here)('public log searches', () => {
  test('of all, 99 % parse; of those without parameters 97.5 %', () => {
    const searches = rowsOf('queries.jsonl.gz').filter(r => r.dialect === 'search')
    const parsed = new Set(searches.filter(r => parses(r.query)))
    const plain = searches.filter(r => !r.params && !r.query.includes('{{'))
    const share = (rows: readonly Row[]): number => rows.filter(r => parsed.has(r)).length / rows.length
    expect(share(plain)).toBeGreaterThan(0.975)
    expect(share(searches)).toBeGreaterThan(0.99)
  })

  test('searches known to be wrong in their syntax are refused or warned of, and their fixes leave no error', () => {
    // what needs types or data is not the parser's to see
    const others = new Set(['case-dead-branch', 'glob-eq', 'in-number', 'string-sort', 'concat-plus'])
    const uncertain = new Set(['adjacent-stars', 'wildcard-count'])
    for (const { query, code = '' } of rowsOf('invalid-queries.jsonl.gz')) {
      if (others.has(code)) continue
      let text = query
      for (let round = 0; round < 10; round++)
        text = applyFixes(text, parseSearch({ name: 'invalid', text }).diagnostics).text
      expect(parseSearch({ name: 'invalid', text: query }).diagnostics, query).not.toEqual([])
      if (!uncertain.has(code)) expect(parseSearch({ name: 'fixed', text }).diagnostics, text).toEqual([])
    }
  })
})
