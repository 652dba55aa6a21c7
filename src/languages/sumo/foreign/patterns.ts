import { regexOf } from '../regex-text.ts'

/** A text as a regular expression that fits exactly it. */
export const literalRegex = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&')

/** A word boundary, where the text has a letter or digit for it to stand at. */
export const boundary = (c: string | undefined): string => (c !== undefined && /\w/.test(c) ? '\\b' : '')

/** A text as a regular expression that finds it where words begin and end, as KQL's `has` does. */
export const termRegex = (text: string): string =>
  `${boundary(text[0])}${literalRegex(text)}${boundary(text[text.length - 1])}`

/** What a pattern of SQL's LIKE is in Sumo: wildcards where only `%` is used, a regular expression for `_` or where case does not matter. */
export function fromLike(like: string, anyCase: boolean): { readonly kind: 'string' | 'regex'; readonly text: string } {
  // `LIKE "*x*"` is no SQL: the stars were meant as wildcards
  if (!anyCase && like.includes('*') && !/[%_\\]/.test(like)) return { kind: 'string', text: like }
  const parts: readonly string[] = like.match(/\\[\s\S]|[\s\S]/g) ?? []
  const wild = parts.some(c => c === '_') || anyCase || parts.includes('*')
  if (!wild) return { kind: 'string', text: parts.map(c => (c === '%' ? '*' : plain(c))).join('') }
  const body = parts.map(c => (c === '%' ? '.*' : c === '_' ? '.' : literalRegex(plain(c)))).join('')
  return { kind: 'regex', text: `${anyCase ? '(?is)' : '(?s)'}^${body}$` }
}

const plain = (c: string): string => (/^\\[%_\\]/.test(c) ? c.slice(1) : c)

/** A quoted pattern of another language: only `*` as wildcard stays a wildcard pattern, anything else was a regular expression. */
export function fromMatch(pattern: string): { readonly kind: 'string' | 'regex'; readonly text: string } {
  const globs = fromGlobs(pattern)
  if (globs !== undefined) return { kind: 'regex', text: globs }
  const isWildcard = /(?:^\*|\*$|[^.)\]\\]\*)/.test(pattern) && !/[|^$+\\[\]()]|\.\*/.test(pattern)
  return isWildcard ? { kind: 'string', text: pattern } : { kind: 'regex', text: pattern }
}

/**
 * Wildcard patterns with bars between them (`*a*|*b*`), or with a choice in brackets (`*(a|b)*`), as the regular expression
 * that they were meant as; undefined for anything else, and where it could be a regular expression already.
 */
export function fromGlobs(pattern: string): string | undefined {
  const plainGlobs =
    /^[^\\[\]{}+^$?]*$/.test(pattern) && !/\.\*/.test(pattern) && (pattern.startsWith('*') || !pattern.includes(')*'))
  if (!plainGlobs || !pattern.includes('*') || !pattern.includes('|')) return undefined
  const inBrackets = /\([^()*]+\|[^()*]+\)/.test(pattern)
  if (!inBrackets) return /[()]/.test(pattern) ? undefined : pattern.split('|').map(fromGlob).join('|')
  return /^[^()|]*(?:\([^()*]+\)[^()|]*)+$/.test(pattern) ? fromGlob(pattern) : undefined
}

/** One wildcard pattern, whole value, as a regular expression that is found anywhere; brackets and bars stay. */
function fromGlob(glob: string): string {
  const start = glob.startsWith('*') ? '' : '^'
  const end = glob.endsWith('*') ? '' : '$'
  const inner = glob.replace(/^\*+/, '').replace(/\*+$/, '')
  return `${start}${inner.replace(/[\\^$.?+[\]{}/]/g, '\\$&').replace(/\*+/g, '.*')}${end}`
}

/** How the body of a regular expression stands between slashes. */
export const bodyOf = (pattern: string): string => regexOf(pattern).slice(1, -1)
