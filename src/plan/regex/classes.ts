import { ALL, charsOf, complement, setOf, union } from './charset.ts'
import type { CharSet } from './regex.ts'

const digit: CharSet = [[0x30, 0x39]]
const upper: CharSet = [[0x41, 0x5a]]
const lower: CharSet = [[0x61, 0x7a]]
const alpha = union(upper, lower)
const alnum = union(alpha, digit)

/** What a regex calls a word character: ASCII letters, digits and `_`, on every engine. */
export const WORD: CharSet = union(alnum, charsOf('_'))

/** RE2's `\s`, which has no vertical tab (https://github.com/google/re2/wiki/Syntax); Java's and PCRE's have it. */
export const SPACE: CharSet = charsOf('\t\n\f\r ')

export const NOT_NEWLINE: CharSet = complement(charsOf('\n'))

/** `\d`, `\w`, `\s`; their capitals are the complements. */
export const perlClasses: Readonly<Record<string, CharSet>> = { d: digit, w: WORD, s: SPACE }

/** The names in `[[:alpha:]]`, all ASCII. */
export const posixClasses: Readonly<Record<string, CharSet>> = {
  alnum,
  alpha,
  ascii: [[0, 0x7f]],
  blank: charsOf('\t '),
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit,
  graph: [[0x21, 0x7e]],
  lower,
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: charsOf('\t\n\v\f\r '),
  upper,
  word: WORD,
  xdigit: union(digit, [
    [0x41, 0x46],
    [0x61, 0x66],
  ]),
}

/** Java's names for the POSIX classes in `\p{…}` (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html). */
const javaNames = 'Lower Upper ASCII Alpha Digit Alnum Punct Graph Print Blank Cntrl XDigit Space'.split(' ')

const known = new Map<string, CharSet>()

/**
 * The characters of `\p{name}`: a general category, a script, a yes-or-no property, or one of Java's POSIX names;
 * undefined when there is no such property. The tables are those of the JavaScript engine, so they follow its version of
 * Unicode; every engine is given the same ranges. The first use of a name takes some ten milliseconds.
 */
export function propertyClass(name: string): CharSet | undefined {
  const remembered = known.get(name)
  if (remembered !== undefined) return remembered
  const set = name === 'Any' ? ALL : (javaClass(name) ?? unicodeClass(name))
  if (set !== undefined) known.set(name, set)
  return set
}

const javaClass = (name: string): CharSet | undefined =>
  javaNames.includes(name) ? posixClasses[name.toLowerCase()] : undefined

function unicodeClass(name: string): CharSet | undefined {
  if (!/^[A-Za-z_0-9]{1,60}(=[A-Za-z_0-9]{1,60})?$/.test(name)) return undefined
  const plain = name.replace(/^Is/, '')
  for (const spelled of [name, `Script=${name}`, plain, `Script=${plain}`]) {
    const one = propertyTest(spelled)
    if (one !== undefined) return membersOf(one)
  }
  return undefined
}

/** The name was checked to be letters and `=`, so that nothing but a property can get into the expression. */
function propertyTest(name: string): RegExp | undefined {
  try {
    return new RegExp(`\\p{${name}}+`, 'gu')
  } catch {
    return undefined // the only way to ask JavaScript whether it knows a property
  }
}

let everyCharacter: string | undefined

function membersOf(runs: RegExp): CharSet {
  everyCharacter ??= makeEveryCharacter()
  const ranges: [number, number][] = []
  for (const run of everyCharacter.matchAll(runs)) {
    const last = run.index + run[0].length
    const from = everyCharacter.codePointAt(run.index) ?? 0
    const low = everyCharacter.codePointAt(last - 1) ?? 0
    const to = low >= 0xdc00 && low <= 0xdfff ? (everyCharacter.codePointAt(last - 2) ?? low) : low
    ranges.push([from, to])
  }
  return setOf(ranges)
}

/** All characters in order, without the surrogates, which are none. */
function makeEveryCharacter(): string {
  const pieces: string[] = []
  for (let block = 0; block <= 0x10ff; block++) {
    if (block >= 0xd8 && block <= 0xdf) continue
    pieces.push(String.fromCodePoint(...Array.from({ length: 256 }, (_, i) => block * 256 + i)))
  }
  return pieces.join('')
}
