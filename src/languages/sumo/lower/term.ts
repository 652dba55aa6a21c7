import type { Fold, Pattern, PatternPart } from '../../../plan/pattern.ts'
import { alt, assertion, char, repeat, seq, text } from '../../../plan/regex/build.ts'
import { complement, setOf } from '../../../plan/regex/charset.ts'
import type { CharSet, Regex } from '../../../plan/regex/regex.ts'
import { choices } from '../choices.ts'

// How search terms meet messages. A message is cut into terms at white space and punctuation, and each separator is a
// term itself (docs/search/get-started-with-search/build-search/keyword-search-expressions.md).

/** Letters and digits; everything beyond ASCII counts as a letter. */
export const termChars: CharSet = setOf([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
  ...(choices.underscoreSeparatesTerms ? [] : [[0x5f, 0x5f] as const]),
  [0x80, 0x10ffff],
])
const separators = complement(termChars)
/** What Java takes for white space, as far as ASCII goes. */
export const blanks: CharSet = setOf([
  [0x09, 0x0d],
  [0x1c, 0x20],
])

const isTermChar = (c: string): boolean => {
  const code = c.codePointAt(0) ?? 0
  return termChars.some(([from, to]) => code >= from && code <= to)
}

/** ASCII text needs ASCII folding only, which engines do fastest. */
export const foldFor = (written: string): Fold => (/^[\x00-\x7f]*$/.test(written) ? 'ascii' : 'unicode')

/**
 * A term or phrase as a regex over the message: its terms one beside the other, runs of white space equal to one blank, a
 * `*` standing for one term or a part of one, a `?` for one character, and both ends where a term ends, unless a
 * wildcard is there. Undefined where it has nothing but `*`, which every message fits.
 */
export function termRegex(written: string): Regex | undefined {
  const words = written.trim().split(/\s+/)
  const chars = Array.from(words.join(' '))
  if (chars.every(c => c === '*' || c === ' ')) return undefined
  const fold = foldFor(written)
  while (chars[0] === '*') chars.shift()
  const open = { start: written.trimStart().startsWith('*'), end: written.trimEnd().endsWith('*') }
  while (chars[chars.length - 1] === '*') chars.pop()
  const items = chars.map((c): Regex => {
    if (c === '*') return repeat(char(termChars), 0, undefined)
    if (c === '?') return char(termChars)
    return c === ' ' ? repeat(char(blanks), 1, undefined) : text(c, fold)
  })
  return seq([
    ...(open.start || !startsTerm(chars[0]) ? [] : [edge('text start')]),
    ...items,
    ...(open.end || !startsTerm(chars[chars.length - 1]) ? [] : [edge('text end')]),
  ])
}

const startsTerm = (c: string | undefined): boolean => c !== undefined && (c === '?' || isTermChar(c))

const edge = (end: 'text start' | 'text end'): Regex => alt([assertion(end), char(separators)])

/** A text with wildcards as a pattern for a whole value: `*` any run and, where it is one, `?` any one character. */
export function wildcardPattern(written: string, questionMark: 'one' | 'literal'): Pattern {
  const parts: PatternPart[] = []
  for (const piece of written.split(questionMark === 'one' ? /([*?])/ : /([*])/)) {
    if (piece === '*') parts.push({ any: 'run' })
    else if (piece === '?' && questionMark === 'one') parts.push({ any: 'one' })
    else if (piece !== '') parts.push({ text: piece })
  }
  return parts
}
