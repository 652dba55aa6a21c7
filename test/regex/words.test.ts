import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { ALL, charsOf, complement } from '../../src/plan/regex/charset.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { printRegex } from '../../src/plan/regex/print.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { sampleMatch, shortMatch } from '../../src/plan/regex/words.ts'
import { regexes } from './arbitrary.ts'

/** Surrogates are no characters: a text that has them is not the same in UTF-8. */
const CHARACTERS = complement([[0xd800, 0xdfff]])

const finds = (regex: Regex, text: string): boolean => RE2JS.compile(printRegex(regex)).matcher(text).find()

test('the regex is found in every text drawn from it', () => {
  let drawn = 0
  fc.assert(
    fc.property(regexes, fc.infiniteStream(fc.nat()), (regex, numbers) => {
      const choose = (count: number): number => (numbers.next().value ?? 0) % count
      const text = sampleMatch(regex, CHARACTERS, choose)
      if (text === undefined) return
      drawn++
      expect(finds(regex, text), `${printRegex(regex)} in ${JSON.stringify(text)}`).toBe(true)
    }),
    { numRuns: 1500 },
  )
  expect(drawn).toBeGreaterThan(700)
})

test.each([
  ['abc', 'abc'],
  ['a{3}b*', 'aaa'],
  ['(x|yy)z', 'xz'],
  ['(yyyy|xx)z', 'xxz'],
  ['^\\d+$', '0'],
  ['\\bfoo\\b', 'foo'],
  ['\\Bfoo', 'afoo'],
  ['(?i)KEY', 'key'],
  ['(a*)*(b*)*', ''],
  ['a\\b', 'a'],
  ['(?m)a$\\nb', 'a\nb'],
])('%s is found in %j', (written, text) => {
  expect(shortMatch(regexOf(written), ALL)).toBe(text)
  expect(finds(regexOf(written), text)).toBe(true)
})

test.each(['a^b', 'a\\bb', '$a', '[^\\s\\S]', 'x(^|\\Ay)z', 'a\\B-', '(?m)a^b'])('%s is found nowhere', written => {
  expect(shortMatch(regexOf(written), ALL)).toBeUndefined()
})

test('a regex that needs a character that there is not is found nowhere', () => {
  expect(shortMatch(regexOf('a+B'), charsOf('ab'))).toBeUndefined()
  expect(shortMatch(regexOf('a+B?'), charsOf('ab'))).toBe('a')
})

function regexOf(written: string): Regex {
  const { value } = parseRegex(written)
  if (value === undefined) throw new Error(`${written} does not parse`)
  return value
}
