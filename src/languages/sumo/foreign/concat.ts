import { cover } from '../../../base/span.ts'
import type { Infix } from '../../kit/pratt.ts'
import { power } from '../expression.ts'
import { type Parser, peek, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { insert, replace, sayForeign, shorten, spanOf, textAt } from './say.ts'

/** Splunk's dot, which joins texts (`user."@".host`), if one stands next; a name before it has taken it along. */
export function foreignDot(p: Parser): Infix<Expr> | undefined {
  return startsDot(p) ? { power: power.sum, combine: (first, operand) => parseDots(p, first, operand) } : undefined
}

const startsDot = (p: Parser): boolean => {
  const token = peek(p)
  return (
    (token.kind === 'unknown' && token.text === '.' && p.text[token.end] !== '.') ||
    (token.kind === 'string' && p.text[token.start - 1] === '.')
  )
}

/** All of them in a row as one `concat` (S/concat). */
function parseDots(p: Parser, first: Expr, operand: (power: number) => Expr): Expr {
  const parts = [withoutDot(first)]
  const at = spanOf(peek(p))
  while (startsDot(p)) {
    if (peek(p).kind === 'unknown') take(p, 'operator')
    parts.push(withoutDot(operand(power.sum + 1)))
  }
  const last = parts[parts.length - 1] ?? first
  const span = cover(first.span, last.span)
  sayForeign(p, {
    code: 'sumo/dot-concat',
    message: 'a dot joins no texts in a log search; `concat` does',
    help: shorten(`write \`concat(${parts.map(part => textAt(p, part.span)).join(', ')})\``),
    span: at,
    fix: [
      insert(first.span.start, 'concat('),
      ...parts.slice(1).map((part, i) => replace({ start: parts[i]?.span.end ?? 0, end: part.span.start }, ', ')),
      // not an insertion, which could meet another one at this place
      replace(last.span, `${textAt(p, last.span)})`),
    ],
  })
  return { kind: 'call', fn: { name: 'concat', span: at }, args: parts, span }
}

/** `user.` before a text: the dot is no part of the name. */
function withoutDot(expr: Expr): Expr {
  if (expr.kind !== 'field' || !expr.name.endsWith('.')) return expr
  return { ...expr, name: expr.name.slice(0, -1), span: { start: expr.span.start, end: expr.span.end - 1 } }
}
