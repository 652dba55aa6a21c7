import { cover } from '../../../base/span.ts'
import type { Infix } from '../../kit/pratt.ts'
import { power } from '../expression.ts'
import { isSign, type Parser, peek, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { isSmall, nameFirst } from './repeat.ts'
import { replace, sayForeign, shorten, textAt } from './say.ts'

/** `x ?? y` and `x ?: y`, the first that is there, as `if(isNull(x), y, x)`; undefined where none stands next. */
export function foreignFallback(p: Parser): Infix<Expr> | undefined {
  const [first, second] = [peek(p), peek(p, 1)]
  const stands = isSign(first, '?') && (isSign(second, '?') || isSign(second, ':')) && first.end === second.start
  return stands ? { power: power.product, combine: (left, operand) => parseFallback(p, left, operand) } : undefined
}

function parseFallback(p: Parser, left: Expr, operand: (power: number) => Expr): Expr {
  const first = take(p, 'operator')
  const second = take(p, 'operator')
  const right = operand(power.product + 1)
  const span = cover(left.span, right.span)
  const operator = { start: first.start, end: second.end }
  if (!isSmall(left)) return nameFirst(p, 'sumo/coalesce', operator, span)
  const [value, other] = [textAt(p, left.span), textAt(p, right.span)]
  const written = `if(isNull(${value}), ${other}, ${value})`
  sayForeign(p, {
    code: 'sumo/coalesce',
    message: `a log search has no \`${textAt(p, operator)}\`; \`if\` asks whether the value is there`,
    help: `write \`${shorten(written)}\``,
    span: operator,
    fix: [replace(span, written)],
  })
  const isNull: Expr = { kind: 'call', fn: { name: 'isNull', span: operator }, args: [left], span: left.span }
  return { kind: 'call', fn: { name: 'if', span: operator }, args: [isNull, right, left], span }
}
