import { regexOf } from '../regex-text.ts'

/** A text as a regular expression that fits exactly it. */
export const literalRegex = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&')

/** What a pattern of SQL's LIKE is in Sumo: wildcards where only `%` is used, a regular expression for `_` or where case does not matter. */
export function fromLike(like: string, anyCase: boolean): { readonly kind: 'string' | 'regex'; readonly text: string } {
  const parts: readonly string[] = like.match(/\\[\s\S]|[\s\S]/g) ?? []
  const wild = parts.some(c => c === '_') || anyCase || parts.includes('*')
  if (!wild) return { kind: 'string', text: parts.map(c => (c === '%' ? '*' : plain(c))).join('') }
  const body = parts.map(c => (c === '%' ? '.*' : c === '_' ? '.' : literalRegex(plain(c)))).join('')
  return { kind: 'regex', text: `${anyCase ? '(?is)' : '(?s)'}^${body}$` }
}

const plain = (c: string): string => (/^\\[%_\\]/.test(c) ? c.slice(1) : c)

/** A quoted pattern of another language: only `*` as wildcard stays a wildcard pattern, anything else was a regular expression. */
export function fromMatch(pattern: string): { readonly kind: 'string' | 'regex'; readonly text: string } {
  const isWildcard = /(?:^\*|\*$|[^.)\]\\]\*)/.test(pattern) && !/[|^$+\\[\]()]|\.\*/.test(pattern)
  return isWildcard ? { kind: 'string', text: pattern } : { kind: 'regex', text: pattern }
}

/** How the body of a regular expression stands between slashes. */
export const bodyOf = (pattern: string): string => regexOf(pattern).slice(1, -1)
