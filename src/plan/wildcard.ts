import { foldCase } from './functions/case.ts'
import type { Fold, Pattern } from './pattern.ts'

/** The pattern that a text with `*` for any run of characters stands for; nothing else in it is special. */
export const wildcards = (text: string): Pattern =>
  text.split('*').flatMap((part, i) => [...(i > 0 ? [{ any: 'run' } as const] : []), ...(part ? [{ text: part }] : [])])

/** One code point to match, or undefined for any one. */
type Unit = string | undefined

/**
 * Whether the whole text fits the pattern under a fold. Between runs the leftmost place is always good enough, so nothing
 * is tried twice: O(length of the text × length of the longest stretch without a run) at worst.
 */
export function fits(text: string, pattern: Pattern, fold: Fold): boolean {
  const chars = [...foldCase(text, fold)]
  const stretches = stretchesOf(pattern, fold)
  const first = stretches[0] ?? []
  const last = stretches[stretches.length - 1] ?? []
  if (stretches.length <= 1) return chars.length === first.length && matchesAt(chars, 0, first)
  if (!matchesAt(chars, 0, first)) return false
  let at = first.length
  for (const stretch of stretches.slice(1, -1)) {
    while (at + stretch.length <= chars.length && !matchesAt(chars, at, stretch)) at++
    if (at + stretch.length > chars.length) return false
    at += stretch.length
  }
  return chars.length - last.length >= at && matchesAt(chars, chars.length - last.length, last)
}

/** The parts between runs; n runs make n + 1 stretches. */
function stretchesOf(pattern: Pattern, fold: Fold): Unit[][] {
  const stretches: Unit[][] = [[]]
  for (const part of pattern) {
    if ('text' in part) stretches.at(-1)?.push(...foldCase(part.text, fold))
    else if (part.any === 'one') stretches.at(-1)?.push(undefined)
    else stretches.push([])
  }
  return stretches
}

const matchesAt = (chars: readonly string[], at: number, stretch: readonly Unit[]): boolean =>
  at + stretch.length <= chars.length && stretch.every((unit, i) => unit === undefined || unit === chars[at + i])
