import type { Type } from '../../../event/value.ts'
import type { AggregateName } from '../../../plan/aggregates/index.ts'
import type { Aggregate, Scalar } from '../../../plan/plan.ts'
import { aggregateNamed } from '../aggregates.ts'
import { choices } from '../choices.ts'
import type { AggregateCall, Expr } from '../syntax.ts'
import { asFloat, asText } from './coerce.ts'
import { type Context, notRun, say, undocumented } from './context.ts'
import type { Kind, Typed } from './typed.ts'
import { lowerValue } from './values.ts'

/** A result that an aggregation makes. */
export interface Made {
  readonly name: string
  readonly aggregate: Aggregate
  readonly type: Type
  readonly kind: Kind
  /** Texts that are to be joined into one. */
  readonly joined: boolean
}

/** The names of the results of a call; each percentile is a result of its own. */
export function namesOf(call: AggregateCall): readonly string[] {
  if (call.as !== undefined) return [call.as.name]
  if (call.fn !== 'pct') return [aggregateNamed(call.fn)?.result ?? `_${call.fn}`]
  const [field] = call.args
  const of = field?.kind === 'field' ? field.name : ''
  return percentsOf(call).map(percent => `_${of}_pct_${percent.text}`)
}

/** Without one it is the median: median.md writes `pct(f [, 50])` for it. */
const percentsOf = (call: AggregateCall): readonly Percent[] =>
  call.args.length > 1
    ? call.args.slice(1).map(asPercent)
    : [{ text: choices.defaultPercentile, value: Number(choices.defaultPercentile) }]

interface Percent {
  readonly text: string
  readonly value: number
}

const asPercent = (expr: Expr): Percent =>
  expr.kind === 'number' ? { text: expr.text, value: expr.value } : { text: '', value: Number.NaN }

/** The results of one call, or undefined after saying why there are none. */
export function lowerCall(context: Context, call: AggregateCall): readonly Made[] | undefined {
  const fn = aggregateNamed(call.fn)?.name ?? call.fn
  if (fn === 'pct') return lowerPercentiles(context, call)
  if (fn === 'most_recent' || fn === 'least_recent') return lowerByTime(context, call, fn)
  if (!runs.has(fn)) return notRun(context, `the aggregate \`${call.fn}\``, call.fnSpan, 'no engine here computes it')
  if (fn === 'count_distinct' && call.args.length === 0)
    return undocumented(
      context,
      '`count_distinct` without brackets',
      call.fnSpan,
      'no page says whether the fields after it are counted or are keys',
    )
  const args = call.args.map(arg => lowerValue(context, arg))
  if (!args.every(arg => arg !== undefined)) return undefined
  const planned = planOf(fn, args)
  if (planned === undefined) return needsNumbers(context, call)
  const { fn: name, args: scalars, type, kind } = planned
  const joined = fn === 'values'
  return namesOf(call).map(result => ({ name: result, aggregate: { fn: name, args: scalars }, type, kind, joined }))
}

const needsNumbers = (context: Context, call: AggregateCall): undefined =>
  say(context, {
    code: 'sumo/type-mismatch',
    severity: 'error',
    message: `\`${call.fn}\` needs numbers, and this is a truth value`,
    help: 'write `if(condition, 1, 0)` to count with it',
    span: call.span,
  })

interface Planned {
  readonly fn: AggregateName
  readonly args: readonly Scalar[]
  readonly type: Type
  readonly kind: Kind
}

/** The aggregates of the plan's own, by their documented names. */
const runs: ReadonlySet<string> = new Set([
  ...['count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'stddev', 'first', 'last', 'values'],
])

/** Which aggregate of the plan it is. Numbers are read out of text; their results are floating point. */
function planOf(fn: string, args: readonly Typed[]): Planned | undefined {
  const [x] = args
  switch (fn) {
    case 'count':
      return { fn: 'count', args: args.map(arg => arg.scalar), type: 'int', kind: 'number' }
    case 'count_distinct':
      return { fn: 'count_distinct', args: args.map(arg => arg.scalar), type: 'int', kind: 'number' }
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'stddev': {
      const number = x === undefined ? undefined : asFloat(x)
      return number === undefined
        ? undefined
        : { fn: numericAggregate(fn), args: [number], type: 'float', kind: 'number' }
    }
    case 'first':
    case 'last':
      return x === undefined
        ? undefined
        : { fn: fn === 'first' ? 'first' : 'last', args: [x.scalar], type: x.type, kind: x.kind }
    case 'values':
      return x === undefined ? undefined : { fn: 'values', args: [asText(x)], type: { list: 'string' }, kind: 'text' }
    default:
      return undefined
  }
}

const numericAggregate = (fn: string): 'sum' | 'avg' | 'min' | 'max' | 'stddev' =>
  fn === 'avg' || fn === 'min' || fn === 'max' || fn === 'stddev' ? fn : 'sum'

/** `pct(x, 50, 99.9)` (docs/search/search-query-language/group-aggregate-operators/pct-percentile.md). */
function lowerPercentiles(context: Context, call: AggregateCall): readonly Made[] | undefined {
  const [field] = call.args
  const x = field === undefined ? undefined : lowerValue(context, field)
  if (x === undefined) return undefined
  const percents = percentsOf(call)
  const wrong = percents.findIndex(({ value }) => !(value >= 0 && value <= 100))
  if (wrong >= 0)
    return say(context, {
      code: 'sumo/percentile',
      severity: 'error',
      message: 'a percentile is a number from 0 to 100',
      help: 'write for example `pct(bytes, 50, 99.9)`',
      span: call.args[wrong + 1]?.span ?? call.span,
    })
  if (call.as !== undefined && percents.length > 1)
    return undocumented(
      context,
      'one name for several percentiles',
      call.as.span,
      'their documented names are `_field_pct_95`; give each a `pct` of its own to name it',
    )
  const number = asFloat(x)
  if (number === undefined) return needsNumbers(context, call)
  const names = namesOf(call)
  return percents.map(({ value }, i): Made => {
    const share: Scalar = { op: 'literal', type: 'float', value: value / 100 }
    const aggregate: Aggregate = { fn: 'percentile', args: [number, share] }
    return { name: names[i] ?? '', aggregate, type: 'float', kind: 'number', joined: false }
  })
}

/**
 * `most_recent(f_withtime)`: the value of the newest message, `least_recent` of the oldest
 * (docs/search/search-query-language/group-aggregate-operators/most-recent-least-recent.md). Rows stand newest first.
 */
function lowerByTime(
  context: Context,
  call: AggregateCall,
  fn: 'most_recent' | 'least_recent',
): readonly Made[] | undefined {
  const [field] = call.args
  const binding = field?.kind === 'field' ? context.rows.fields.get(field.name.toLowerCase()) : undefined
  if (binding?.withTime !== true) {
    if (context.rows.incomplete) return undefined
    const name = field?.kind === 'field' ? field.name.replace(/_withtime$/i, '') : 'f'
    return say(context, {
      code: 'sumo/needs-withtime',
      severity: 'error',
      message: `\`${fn}\` needs a field that \`withtime\` made`,
      because: 'it goes by the time that `withtime` puts beside the value',
      help: `write \`| withtime ${name} | ${fn}(${name}_withtime) …\``,
      span: field?.span ?? call.span,
    })
  }
  const { scalar, type, kind } = binding
  const aggregate: Aggregate = { fn: fn === 'most_recent' ? 'first' : 'last', args: [scalar] }
  return namesOf(call).map(name => ({ name, aggregate, type, kind, joined: false }))
}
