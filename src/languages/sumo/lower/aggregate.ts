import type { Type } from '../../../event/value.ts'
import type { AggregateName } from '../../../plan/aggregates/index.ts'
import type { Aggregate, Named, Scalar } from '../../../plan/plan.ts'
import { aggregateNamed } from '../aggregates.ts'
import { choices } from '../choices.ts'
import type { AggregateCall, AggregateStage, Name } from '../syntax.ts'
import { asFloat, asText } from './coerce.ts'
import { type Context, lost, notSupportedYet, say } from './context.ts'
import { resolve } from './resolve.ts'
import { type Binding, columnOf, freshColumn, newestFirst } from './rows.ts'
import type { Kind, Typed } from './typed.ts'
import { lowerValue } from './values.ts'

/** A column that an aggregation makes. */
interface Made {
  readonly name: string
  readonly column: string
  readonly aggregate: Aggregate
  readonly type: Type
  readonly kind: Kind
  /** Texts that are to be joined into one. */
  readonly joined: boolean
}

/**
 * `count, values(x) as xs by a, b`: one row per combination of keys, null being one of them; keys in the order of `by`,
 * then results. Whatever else rows had is gone after it (docs/search/search-query-language/group-aggregate-operators/index.md).
 */
export function lowerAggregate(context: Context, stage: AggregateStage): undefined {
  const { rows } = context
  const keys = stage.by.map(key => resolve(context, key.name, key.span))
  const columns = keys.map((key, i) =>
    key === undefined ? undefined : columnOf(rows, key, stage.by[i]?.span ?? stage.span),
  )
  if (stage.calls.some(call => call.fn === 'first' || call.fn === 'last')) newestFirst(rows, stage.span)
  rows.columns = new Set(columns.filter(column => column !== undefined).map(column => column.toLowerCase()))
  const made = stage.calls.map(call => lowerCall(context, call))
  sayTwins(context, stage)
  if (!columns.every(c => c !== undefined) || !keys.every(k => k !== undefined) || !made.every(m => m !== undefined)) {
    rows.aggregate = true
    return lost(context)
  }
  const by = [...new Set(columns)]
  const aggregates = made.map(({ column, aggregate }): Named<Aggregate> => ({ name: column, value: aggregate }))
  rows.steps.push(input => ({ op: 'group', input, by, aggregates, at: stage.span }))
  const joined = made
    .filter(m => m.joined)
    .map(({ column }): Named<Scalar> => ({ name: column, value: joinedText(column) }))
  if (joined.length > 0) rows.steps.push(input => ({ op: 'extend', input, columns: joined, at: stage.span }))
  becomeGroups(context, stage.by, keys, columns, made)
}

/** From here on the rows are groups. */
function becomeGroups(
  context: Context,
  by: readonly Name[],
  keys: readonly Binding[],
  columns: readonly string[],
  made: readonly Made[],
): undefined {
  const { rows } = context
  rows.fields = new Map()
  for (const [i, key] of keys.entries()) {
    const { type, kind } = key
    const column = columns[i] ?? key.name
    rows.fields.set((by[i]?.name ?? key.name).toLowerCase(), {
      name: key.name,
      scalar: { op: 'field', name: column, type },
      type,
      kind,
    })
  }
  for (const { name, column, type, kind, joined } of made) {
    const own = joined ? 'string' : type
    rows.fields.set(name.toLowerCase(), { name, scalar: { op: 'field', name: column, type: own }, type: own, kind })
  }
  rows.aggregate = true
  rows.ordered = false
  rows.time = undefined
  rows.matched = undefined
}

/** The name of an aggregate's result without `as`. */
const defaultName = (call: AggregateCall): string => aggregateNamed(call.fn)?.result ?? `_${call.fn}`
const nameOf = (call: AggregateCall): string => call.as?.name ?? defaultName(call)

function lowerCall(context: Context, call: AggregateCall): Made | undefined {
  const fn = aggregateNamed(call.fn)?.name ?? call.fn
  if (!runs.has(fn)) return notSupportedYet(context, `the aggregate \`${call.fn}\``, call.fnSpan)
  const args = call.args.map(arg => lowerValue(context, arg))
  if (!args.every(arg => arg !== undefined)) return undefined
  const plan = planned(fn, args)
  if (plan === undefined)
    return say(context, {
      code: 'sumo/type-mismatch',
      severity: 'error',
      message: `\`${call.fn}\` needs numbers, and this is a truth value`,
      help: 'write `if(condition, 1, 0)` to count with it',
      span: call.span,
    })
  const name = nameOf(call)
  const aggregate: Aggregate = { fn: plan.fn, args: plan.args }
  return {
    name,
    column: freshColumn(context.rows, name),
    aggregate,
    type: plan.type,
    kind: plan.kind,
    joined: fn === 'values',
  }
}

interface Planned {
  readonly fn: AggregateName
  readonly args: readonly Scalar[]
  readonly type: Type
  readonly kind: Kind
}

/** The aggregates that run, by their documented names. */
const runs: ReadonlySet<string> = new Set([
  'count',
  'count_distinct',
  'sum',
  'avg',
  'min',
  'max',
  'stddev',
  'first',
  'last',
  'values',
])

/** Which aggregate of the plan it is. Numbers are read out of text; their results are floating point. */
function planned(fn: string, args: readonly Typed[]): Planned | undefined {
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

/** `values` gives lines of text, the first hundred values (docs/search/search-query-language/group-aggregate-operators/values.md). */
function joinedText(column: string): Scalar {
  const list: Scalar = { op: 'field', name: column, type: { list: 'string' } }
  const most: Scalar = { op: 'literal', type: 'int', value: BigInt(choices.mostValues) }
  const lineBreak: Scalar = { op: 'literal', type: 'string', value: '\n' }
  return { op: 'call', fn: 'join_text', args: [{ op: 'call', fn: 'list_limit', args: [list, most] }, lineBreak] }
}

/** A result with the name of a key: no page says which of them stays. */
function sayTwins(context: Context, stage: AggregateStage): void {
  const keys = new Set(stage.by.map(key => key.name.toLowerCase()))
  for (const call of stage.calls)
    if (keys.has(nameOf(call).toLowerCase())) notSupportedYet(context, 'a result with the name of a key', call.span)
}
