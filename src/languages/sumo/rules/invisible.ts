import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import type { Token } from '../lexer.ts'

// What stands between texts in quotes and cannot be seen: copied from a chat or a web page, and no blank to a program.

const blank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/
const nothing = /[\u00ad\u200b-\u200f\u2060\ufeff]/
const either = new RegExp(`${blank.source}|${nothing.source}`, 'g')

/** Warns of the invisible characters between tokens and inside of words, at the first of them; its fix is about all. O(length of the text). */
export function checkInvisible(text: string, tokens: readonly Token[], comments: readonly Token[]): Diagnostic[] {
  const found = [...text.matchAll(either)].map(match => match.index)
  if (found.length === 0) return []
  const free = outside(
    found,
    [...tokens.filter(t => !/^(?:word|unknown|end)$/.test(t.kind)), ...comments].sort((a, b) => a.start - b.start),
  )
  const [first] = free
  if (first === undefined) return []
  const code = (text.codePointAt(first) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return [
    {
      code: 'sumo/invisible-character',
      severity: 'warning',
      message: `${free.length === 1 ? 'an invisible character stands' : `${free.length} invisible characters stand`} in the query (U+${code})`,
      because:
        'it comes with text that is copied from a page or a chat, and Sumo’s documentation knows blanks, tabs and line breaks only',
      help: 'write an ordinary blank, or nothing',
      span: { start: first, end: first + 1 },
      fix: free.map(at => ({ span: { start: at, end: at + 1 }, text: nothing.test(text.charAt(at)) ? '' : ' ' })),
    },
  ]
}

/** The places that lie in none of the spans; both in order. */
function outside(places: readonly number[], spans: readonly Span[]): number[] {
  let i = 0
  return places.filter(at => {
    while ((spans[i]?.end ?? Number.POSITIVE_INFINITY) <= at) i++
    return at < (spans[i]?.start ?? Number.POSITIVE_INFINITY)
  })
}
