import { type Parser, say } from '../parsing.ts'
import { regexOf } from '../regex-text.ts'
import type { Expr } from '../syntax.ts'

/**
 * A quoted pattern after `matches` that was written as a regular expression (S/matches): in quotes only `*` is special and
 * the whole value must fit, so such a pattern silently matches nothing.
 */
export function checkMatches(p: Parser, pattern: Expr): void {
  const inner = pattern.kind === 'paren' ? pattern.arg : pattern
  if (inner.kind !== 'string' || !looksLikeRegex(inner.text)) return
  say(p, {
    code: 'sumo/matches-quoted-regex',
    severity: 'warning',
    message: 'this quoted pattern looks like a regular expression, and is read as plain text with wildcards',
    because: 'in quotes only `*` is special and the whole value must fit, so it matches next to nothing',
    help: `write it between slashes: \`${regexOf(inner.text)}\``,
    span: inner.span,
    fix: [{ span: inner.span, text: regexOf(inner.text) }],
  })
}

/** Whether a text holds what only makes sense in a regular expression, and not in wildcards (`10.*`, `*(KHTML*)*`, `CEF:0|*`). */
export function looksLikeRegex(text: string): boolean {
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
