import type { Span } from '../../../base/span.ts'
import type { Aggregate, Named, Predicate, Scalar } from '../../../plan/plan.ts'
import type { TransactionStage, TransactionState } from '../transaction-syntax.ts'
import { becomeGroups } from './aggregate.ts'
import { call, choose, int, overAll, text } from './build.ts'
import { milliseconds, momentColumn } from './by-time.ts'
import { asText } from './coerce.ts'
import { compared } from './compare.ts'
import { type Context, lost, needsTimes, notRun, say, undocumented } from './context.ts'
import { allOf } from './logic.ts'
import { quotedPattern } from './matching.ts'
import { textToParse } from './message.ts'
import { fillParameters } from './parameters.ts'
import { rangeBeside } from './range.ts'
import { resolve, resolveTyped } from './resolve.ts'
import { type Binding, columnOf, filter, freshColumn } from './rows.ts'
import { addWindow, asColumn } from './window.ts'

/**
 * `transaction on id with "*login*" as login, … [results by flow]`: messages that have an id and are in a state. By
 * transactions: how many messages of each state every id has, and when it began and ended; by flow: every step from one
 * message of an id to its next (T/transaction-operator.md).
 */
export function lowerTransaction(context: Context, stage: TransactionStage): undefined {
  const { rows } = context
  const { span } = stage
  const mode = modeOf(context, stage)
  const ids = stage.on.map(({ name, span: at }) => resolve(context, name, at))
  const conditions = stage.states.map(state => conditionOf(context, state))
  const { time } = rows
  if (
    mode === undefined ||
    !ids.every(id => id !== undefined) ||
    ids.length === 0 ||
    !conditions.every(condition => condition !== undefined)
  )
    return lost(context)
  if (time === undefined) {
    lost(context)
    return needsTimes(
      context,
      '`transaction` over rows without a time',
      span,
      'it follows states through time, and these rows are no messages any more, or have no times',
    )
  }
  const fringe = fringeOf(context, stage)
  const range = fringe === undefined || fringe === 0 ? undefined : rangeBeside(context, '`fringe`', span)
  if (fringe === undefined || (fringe > 0 && range === undefined)) return lost(context)
  const keys = ids.map((id): Binding => {
    const column = columnOf(rows, id, span)
    return { ...id, scalar: { op: 'field', name: column, type: id.type } }
  })
  const on = [...new Set(keys.flatMap(({ scalar }) => (scalar.op === 'field' ? [scalar.name] : [])))]
  const names = [...new Set(stage.states.map(state => state.as.name))]
  // a message is in the first state that fits it
  const nothing: Scalar = { op: 'literal', type: 'string', value: null }
  const which = conditions.reduceRight<Scalar>(
    (otherwise, condition, i) => choose(condition, text(stage.states[i]?.as.name ?? ''), otherwise, span),
    nothing,
  )
  const state = asColumn(rows, which, 'string', 'state', span)
  const present = keys.map((key): Predicate => ({ op: 'present', of: key.scalar, at: span }))
  filter(rows, allOf([...present, { op: 'present', of: state, at: span }], span), span)
  const when = asColumn(rows, milliseconds(time), 'int', 'time', span)
  if (range !== undefined) cutFringe(context, on, when, range, fringe, span)
  if (mode === 'flow') return byFlow(context, on, keys, state, when, span)
  return byTransactions(context, on, keys, state, names, when, span)
}

/** One row of each transaction. */
function byTransactions(
  { rows }: Context,
  on: readonly string[],
  keys: readonly Binding[],
  state: Scalar,
  states: readonly string[],
  when: Scalar,
  at: Span,
): undefined {
  rows.columns = new Set(on.map(name => name.toLowerCase()))
  const results = [
    ...states.map(name => ({
      name,
      aggregate: { fn: 'count', args: [], where: compared('eq', state, text(name), at) } satisfies Aggregate,
    })),
    { name: '_start_time', aggregate: { fn: 'min', args: [when] } satisfies Aggregate },
    { name: '_end_time', aggregate: { fn: 'max', args: [when] } satisfies Aggregate },
  ].map(result => ({ ...result, column: freshColumn(rows, result.name) }))
  const aggregates = results.map(({ column, aggregate }): Named<Aggregate> => ({ name: column, value: aggregate }))
  rows.steps.push(input => ({ op: 'group', input, by: on, aggregates, at }))
  becomeGroups(
    rows,
    keys.map(binding => ({ name: binding.name, binding })),
    on,
    results.map(({ name, column }) => ({ name, column, type: 'int', kind: 'number', joined: false })),
  )
}

