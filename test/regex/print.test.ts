import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { complement } from '../../src/plan/regex/charset.ts'
import { toNfa } from '../../src/plan/regex/nfa.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { isFoundIn } from '../../src/plan/regex/paths.ts'
import { printRegex } from '../../src/plan/regex/print.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { exactTexts } from '../../src/plan/regex/texts.ts'
import { sampleMatch } from '../../src/plan/regex/words.ts'
import { hostileText, regexes } from './arbitrary.ts'
import { withoutPlaces } from './tree.ts'

/** A regex with texts it is found in, and with such texts disturbed, so that both answers occur. */
const nearTexts = fc.tuple(regexes, hostileText, fc.infiniteStream(fc.nat())).map(([regex, other, numbers]) => {
  const choose = (count: number): number => (numbers.next().value ?? 0) % count
  const match = sampleMatch(regex, CHARACTERS, choose) ?? ''
  const chars = [...match]
  const without = chars.toSpliced(choose(chars.length + 1), 1).join('')
  const texts = [match, other, other + match, match + other, without]
  return { regex, texts }
})

const CHARACTERS = complement([[0xd800, 0xdfff]])

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
  const answers = { true: 0, false: 0 }
  fc.assert(
    fc.property(nearTexts, ({ regex, texts }) => {
      const compiled = RE2JS.compile(printRegex(regex))
      for (const text of texts) {
        const found = isFound(regex, text)
        answers[`${found}`]++
        expect(compiled.matcher(text).find(), `${printRegex(regex)} in ${JSON.stringify(text)}`).toBe(found)
      }
    }),
    { numRuns: 1200 },
  )
  expect(Math.min(answers.true, answers.false)).toBeGreaterThan(400)
})

test('DuckDB finds the same', async () => {
  const cases = fc
    .sample(nearTexts, { numRuns: 600, seed: 7 })
    .flatMap(({ regex, texts }) => texts.map(text => ({ regex, text: text.replaceAll('\0', ' ') })))
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
