import fc from 'fast-check'
import { alt, assertion, capture, char, empty, foldedChar, repeat, seq } from '../../src/plan/regex/build.ts'
import { ALL, charsOf, complement, setOf } from '../../src/plan/regex/charset.ts'
import { NOT_NEWLINE, SPACE, WORD } from '../../src/plan/regex/classes.ts'
import type { Assertion, CharSet, Regex } from '../../src/plan/regex/regex.ts'

const assertions: readonly Assertion[] = [
  'text start',
  'text end',
  'line start',
  'line end',
  'word boundary',
  'no word boundary',
]

/** Characters that regexes trip over: both letter cases, special signs, newline, more than one UTF-16 unit. */
export const hostileChars = [...'aAbBkKsS0_-.*\\$^|(){}[]/ \n\t"\'éÉßſσΣς😀', '\u212a', '\u0130', '\u0000', '\u2028']

const charSet: fc.Arbitrary<CharSet> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileChars).map(charsOf) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('a', 'K', 's', 'é', 'Σ').map(c => foldedChar(c.codePointAt(0) ?? 0, 'unicode')),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<CharSet>(ALL, NOT_NEWLINE, WORD, SPACE, complement(WORD), [], [[0x30, 0x39]]),
  },
  { weight: 1, arbitrary: fc.subarray(hostileChars, { minLength: 1, maxLength: 5 }).map(c => charsOf(c.join(''))) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 300 })), { maxLength: 4 })
      .map(ranges => setOf(ranges.map(([from, n]) => [from, Math.min(0x10ffff, from + n)]))),
  },
)

/** Regexes of every kind of node, as the constructors make them. `captures` numbers their names. */
export const regexes: fc.Arbitrary<Regex> = fc.letrec<{ regex: Regex }>(tie => ({
  regex: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    charSet.map(set => char(set)),
    fc.constantFrom(...assertions).map(is => assertion(is)),
    fc.constant(empty()),
    fc.array(tie('regex'), { maxLength: 4 }).map(items => seq(items)),
    fc.array(tie('regex'), { minLength: 1, maxLength: 4 }).map(options => alt(options)),
    fc
      .tuple(
        tie('regex'),
        fc.constantFrom<[number, number | undefined]>(
          [0, undefined],
          [1, undefined],
          [0, 1],
          [2, 2],
          [0, 3],
          [1, 2],
          [2, undefined],
          [0, 0],
        ),
        fc.boolean(),
      )
      .map(([of, [min, max], greedy]) => repeat(of, min, max, greedy)),
    tie('regex').map(of => capture(of, undefined)),
  ),
})).regex

/** Short texts of the same characters. */
export const hostileText = fc.array(fc.constantFrom(...hostileChars), { maxLength: 12 }).map(chars => chars.join(''))
