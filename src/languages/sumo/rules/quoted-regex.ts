import { fromGlobs } from '../foreign/patterns.ts'
import { type Parser, say } from '../parsing.ts'
import { regexOf } from '../regex-text.ts'
import type { Expr } from '../syntax.ts'

/**
 * A quoted pattern after `matches` that was written as a regular expression (S/matches): in quotes only `*` is special and
 * the whole value must fit, so such a pattern silently matches nothing.
 */
export function checkMatches(p: Parser, pattern: Expr): void {
  const inner = pattern.kind === 'paren' ? pattern.arg : pattern
  if (inner.kind !== 'string') return
  const globs = isGlobList(inner.text) ? fromGlobs(inner.text) : undefined
  if (globs === undefined && !looksLikeRegex(inner.text)) return
  const meant = globs === undefined ? regexOf(inner.text) : `/${globs}/`
  say(p, {
    code: 'sumo/matches-quoted-regex',
    severity: 'warning',
    message: 'this quoted pattern looks like a regular expression, and is read as plain text with wildcards',
    because: 'in quotes only `*` is special and the whole value must fit, so it matches next to nothing',
    help: `write it between slashes: \`${meant}\``,
    span: inner.span,
    fix: [{ span: inner.span, text: meant }],
  })
}

/** Whether a pattern is several with bars between them, each open at both ends, or has a choice in brackets; a single bar is a character of many logs. */
const isGlobList = (text: string): boolean =>
  !text.includes('{{') && (/^\*[^*|]+\*(?:\|\*[^*|]+\*)+$/.test(text) || /\([\w. -]+(?:\|[\w. -]+)+\)/.test(text))

/** Whether a text holds what only makes sense in a regular expression, and not in wildcards (`10.*`, `*(KHTML*)*`, `CEF:0|*`). */
function looksLikeRegex(text: string): boolean {
  if (text.includes('{{')) return false
  const isWildcard = /(?:^|[^.)\]])\*/.test(text)
  return (
    /\\(?:[dwsDWS](?![A-Za-z])|[.\-/()[\]{}+?|^$])/.test(text) || // an escape
    /^\.\*|\.\+|\)[+?{]|\][+{]/.test(text) || // a repetition
    /\[\^?(?:[aA]-[zZ]|\d+-\d+)/.test(text) || // a range of characters
    /^\^|^\(\?|[^$\s*]\$$/.test(text) || // an anchor, or a flag
    (!isWildcard && /[\w)\]]\|[\w([^\\]/.test(text)) // an alternation
  )
}
