import type { Span } from '../../../base/span.ts'
import type { Parser } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { partsOf } from '../walk.ts'
import { sayForeign } from './say.ts'

// Some translations write a value twice (`x >= 1 and x <= 2`). Translations inside of each other would double at every level, so that what is
// written twice must be small.

const MOST_PARTS = 40
const MOST_TEXT = 400

/** Whether a value may be written several times. */
export function isSmall(expr: Expr): boolean {
  if (expr.span.end - expr.span.start > MOST_TEXT) return false
  const open = [expr]
  let parts = 0
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    if (++parts > MOST_PARTS) return false
    open.push(...partsOf(e))
  }
  return true
}

/** Says that a value must get a name before it can be written several times; the error takes the place of the whole. */
export function nameFirst(p: Parser, code: `sumo/${string}`, operator: Span, whole: Span): Expr {
  sayForeign(p, {
    code,
    message: `\`${p.text.slice(operator.start, operator.end)}\` is not of a log search, which writes the value before it several times`,
    because: 'this value is too long for that',
    help: 'name it in a stage before: `| … as x`, and go on with `x`',
    span: operator,
  })
  return { kind: 'error', span: whole }
}
