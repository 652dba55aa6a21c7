import type { Fold } from '../pattern.ts'

// Letter case by code point. The definition is the simple mapping of Unicode: one code point becomes one code point,
// whatever stands beside it (`ΑΣ` becomes `ασ`), and one that has only a longer mapping stays (`ß` in upper case). The tables list the
// code points in which the embedded database follows another version or reading of Unicode; both sides use these.

/** From one code point to another; every code point from the first to the last moves by the same distance. */
type Moves = readonly (readonly [first: number, last: number, by: number])[]

/**
 * Code points whose lower case here is not what JavaScript's mapping of the single code point says: `İ`, whose simple lower
 * case is `i`, and letters that got a lower case in Unicode 16 and 17, which stay.
 */
const lowerExceptions: ReadonlyMap<string, string> = exceptions([
  [0x130, 0x130, 0x69 - 0x130],
  [0x1c89, 0x1c89, 0],
  [0xa7cb, 0xa7cc, 0],
  [0xa7ce, 0xa7ce, 0],
  [0xa7d2, 0xa7d2, 0],
  [0xa7d4, 0xa7d4, 0],
  [0xa7da, 0xa7da, 0],
  [0xa7dc, 0xa7dc, 0],
  [0x10d50, 0x10d65, 0],
  [0x16ea0, 0x16eb8, 0],
])

/**
 * Code points whose upper case here is not what JavaScript's mapping of the single code point says: Greek letters with iota
 * below, whose simple upper case is one code point, and letters that got an upper case in Unicode 16 and 17, which stay.
 */
const upperExceptions: ReadonlyMap<string, string> = exceptions([
  [0x19b, 0x19b, 0],
  [0x264, 0x264, 0],
  [0x1c8a, 0x1c8a, 0],
  [0x1f80, 0x1f87, 8],
  [0x1f90, 0x1f97, 8],
  [0x1fa0, 0x1fa7, 8],
  [0x1fb3, 0x1fb3, 9],
  [0x1fc3, 0x1fc3, 9],
  [0x1ff3, 0x1ff3, 9],
  [0xa7cd, 0xa7cd, 0],
  [0xa7cf, 0xa7cf, 0],
  [0xa7d3, 0xa7d3, 0],
  [0xa7d5, 0xa7d5, 0],
  [0xa7db, 0xa7db, 0],
  [0x10d70, 0x10d85, 0],
  [0x16ebb, 0x16ed3, 0],
])

function exceptions(moves: Moves): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const [first, last, by] of moves)
    for (let c = first; c <= last; c++) map.set(String.fromCodePoint(c), String.fromCodePoint(c + by))
  return map
}

/** Each code point of the text in simple lower case. */
export const lowerCase = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : map(text, c => lowerExceptions.get(c) ?? single(c.toLowerCase(), c))

/** Each code point of the text in simple upper case. */
export const upperCase = (text: string): string =>
  isAscii(text) ? text.toUpperCase() : map(text, c => upperExceptions.get(c) ?? single(c.toUpperCase(), c))

/** The text as `fold` sees it: two texts are equal under the fold exactly if these are equal. Keeps the number of code points. */
export function foldCase(text: string, fold: Fold): string {
  if (fold === 'none') return text
  if (fold === 'casefold') return isAscii(text) ? text.toLowerCase() : map(text, c => foldings.get(c) ?? lowerCase(c))
  return fold === 'unicode' ? lowerCase(text) : text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}

/**
 * Code points whose simple case folding (CaseFolding.txt, statuses C and S) is not their simple lower case, and what it is; for
 * the rest the two agree, or differ only in which of the equal letters they name.
 */
const foldings: ReadonlyMap<string, string> = new Map([
  ['\u0130', '\u0130'],
  ...pairs(
    '\u00b5\u03bc \u017fs \u0345\u03b9 \u03c2\u03c3 \u03d0\u03b2 \u03d1\u03b8 \u03d5\u03c6 \u03d6\u03c0 \u03f0\u03ba \u03f1\u03c1 \u03f5\u03b5 \u1e9b\u1e61 \u1fbe\u03b9',
  ),
  ...pairs(
    '\u1c80\u0432 \u1c81\u0434 \u1c82\u043e \u1c83\u0441 \u1c84\u0442 \u1c85\u0442 \u1c86\u044a \u1c87\u0463 \u1c88\ua64b',
  ),
  ['\u1fd3', '\u0390'],
  ['\u1fe3', '\u03b0'],
  ['\ufb05', '\ufb06'],
])

function pairs(written: string): [string, string][] {
  return written.split(' ').map(pair => [pair.charAt(0), pair.charAt(1)])
}

/** The code points that `casefold` and `unicode` see otherwise: in a text without them both folds are the same. */
export const foldedOtherwise: readonly string[] = [...foldings.keys()]

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)

const single = (mapped: string, original: string): string => ([...mapped].length === 1 ? mapped : original)

function map(text: string, change: (char: string) => string): string {
  let out = ''
  for (const char of text) out += change(char)
  return out
}
