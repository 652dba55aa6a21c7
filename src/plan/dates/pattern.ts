import { remember } from '../functions/remember.ts'

// The patterns of Java's SimpleDateFormat, which many tools took over:
// https://docs.oracle.com/javase/7/docs/api/java/text/SimpleDateFormat.html

/** Text as it is, or a part of a time: its letter, and how often it is written. */
export type TimePart = string | { readonly letter: string; readonly count: number }

/** What a pattern is made of, or why it is none. */
export type TimePattern = { readonly parts: readonly TimePart[] } | { readonly problem: string }

const letters = 'GyYMLwWDdFEuaHkKhmsSzZX'

/** Letters of a pattern that are written this often at most, so that no pattern can ask for texts without end. */
const most = 100

/** A pattern taken apart. O(length). */
export const parseTimePattern = remember((pattern: string): TimePattern => {
  const parts: TimePart[] = []
  const piece = /([A-Za-z])\1*|'((?:[^']|'')*)'|[^A-Za-z']+/y
  let at = 0
  while (at < pattern.length) {
    piece.lastIndex = at
    const found = piece.exec(pattern)
    if (found === null) return { problem: 'a quote is not closed' }
    const [text, letter, quoted] = found
    at = piece.lastIndex
    if (quoted !== undefined) addText(parts, text === "''" ? "'" : quoted.replaceAll("''", "'"))
    else if (letter === undefined) addText(parts, text)
    else if (!letters.includes(letter))
      return { problem: `\`${letter}\` is no part of a time; text goes into single quotes` }
    else if (letter === 'X' && text.length > 3) return { problem: '`X` is written three times at most' }
    else if (text.length > most) return { problem: `\`${letter}\` is written more than ${most} times` }
    else parts.push({ letter, count: text.length })
  }
  return { parts }
})

function addText(parts: TimePart[], text: string): void {
  const last = parts.at(-1)
  if (typeof last === 'string') parts[parts.length - 1] = last + text
  else parts.push(text)
}

/** Why a pattern cannot be used to read times here, although Java knows it; undefined where it can. */
export function unreadable(parts: readonly TimePart[]): string | undefined {
  const used = new Set(parts.map(p => (typeof p === 'string' ? '' : p.letter)))
  const has = (...wanted: string[]): boolean => wanted.some(letter => used.has(letter))
  if (has('F', 'W')) return 'a week of a month (`F`, `W`) does not say which day it is'
  if (has('D') && has('M', 'L', 'd')) return 'it has both a day of the year and a day of a month'
  if (has('E', 'u', 'w') && !has('d', 'D', 'Y')) return 'a day of a week without a date does not say which day it is'
  return undefined
}
