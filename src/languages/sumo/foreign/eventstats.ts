import type { Span } from '../../../base/span.ts'
import { type Parser, peek, skipStage, spanFrom, take } from '../parsing.ts'
import type { AggregateCall, Expr, Name, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { replace, sayForeign, shorten, spanOf } from './say.ts'
import { parseGrouped } from './stats.ts'

/**
 * Splunk's `eventstats sum(x) as t by g`, which keeps the rows: `total x as t by g`; a count is the total of ones, and a mean
 * a total by a count. `streamstats`, which runs along the rows, is `accum` in the same way.
 */
export function parseEventStats(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const said = p.report.diagnostics.length
  const start = peek(p).start
  const { stage } = parseGrouped(p, start)
  const span = spanFrom(p, word.start)
  const running = word.text.toLowerCase() === 'streamstats'
  const operator = running ? 'accum' : 'total'
  const pieces = stage.calls.map((call, i) => onEveryRow(call, i, { operator, by: stage.by, span }))
  const certain = !p.report.isLost() && pieces.length > 0 && pieces.every(piece => piece !== undefined)
  const inner = p.report.takeSince(said)
  if (certain && inner.every(d => d.fix !== undefined)) {
    const all = pieces.flatMap(piece => piece ?? [])
    const text = all.map(piece => piece.text).join(' | ')
    sayForeign(p, {
      code: `sumo/${word.text.toLowerCase()}`,
      message: `\`${word.text}\` is not an operator of a log search`,
      because: `a ${running ? 'running sum' : 'sum on every row'} is \`${operator}\``,
      help: shorten(`write \`| ${text}\``),
      span: spanOf(word),
      fix: [replace(span, text)],
    })
    return all.map(piece => piece.stage)
  }
  sayForeign(p, {
    code: `sumo/${word.text.toLowerCase()}`,
    message: `\`${word.text}\` is not an operator of a log search`,
    because: `an aggregate replaces the rows; only a sum can be put on every row, with \`${operator}\``,
    help: 'compute the aggregate in a search of its own and `join` it, or use `smooth`, `rollingstd` over sorted rows',
    span: spanOf(word),
  })
  skipStage(p)
  return [{ kind: 'error-stage', span: spanFrom(p, word.start) }]
}

interface Written {
  readonly text: string
  readonly stage: Stage
}

interface Around {
  readonly operator: 'total' | 'accum'
  readonly by: readonly Name[]
  readonly span: Span
}

/** The stages that put one aggregate on every row; undefined for what has no such form. */
function onEveryRow(call: AggregateCall, i: number, around: Around): readonly Written[] | undefined {
  const { span } = around
  const [arg] = call.args
  const named = (name: string): Name => ({ name: i === 0 ? name : `${name}_${i + 1}`, span })
  const one = named('one_of')
  if (call.fn === 'count' && arg === undefined) {
    const literal: Expr = { kind: 'number', value: 1, text: '1', span }
    const as = call.as ?? { name: 'count', span }
    return [assign('1', literal, one), sum(one, as, around), without([one], span)]
  }
  if (arg?.kind !== 'field') return undefined
  const field: Name = { name: arg.name, span: arg.span }
  if (call.fn === 'sum') return [sum(field, call.as, around)]
  if (call.fn !== 'avg' || call.as === undefined) return undefined
  const [all, rows] = [named('sum_of'), named('count_of')]
  const call1 = (fn: string, inner: Expr): Expr => ({ kind: 'call', fn: { name: fn, span }, args: [inner], span })
  const numbers: readonly Expr[] = [0, 1].map(value => ({ kind: 'number', value, text: String(value), span }))
  const counted: Expr = {
    kind: 'call',
    fn: { name: 'if', span },
    args: [call1('isNull', call1('num', arg)), ...numbers],
    span,
  }
  const mean: Expr = { kind: 'binary', is: '/', operator: span, left: asField(all), right: asField(rows), span }
  return [
    sum(field, all, around),
    assign(`if(isNull(num(${writeName(field.name)})), 0, 1)`, counted, one),
    sum(one, rows, around),
    assign(`${all.name} / ${rows.name}`, mean, call.as),
    without([one, all, rows], span),
  ]
}

const asField = ({ name, span }: Name): Expr => ({ kind: 'field', name, span })

const assign = (text: string, expr: Expr, as: Name): Written => ({
  text: `${text} as ${writeName(as.name)}`,
  stage: { kind: 'assign', expr, as, span: expr.span },
})

function sum(name: Name, as: Name | undefined, { operator, by, span }: Around): Written {
  const named = as === undefined ? '' : ` as ${writeName(as.name)}`
  const keys = by.length === 0 ? '' : ` by ${by.map(n => writeName(n.name)).join(', ')}`
  return {
    text: `${operator} ${writeName(name.name)}${named}${keys}`,
    stage: { kind: 'window', operator, name, rows: undefined, as, by, span },
  }
}

const without = (names: readonly Name[], span: Span): Written => ({
  text: `fields - ${names.map(n => n.name).join(', ')}`,
  stage: { kind: 'fields', names, remove: true, span },
})
