/** A wildcard pattern: literal text and wildcards as tokens, so that escaping is a matter of printing only. */
export type Pattern = readonly PatternPart[]
export type PatternPart = { readonly text: string } | { readonly any: 'one' | 'run' }

/**
 * How letters are compared: exactly, with A–Z equal to a–z, by the simple lower case of each code point, or by simple case folding
 * (CaseFolding.txt of Unicode, statuses C and S), which also takes s and the long ſ, σ and ς for equal, and i and İ not.
 */
export type Fold = 'none' | 'ascii' | 'unicode' | 'casefold'

/** The pattern as text with `*` and `?`, where a backslash takes their meaning away. */
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
