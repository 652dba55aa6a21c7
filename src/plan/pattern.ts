import { foldText } from './regex/fold.ts'

/** A wildcard pattern: literal text and wildcards as tokens, so that escaping is a matter of printing only. */
export type Pattern = readonly PatternPart[]
export type PatternPart = { readonly text: string } | { readonly any: 'one' | 'run' }

/** How letters are compared: exactly, with A–Z equal to a–z, or by simple Unicode case mapping of each code point. */
export type Fold = 'none' | 'ascii' | 'unicode'

/** Which characters of a written pattern are wildcards, and which one takes the special meaning from the next. */
export interface WildcardSyntax {
  readonly run: string
  readonly one?: string
  readonly escape?: string
}

/** The pattern that only this text fits. */
export const literal = (text: string): Pattern => canonicalPattern([{ text }])

/**
 * Reads a written pattern. The escape character only escapes itself and the wildcards; before anything else it is plain
 * text, as in Sigma (https://sigmahq.io/docs/basics/rules.html#escaping).
 */
export function wildcards(text: string, syntax: WildcardSyntax): Pattern {
  const special = [syntax.run, syntax.one, syntax.escape]
  const parts: PatternPart[] = []
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    const next = text[i + 1]
    if (c === syntax.escape && next !== undefined && special.includes(next)) {
      parts.push({ text: next })
      i++
    } else if (c === syntax.run) parts.push({ any: 'run' })
    else if (c === syntax.one) parts.push({ any: 'one' })
    else parts.push({ text: c })
  }
  return canonicalPattern(parts)
}

/** The pattern as text with `*` and `?`, where a backslash takes their meaning away: `wildcards` of it gives the pattern back. */
export const printPattern = (pattern: Pattern): string =>
  pattern.map(part => ('text' in part ? part.text.replace(/[*?\\]/g, '\\$&') : part.any === 'run' ? '*' : '?')).join('')

/** The one shape of all patterns that say the same: texts joined, in a series of wildcards the single ones first, then at most one run. */
export function canonicalPattern(pattern: Pattern): Pattern {
  const parts: PatternPart[] = []
  let text = ''
  let ones = 0
  let run = false
  const flush = (): void => {
    if (text !== '') parts.push({ text })
    text = ''
    for (; ones > 0; ones--) parts.push({ any: 'one' })
    if (run) parts.push({ any: 'run' })
    run = false
  }
  for (const part of pattern) {
    if ('text' in part) {
      if (part.text !== '' && (ones > 0 || run)) flush()
      text += part.text
    } else if (part.any === 'one') ones++
    else run = true
  }
  flush()
  return parts
}

/** The text that alone fits the pattern, or undefined when it has wildcards. */
export function exactText(pattern: Pattern): string | undefined {
  let text = ''
  for (const part of pattern) {
    if (!('text' in part)) return undefined
    text += part.text
  }
  return text
}

/**
 * Makes the test whether a whole string fits the pattern; `one` is one code point, wildcards run over newlines too.
 * Takes O(string × pattern) at worst: a piece between two runs is put where it first fits and never moved.
 */
export function matchPattern(pattern: Pattern, fold: Fold): (text: string) => boolean {
  const pieces = piecesOf(pattern, fold)
  const [first = []] = pieces
  const last = pieces[pieces.length - 1] ?? []
  const middle = pieces.slice(1, -1)
  return text => {
    const chars = Array.from(foldText(text, fold))
    if (pieces.length === 1) return chars.length === first.length && fitsAt(chars, first, 0)
    const end = chars.length - last.length
    if (end < first.length || !fitsAt(chars, first, 0) || !fitsAt(chars, last, end)) return false
    let at = first.length
    for (const piece of middle) {
      while (at + piece.length <= end && !fitsAt(chars, piece, at)) at++
      if (at + piece.length > end) return false
      at += piece.length
    }
    return true
  }
}

/** The characters between the runs; undefined stands for any one. There is one piece more than there are runs. */
function piecesOf(pattern: Pattern, fold: Fold): (string | undefined)[][] {
  const pieces: (string | undefined)[][] = [[]]
  for (const part of pattern) {
    if ('text' in part) pieces[pieces.length - 1]?.push(...foldText(part.text, fold))
    else if (part.any === 'one') pieces[pieces.length - 1]?.push(undefined)
    else pieces.push([])
  }
  return pieces
}

const fitsAt = (chars: readonly string[], piece: readonly (string | undefined)[], at: number): boolean =>
  piece.every((c, i) => c === undefined || c === chars[at + i])
