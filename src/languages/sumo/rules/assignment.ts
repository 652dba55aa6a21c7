import { shorten, textAt } from '../foreign/say.ts'
import { functionNamed } from '../functions.ts'
import { type Parser, say } from '../parsing.ts'
import type { Expr, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { needsName, refuseUnnamed } from './names.ts'

type Assign = Extract<Stage, { kind: 'assign' }>

/**
 * An expression without `as` (S/as-operator, FE). `x = y` compares and was meant to assign; a call writes back to the
 * field it was given; anything else computes a value that nobody can name.
 */
export function checkAssignment(p: Parser, stage: Assign): Stage {
  const { expr } = stage
  if (p.report.isLost()) return stage
  if (expr.kind === 'binary' && expr.is === '=' && expr.left.kind === 'field')
    return assignment(p, stage, expr, expr.left)
  if (expr.kind === 'error' || expr.kind === 'parameter') return stage
  if (expr.kind === 'call') {
    if (needsName(expr.fn.name)) {
      refuseUnnamed(p, stage, expr.fn.name)
      return stage
    }
    const [first] = expr.args
    if (first?.kind === 'field' || functionNamed(expr.fn.name) === undefined) return stage
    say(p, {
      code: 'sumo/unnamed-result',
      severity: 'warning',
      message: `the result of \`${expr.fn.name}\` has no name`,
      because:
        'a call without `as` writes back to the field it is given, and here that is not a plain field; what its name is then is not documented',
      help: 'name it: `… as x`',
      span: stage.span,
    })
    return stage
  }
  say(p, {
    code: 'sumo/unnamed-result',
    severity: 'error',
    message: 'this stage computes a value and does not name it',
    because: 'without `as` nothing after it can use the value',
    help: `name it: \`| ${p.text.slice(stage.span.start, stage.span.end).slice(0, 60)} as x\`, or filter by it: \`| where …\``,
    span: stage.span,
  })
  return stage
}

function assignment(
  p: Parser,
  stage: Assign,
  expr: Extract<Expr, { kind: 'binary' }>,
  left: Extract<Expr, { kind: 'field' }>,
): Stage {
  const name = writeName(left.name)
  const isLiteral = ['string', 'number', 'bool', 'null'].includes(expr.right.kind)
  const help = `put the value first and name it: \`| ${shorten(textAt(p, expr.right.span))} as ${name}\``
  say(p, {
    code: 'sumo/assignment',
    severity: 'error',
    message: `this compares \`${left.name}\` with a value; it does not assign`,
    because: 'in a log search `=` always compares, and the result of this comparison is thrown away',
    help: isLiteral ? `${help}; to keep the rows where it holds: \`| where ${shorten(textAt(p, expr.span))}\`` : help,
    span: expr.span,
    ...(isLiteral
      ? {}
      : {
          fix: [
            { span: { start: expr.left.span.start, end: expr.right.span.start }, text: '' },
            { span: { start: expr.right.span.end, end: expr.right.span.end }, text: ` as ${name}` },
          ],
        }),
  })
  return { kind: 'assign', expr: expr.right, as: { name: left.name, span: left.span }, span: stage.span }
}
