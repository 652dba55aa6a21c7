import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neededText } from '../../src/engines/sql/needed-text.ts'
import { lowerCase } from '../../src/plan/functions/case.ts'
import { foldedChar } from '../../src/plan/regex/build.ts'
import { complement } from '../../src/plan/regex/charset.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { printRegex } from '../../src/plan/regex/print.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { sampleMatch } from '../../src/plan/regex/words.ts'
import { hostileChars, regexes } from '../regex/arbitrary.ts'

const CHARACTERS = complement([[0xd800, 0xdfff]])

const regex = (text: string): Regex => {
  const { value } = parseRegex(text)
  if (value === undefined) throw new Error(text)
  return value
}

test.each([
  ['(?i)timeout', 'timeout'],
  ['(?:\\A|[ -/])[Tt][Ii][Mm][Ee]x(?:\\z|[ -/])', 'timex'],
  ['(?i)ab.*(kelvin)+?(signs)', 'signs'],
  ['(?i)foo|bar', undefined],
  ['(?i)ab', undefined],
  ['timeout', undefined],
  ['(?i)(?:foo)?bar1', 'bar1'],
])('%s needs %s', (written, needed) => expect(neededText(regex(written))).toBe(needed))

/** Regexes of which most have a run without letter case. */
const word = fc.array(fc.constantFrom(...hostileChars), { minLength: 3, maxLength: 5 }).map(
  (chars): Regex => ({
    re: 'seq',
    items: chars.map(c => ({ re: 'char', set: foldedChar(c.codePointAt(0) ?? 0, 'unicode') })),
  }),
)

test('what a regex needs is in every text in which it is found', () => {
  let needed = 0
  fc.assert(
    fc.property(regexes, word, regexes, fc.infiniteStream(fc.nat()), (before, middle, after, numbers) => {
      const whole: Regex = { re: 'seq', items: [before, middle, after] }
      const text = sampleMatch(whole, CHARACTERS, count => (numbers.next().value ?? 0) % count)
      const part = neededText(whole)
      if (text === undefined || part === undefined) return
      needed++
      expect(lowerCase(text).includes(part), `${printRegex(whole)} in ${JSON.stringify(text)}`).toBe(true)
    }),
    { numRuns: 600 },
  )
  expect(needed).toBeGreaterThan(200)
})
