import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Stage } from '../syntax.ts'

/** A `json` stage that drops the very rows a later stage asks for: those where the field is missing. */
export function jsonDrops(
  stage: Extract<Stage, { kind: 'json' | 'parse-xml' }>,
  later: readonly Stage[],
): Diagnostic | undefined {
  if (stage.nodrop) return undefined
  const names = new Set((stage.names ?? stage.paths.map(p => ({ name: p.text }))).map(n => n.name.toLowerCase()))
  for (const next of later) {
    if (next.kind !== 'where' && next.kind !== 'assign') continue
    const call = firstNullTest(next.kind === 'where' ? next.condition : next.expr)
    const tested = call?.args[0]
    if (call === undefined || tested?.kind !== 'field' || !names.has(tested.name.toLowerCase())) continue
    return {
      code: 'sumo/json-drops',
      severity: 'warning',
      message: `rows without \`${tested.name}\` are dropped here, before \`${call.fn.name}\` can see them`,
      because: 'a `json` stage without `nodrop` keeps only rows that have every path',
      help: 'end the stage with `nodrop`',
      span: stage.span,
      also: [{ span: call.span, message: 'this asks for the rows that are gone by then' }],
      fix: [{ span: { start: stage.span.end, end: stage.span.end }, text: ' nodrop' }],
    }
  }
  return undefined
}

type Expr = Extract<Stage, { kind: 'where' }>['condition']
type Call = Extract<Expr, { kind: 'call' }>

/** The test for null that begins an expression: `isNull(x)`, `if(isEmpty(x), …)`. */
function firstNullTest(expr: Expr): Call | undefined {
  if (expr.kind !== 'call') return undefined
  if (/^is(null|empty|blank)$/i.test(expr.fn.name)) return expr
  const [test] = expr.args
  return expr.fn.name.toLowerCase() === 'if' && test?.kind === 'call' && /^is(null|empty|blank)$/i.test(test.fn.name)
    ? test
    : undefined
}