/** One row of each step from a message in a state to the next one of the same transaction. */
function byFlow(
  { rows }: Context,
  on: readonly string[],
  keys: readonly Binding[],
  state: Scalar,
  when: Scalar,
  at: Span,
): undefined {
  if (state.op !== 'field' || when.op !== 'field') return
  const moment = momentColumn(rows, { ...when }, at)
  const columns = [...new Set([...on, state.name, when.name, moment])]
  const always: Predicate = { op: 'always' }
  rows.steps.push(
    input => ({ op: 'keep', input, columns, at }),
    input => ({ op: 'sequence', input, by: on, time: moment, within: undefined, steps: [always, always], at }),
  )
  const step = (n: 1 | 2, column: { readonly name: string; readonly type: Binding['type'] }): Scalar => ({
    op: 'field',
    name: `${n}.${column.name}`,
    type: column.type,
  })
  rows.columns = new Set(columns.flatMap(name => [`1.${name}`, `2.${name}`]).map(name => name.toLowerCase()))
  const results = [
    { name: 'fromstate', type: 'string', kind: 'text', value: step(1, state) },
    { name: 'tostate', type: 'string', kind: 'text', value: step(2, state) },
    { name: 'latency', type: 'int', kind: 'number', value: call('subtract', [step(2, when), step(1, when)], at) },
  ] as const
  const made = results.map(result => ({ ...result, column: freshColumn(rows, result.name), joined: false }))
  const extended = made.map(({ column, value }) => ({ name: column, value }))
  rows.steps.push(input => ({ op: 'extend', input, columns: extended, at }))
  const bindings = keys.map((key): Binding => {
    const { name, type } = key.scalar.op === 'field' ? key.scalar : { name: key.name, type: key.type }
    return { ...key, scalar: step(1, { name, type }) }
  })
  becomeGroups(
    rows,
    bindings.map(binding => ({ name: binding.name, binding })),
    [],
    made,
  )
  rows.keys = undefined
}

/** Leaves out the transactions that end in the first part of the range of the search, and those that begin in the last. */
function cutFringe(
  { rows }: Context,
  on: readonly string[],
  when: Scalar,
  range: { readonly first: Scalar; readonly last: Scalar },
  fringe: number,
  at: Span,
): void {
  const first = addWindow(rows, on, 'first time', 'int', overAll('min', [when]), at)
  const last = addWindow(rows, on, 'last time', 'int', overAll('max', [when]), at)
  const begins = call('add', [range.first, int(fringe)], at)
  const ends = call('subtract', [range.last, int(fringe)], at)
  filter(rows, allOf([compared('ge', last, begins, at), compared('le', first, ends, at)], at), at)
}

/** The width of the fringe in milliseconds, 0 without one; undefined after saying why it is none. */
function fringeOf(context: Context, { fringe }: TransactionStage): number | undefined {
  if (fringe === undefined) return 0
  if (
    fringe.kind === 'number' &&
    Number.isSafeInteger(fringe.value) &&
    fringe.value >= 0 &&
    /[a-z]$/i.test(fringe.text)
  )
    return fringe.value
  if (fringe.kind === 'parameter')
    return notRun(context, 'a parameter as the value of `fringe`', fringe.span, 'no value is usual for it')
  return say(context, {
    code: 'sumo/transaction-fringe',
    severity: 'error',
    message: 'a fringe is a length of time',
    help: 'write it like `fringe=10m`',
    span: fringe.span,
  })
}

/** Whether a message is in a state. */
function conditionOf(
  context: Context,
  { is, value: written, field, as, span }: TransactionState,
): Predicate | undefined {
  if (is === 'pattern') {
    const of = textToParse(context, field, span)
    if (of === undefined) return undefined
    const pattern = quotedPattern(fillParameters(context, written.text, written.span))
    return { op: 'match', of, pattern, fold: 'none', at: span }
  }
  if (field === undefined)
    return undocumented(
      context,
      `the state \`${as.name}\` without \`in\` and a field`,
      span,
      'a state is the text of a field, and no page says of which where none is named',
    )
  const value = resolveTyped(context, field.name, field.span)
  return value === undefined ? undefined : compared('eq', asText(value), text(written.text), span)
}

/** What the results are by, or undefined after saying that it is nothing we can give. */
function modeOf(
  context: Context,
  { results, showing, states, span }: TransactionStage,
): 'transactions' | 'flow' | undefined {
  if (showing !== undefined)
    return undocumented(
      context,
      '`showing`',
      showing,
      'its page has it in one example and does not say what its columns are',
    )
  if (states.length === 0) return undefined
  const word = results === undefined ? 'transactions' : results.map(r => r.name.toLowerCase()).join(', ')
  if (word === 'transactions' || word === 'transaction') return 'transactions'
  if (word === 'flow') return 'flow'
  const at = results?.[0]?.span ?? span
  if (word === 'states') return undocumented(context, '`results by states`', at, 'no page says what its rows are')
  return say(context, {
    code: 'sumo/transaction-results',
    severity: 'error',
    message: `\`transaction\` gives results by transactions or by flow, not by \`${word}\``,
    because: 'the fields `fromstate`, `tostate` and `latency` are there with `results by flow`',
    help: 'write `results by flow`, or leave it out',
    span: at,
  })
}
