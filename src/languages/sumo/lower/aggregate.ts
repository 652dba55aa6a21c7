import { fingerprint } from '../../../plan/fingerprint.ts'
import type { Named, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { AggregateCall, AggregateStage, Expr, Name } from '../syntax.ts'
import { lowerCall, type Made, namesOf } from './aggregate-call.ts'
import { type Context, lost, notRun, say, undocumented } from './context.ts'
import { resolve } from './resolve.ts'
import { type Binding, columnOf, freshColumn, newestFirst, type Rows } from './rows.ts'

/**
 * `count, values(x) as xs by a, b`: one row per combination of keys, null being one of them; keys in the order of `by`,
 * then results. Whatever else rows had is gone after it (docs/search/search-query-language/group-aggregate-operators/index.md).
 */
export function lowerAggregate(context: Context, written: AggregateStage): undefined {
  const { rows } = context
  const stage = { ...written, calls: written.calls.filter(call => !isKeyAgain(rows, written.by, call)) }
  if (stage.calls.some(call => call.fn === 'count_frequent')) return lowerCountFrequent(context, stage)
  const keys = stage.by.map(key => resolve(context, key.name, key.span))
  const columns = keys.map((key, i) =>
    key === undefined ? undefined : columnOf(rows, key, stage.by[i]?.span ?? stage.span),
  )
  const ordered = putInOrder(context, stage)
  const taken = new Set(columns.filter(column => column !== undefined).map(column => column.toLowerCase()))
  rows.columns = taken
  const made = stage.calls.map(call => lowerCall(context, call))
  sayTwins(context, stage)
  if (
    !ordered ||
    !columns.every(c => c !== undefined) ||
    !keys.every(k => k !== undefined) ||
    !made.every(m => m !== undefined)
  ) {
    rows.aggregate = true
    return lost(context)
  }
  const by = [...new Set(columns)]
  const results = made.flat().map(result => ({ ...result, column: freshColumn(rows, result.name) }))
  const aggregates = results.map(({ column, aggregate }) => ({ name: column, value: aggregate }))
  rows.steps.push(input => ({ op: 'group', input, by, aggregates, at: stage.span }))
  const joined = results
    .filter(m => m.joined)
    .map(({ column }): Named<Scalar> => ({ name: column, value: joinedText(column) }))
  if (joined.length > 0) rows.steps.push(input => ({ op: 'extend', input, columns: joined, at: stage.span }))
  becomeGroups(
    rows,
    [...stage.by.entries()].flatMap(([i, name]) => keyOf(name, keys[i], columns[i])),
    by,
    results,
  )
}

/** The order that `first` and `last` go by, and `most_recent` and `least_recent`, which is that of time; false after saying that these differ. */
function putInOrder(context: Context, stage: AggregateStage): boolean {
  const { rows } = context
  const has = (...fns: string[]): boolean => stage.calls.some(call => fns.includes(call.fn))
  const byTime = has('most_recent', 'least_recent')
  if (has('first', 'last') || byTime) newestFirst(rows, stage.span)
  if (!byTime || rows.newest || rows.time === undefined) return true
  if (has('first', 'last')) {
    notRun(
      context,
      '`most_recent` beside `first` or `last` of sorted rows',
      stage.span,
      'they go by different orders of the same rows',
    )
    return false
  }
  rows.ordered = false
  newestFirst(rows, stage.span)
  return true
}

interface Key {
  readonly name: string
  readonly binding: Binding
}

const keyOf = ({ name }: Name, key: Binding | undefined, column: string | undefined): readonly Key[] =>
  key === undefined
    ? []
    : [{ name, binding: { ...key, scalar: { op: 'field', name: column ?? key.name, type: key.type } } }]

/** From here on the rows are groups, told apart by the columns of their keys. */
export function becomeGroups(
  rows: Rows,
  keys: readonly Key[],
  by: readonly string[],
  results: readonly (Pick<Made, 'name' | 'type' | 'kind' | 'joined'> & { readonly column: string })[],
): void {
  rows.fields = new Map()
  for (const { name, binding } of keys) {
    const { type, kind, scalar } = binding
    rows.fields.set(name.toLowerCase(), { name: binding.name, scalar, type, kind })
  }
  for (const { name, column, type, kind, joined } of results) {
    const own = joined ? 'string' : type
    rows.fields.set(name.toLowerCase(), { name, scalar: { op: 'field', name: column, type: own }, type: own, kind })
  }
  rows.aggregate = true
  rows.ordered = false
  rows.newest = false
  rows.time = undefined
  rows.matched = undefined
  rows.others = false
  rows.joined = undefined
  rows.keys = new Set(by)
}

/**
 * `count_frequent f, g`: how often each combination occurs, most frequent first, the first 10,000
 * (docs/search/search-query-language/group-aggregate-operators/count-count-distinct-and-count-frequent.md). Sumo's is an
 * estimate that is never too low; this one is exact.
 */
function lowerCountFrequent(context: Context, stage: AggregateStage): undefined {
  const [call, ...others] = stage.calls
  const keys = [...stage.by, ...(call?.args ?? []).flatMap(asName)]
  if (call === undefined || others.length > 0 || keys.length === 0 || (stage.by.length > 0 && call.args.length > 0)) {
    lost(context)
    return say(context, {
      code: 'sumo/count-frequent',
      severity: 'error',
      message:
        others.length > 0
          ? '`count_frequent` stands alone in its stage'
          : '`count_frequent` takes the fields to count, and no `by`',
      because: 'it counts combinations of values by itself, and sorts them',
      help: 'write `count_frequent a, b`, or `count by a, b | sort by _count` beside other aggregates',
      span: stage.span,
    })
  }
  const { span } = stage
  const as = call.as ?? { name: '_approxcount', span }
  lowerAggregate(context, { kind: 'aggregate', calls: [{ ...call, fn: 'count', args: [], as }], by: keys, span })
  const { rows } = context
  const result = rows.fields.get(as.name.toLowerCase())
  if (rows.incomplete || result === undefined) return
  rows.steps.push(
    input => ({ op: 'sort', input, keys: [{ by: result.scalar, descending: true, nulls: 'last' }], at: span }),
    input => ({ op: 'limit', input, count: choices.mostFrequent, by: [], at: span }),
  )
  rows.ordered = true
}

const asName = (expr: Expr): Name[] => (expr.kind === 'field' ? [{ name: expr.name, span: expr.span }] : [])

/** `values` gives lines of text, the first hundred values (docs/search/search-query-language/group-aggregate-operators/values.md). */
function joinedText(column: string): Scalar {
  const list: Scalar = { op: 'field', name: column, type: { list: 'string' } }
  const most: Scalar = { op: 'literal', type: 'int', value: BigInt(choices.mostValues) }
  const lineBreak: Scalar = { op: 'literal', type: 'string', value: '\n' }
  return { op: 'call', fn: 'join_text', args: [{ op: 'call', fn: 'list_limit', args: [list, most] }, lineBreak] }
}

/** Aggregates that give one of the values they see. */
const choosing: ReadonlySet<string> = new Set(['first', 'last', 'most_recent', 'least_recent'])

/** Whether a result is what a key of its name is anyway: one of the values of that key, which are all the same in a group. */
function isKeyAgain(rows: Rows, by: readonly Name[], call: AggregateCall): boolean {
  const [arg] = call.args
  const key = by.find(name => namesOf(call).some(made => made.toLowerCase() === name.name.toLowerCase()))
  if (!choosing.has(call.fn) || arg?.kind !== 'field' || key === undefined) return false
  const [of, own] = [arg.name, key.name].map(name => rows.fields.get(name.toLowerCase())?.scalar)
  return of !== undefined && own !== undefined && fingerprint(of) === fingerprint(own)
}

/** A result with the name of a key: no page says which of them stays. */
function sayTwins(context: Context, stage: AggregateStage): void {
  const keys = new Set(stage.by.map(key => key.name.toLowerCase()))
  for (const call of stage.calls)
    if (namesOf(call).some(name => keys.has(name.toLowerCase())))
      undocumented(context, 'a result with the name of a key', call.span, 'no page says which of the two stays')
}
