import type { Span } from '../../base/span.ts'
import type { Fold } from '../pattern.ts'
import { setOf } from './charset.ts'
import { orbit } from './fold.ts'
import type { Assertion, CharSet, Regex } from './regex.ts'

// Regexes are made with these, so that trees of one meaning and order have one shape: no sequence inside a sequence, no
// alternation directly inside an alternation, no repetition of once.

const placed = (at: Span | undefined): { readonly at?: Span } => (at === undefined ? {} : { at })

/** Fits between any two characters. */
export const empty = (at?: Span): Regex => ({ re: 'empty', ...placed(at) })

/** One character of the set. */
export const char = (set: CharSet, at?: Span): Regex => ({ re: 'char', set, ...placed(at) })

/** A condition on where the match is. */
export const assertion = (is: Assertion, at?: Span): Regex => ({ re: 'assert', is, ...placed(at) })

/** A group that remembers what it matched. */
export const capture = (of: Regex, name: string | undefined, at?: Span): Regex => ({
  re: 'capture',
  of,
  name,
  ...placed(at),
})

/** One after the other. */
export function seq(items: readonly Regex[], at?: Span): Regex {
  const flat: Regex[] = []
  for (const item of items)
    if (item.re === 'seq') for (const inner of item.items) flat.push(inner)
    else if (item.re !== 'empty') flat.push(item)
  const [only] = flat
  if (only === undefined) return empty(at)
  return flat.length === 1 ? only : { re: 'seq', items: flat, ...placed(at) }
}

/** The first that fits. There must be at least one option. */
export function alt(options: readonly Regex[], at?: Span): Regex {
  const flat = options.flatMap(option => (option.re === 'alt' ? option.options : [option]))
  const [only] = flat
  if (only === undefined) return char([], at)
  return flat.length === 1 ? only : { re: 'alt', options: flat, ...placed(at) }
}

/** `of` from `min` to `max` times; without `max`, as often as it fits. */
export function repeat(of: Regex, min: number, max: number | undefined, greedy = true, at?: Span): Regex {
  if (of.re === 'empty' || (min === 1 && max === 1)) return of
  return { re: 'repeat', of, min, max, greedy: greedy || min === max, ...placed(at) }
}

/** Exactly this text, letter case as `fold` says. */
export const text = (exact: string, fold: Fold = 'none', at?: Span): Regex =>
  seq(
    Array.from(exact, c => char(foldedChar(c.codePointAt(0) ?? 0, fold))),
    at,
  )

/** The code points that equal this one. */
export const foldedChar = (codePoint: number, fold: Fold): CharSet => setOf(orbit(codePoint, fold).map(c => [c, c]))
