/** A wildcard pattern: literal text and wildcards as tokens, so that escaping is a matter of printing only. */
export type Pattern = readonly PatternPart[]
export type PatternPart = { readonly text: string } | { readonly any: 'one' | 'run' }

/** How letters are compared: exactly, with A–Z equal to a–z, or by simple Unicode case mapping of each code point. */
export type Fold = 'none' | 'ascii' | 'unicode'
