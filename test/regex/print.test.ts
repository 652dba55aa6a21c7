import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { toNfa } from '../../src/plan/regex/nfa.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { isFoundIn } from '../../src/plan/regex/paths.ts'
import { printRegex } from '../../src/plan/regex/print.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { exactTexts } from '../../src/plan/regex/texts.ts'
import { hostileText, regexes } from './arbitrary.ts'
import { withoutPlaces } from './tree.ts'

const isFound = (regex: Regex, text: string): boolean => isFoundIn(toNfa(regex, 'exact'), exactTexts([text]))

test('printing and parsing again gives the same tree', () => {
  fc.assert(
    fc.property(regexes, regex => {
      const again = parseRegex(printRegex(regex))
      expect(again.diagnostics).toEqual([])
      expect(withoutPlaces(again.value)).toEqual(withoutPlaces(regex))
    }),
    { numRuns: 2000 },
  )
})

test('re2js finds in a text what the tree says, by our own search of its states', () => {
  fc.assert(
    fc.property(regexes, hostileText, (regex, text) => {
      expect(RE2JS.compile(printRegex(regex)).matcher(text).find()).toBe(isFound(regex, text))
    }),
    { numRuns: 2000 },
  )
})

test('DuckDB finds the same', async () => {
  const cases = fc
    .sample(fc.tuple(regexes, hostileText), { numRuns: 1500, seed: 7 })
    .map(([regex, text]) => ({ regex, text: text.replaceAll('\0', ' ') }))
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const rows = cases.map(({ regex, text }, i) => `(${i}, ${quoted(text)}, ${quoted(printRegex(regex))})`)
  const result = await connection.runAndReadAll(
    `SELECT regexp_matches(t, p) FROM (VALUES ${rows.join(', ')}) AS cases(i, t, p) ORDER BY i`,
  )
  const found = result.getRows().map(([value]) => value)
  const wrong = cases.flatMap(({ regex, text }, i) =>
    found[i] === isFound(regex, text)
      ? []
      : [`${printRegex(regex)} in ${JSON.stringify(text)}: DuckDB says ${found[i]}`],
  )
  expect(wrong).toEqual([])
  connection.closeSync()
})

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
