import type { Fold } from '../pattern.ts'

// Letter case by code point. The definition is the simple mapping of Unicode: one code point becomes one code point,
// whatever stands beside it (`ΑΣ` becomes `ασ`), and one whose mapping is longer stays (`ß`, `İ`). The tables list the
// code points in which the embedded database follows another version or reading of Unicode; both sides use these.

/** Code points whose lower case here is not what JavaScript's mapping of the single code point says. */
const lowerExceptions: ReadonlyMap<string, string> = new Map([])

/** Code points whose upper case here is not what JavaScript's mapping of the single code point says. */
const upperExceptions: ReadonlyMap<string, string> = new Map([])

/** Each code point of the text in simple lower case. */
export const lowerCase = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : map(text, c => lowerExceptions.get(c) ?? single(c.toLowerCase(), c))

/** Each code point of the text in simple upper case. */
export const upperCase = (text: string): string =>
  isAscii(text) ? text.toUpperCase() : map(text, c => upperExceptions.get(c) ?? single(c.toUpperCase(), c))

/** The text as `fold` sees it: two texts are equal under the fold exactly if these are equal. Keeps the number of code points. */
export function foldCase(text: string, fold: Fold): string {
  if (fold === 'none') return text
  return fold === 'unicode' ? lowerCase(text) : text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)

const single = (mapped: string, original: string): string => ([...mapped].length === 1 ? mapped : original)

function map(text: string, change: (char: string) => string): string {
  let out = ''
  for (const char of text) out += change(char)
  return out
}
