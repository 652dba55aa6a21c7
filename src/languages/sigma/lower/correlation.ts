import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Column } from '../../../event/value.ts'
import type { Aggregate, Comparison, Named, Plan, Predicate, Scalar, WindowCall } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import { allOf, anyOf, negation } from '../../kit/logic.ts'
import { type Report, wrong } from '../report.ts'
import type { Collection, Comparator, Correlation } from '../rule/model.ts'
import type { Context } from './context.ts'
import { at, flagColumn, groupName, isSet, keyColumn, pointsOf, read, valueColumn } from './points.ts'

/** How a correlation was reached: those that refer to it, and how many more may be looked at for the whole. */
export interface Trail {
  readonly path: readonly Correlation[]
  readonly effort: { left: number }
}

/** Correlations that one plan may be made of; some that refer to one another again and again would be without end. */
const most = 64

/**
 * The alerts of a correlation: what it groups by, what it counted or calculated (under the name of its type), and the first and
 * last time of its events, which stand behind the row.
 */
export function lowerCorrelation(correlation: Correlation, collection: Collection, schema: Schema): Outcome<Plan> {
  const report: Report = []
  const alerts = lowerAlerts({ schema, report, missing: new Set() }, correlation, collection, {
    path: [],
    effort: { left: most },
  })
  return { value: hasErrors(report) ? undefined : alerts, diagnostics: inOrder(report) }
}

/** The same, inside of another correlation. */
export function lowerAlerts(
  context: Context,
  correlation: Correlation,
  collection: Collection,
  { path, effort }: Trail,
): Plan | undefined {
  if (path.includes(correlation) || --effort.left < 0)
    return wrong(
      context.report,
      'circle',
      correlation.rules[0]?.span ?? correlation.span,
      path.includes(correlation)
        ? 'this correlation leads back to itself'
        : 'too many correlations refer to one another',
      {
        because: path.includes(correlation)
          ? 'it would have to alert before it can alert'
          : `one plan is made of ${most} at most`,
      },
    )
  const points = pointsOf(context, correlation, collection, { path: [...path, correlation], effort })
  if (points === undefined) return undefined
  return correlation.type === 'temporal_ordered'
    ? inSequence(context, correlation, points)
    : inWindows(correlation, points)
}

const gap: Column = { name: 'time before', type: 'time' }
const begins: Column = { name: 'begins', type: 'int' }
const run: Column = { name: 'run', type: 'int' }
const int = (value: bigint): Scalar => ({ op: 'literal', type: 'int', value })
const asInt = (arg: Scalar): Scalar => ({ op: 'convert', to: 'int', arg })

const keysOf = (correlation: Correlation): Column[] => correlation.groupBy.map((_, i) => keyColumn(i))
const names = (columns: readonly Column[]): string[] => columns.map(c => c.name)

/**
 * Points with the number of the run they are in: points of one group that follow one another with no more than the timespan
 * between them. While a run goes on, windows never become empty.
 */
function inRuns(correlation: Correlation, points: Plan): Plan {
  const by = names(keysOf(correlation))
  const before: Plan = {
    op: 'window',
    input: points,
    by,
    columns: [{ name: gap.name, value: { fn: 'lag', args: [read(at)], preceding: 1, following: 0 } }],
  }
  const near: Predicate = {
    op: 'compare',
    is: 'le',
    left: { op: 'call', fn: 'subtract', args: [asInt(read(at)), asInt(read(gap))] },
    right: int(correlation.spanMicros),
  }
  const begin: Scalar = {
    op: 'call',
    fn: 'if',
    args: [{ op: 'truth', whenTrue: near, whenFalse: negation(near) }, int(0n), int(1n)],
  }
  const marked: Plan = { op: 'extend', input: before, columns: [{ name: begins.name, value: begin }] }
  const sum: WindowCall = { fn: 'sum', args: [read(begins)], preceding: undefined, following: 0 }
  return { op: 'window', input: marked, by, columns: [{ name: run.name, value: sum }] }
}

/** The points at which a condition holds that are the first of their run: further ones would tell the same thing again. */
const firstOfRuns = (correlation: Correlation, input: Plan): Plan => ({
  op: 'limit',
  input,
  count: 1,
  by: [...names(keysOf(correlation)), run.name],
})

const low: Column = { name: 'window begins', type: 'time' }
const high: Column = { name: 'window ends', type: 'time' }
const result: Column = { name: 'result', type: 'float' }
const pair = (name: string): string => `alert ${name}`

/** Points of runs with what the window that ends with each of them comes to. */
function judgedWindows(correlation: Correlation, runs: Plan): Plan {
  const near = { of: at.name, before: correlation.spanMicros }
  const calls = callsOf(correlation)
  const windows: Plan = {
    op: 'window',
    input: runs,
    by: names(keysOf(correlation)),
    columns: calls.map(({ name, value: { fn, args } }) => ({
      name,
      value: { fn, args, preceding: undefined, following: undefined, near },
    })),
  }
  return { op: 'extend', input: windows, columns: [{ name: result.name, value: resultOf(correlation) }] }
}

function inWindows(correlation: Correlation, points: Plan): Plan {
  const keys = keysOf(correlation)
  const runs = inRuns(correlation, points)
  const judged = judgedWindows(correlation, runs)
  const fired = firstOfRuns(correlation, { op: 'filter', input: judged, where: holds(correlation) })
  const alerts: Plan = {
    op: 'keep',
    input: {
      op: 'extend',
      input: fired,
      columns: [
        { name: low.name, value: back(correlation.spanMicros) },
        { name: high.name, value: read(at) },
        ...[...keys, run].map(c => ({ name: pair(c.name), value: read(c) })),
      ],
    },
    columns: [low.name, high.name, result.name, ...[...keys, run].map(c => pair(c.name))],
  }
  const joined: Plan = {
    op: 'join',
    kind: 'inner',
    left: { op: 'keep', input: runs, columns: [at.name, ...names(keys), run.name] },
    right: alerts,
    on: [...keys, run].map(c => ({ left: c.name, right: pair(c.name) })),
    between: { value: at.name, low: low.name, high: high.name },
  }
  const first = (c: Column): Named<Aggregate> => ({ name: c.name, value: { fn: 'first', args: [read(c)] } })
  const grouped: Plan = {
    op: 'group',
    input: joined,
    by: [...names(keys), run.name],
    aggregates: [
      { name: 'start', value: { fn: 'min', args: [read(at)] } },
      { name: 'end', value: { fn: 'max', args: [read(at)] } },
      first(result),
    ],
  }
  return alertsOf(correlation, grouped, read(result))
}

const back = (micros: bigint): Scalar => ({
  op: 'convert',
  to: 'time',
  arg: { op: 'call', fn: 'subtract', args: [asInt(read(at)), int(micros)] },
})

/** How a correlation comes to its alerts. */
export interface CorrelationSteps {
  /** The events that take part, in order of time: `at`, keys, values, and which of the rules match. */
  readonly points: Plan
  /** For each of them `at`, the keys, what the window that ends with it comes to, and whether that alerts; rules in order have none. */
  readonly windows: Plan | undefined
}

/** The plans on the way to the alerts of a correlation that has a meaning; undefined where it has none. */
export function correlationSteps(
  correlation: Correlation,
  collection: Collection,
  schema: Schema,
): CorrelationSteps | undefined {
  const context: Context = { schema, report: [], missing: new Set() }
  const points = pointsOf(context, correlation, collection, { path: [correlation], effort: { left: most } })
  if (points === undefined) return undefined
  if (correlation.type === 'temporal_ordered') return { points, windows: undefined }
  const alerts = holds(correlation)
  const judged: Plan = {
    op: 'extend',
    input: judgedWindows(correlation, inRuns(correlation, points)),
    columns: [{ name: alerting, value: { op: 'truth', whenTrue: alerts, whenFalse: negation(alerts) } }],
  }
  return {
    points,
    windows: { op: 'keep', input: judged, columns: [at.name, ...names(keysOf(correlation)), result.name, alerting] },
  }
}

const alerting = 'alerts'

/** What is calculated over the points of a window. */
function callsOf(correlation: Correlation): Named<Aggregate>[] {
  const value: Scalar = read(valueColumn(0))
  const number: Scalar = { op: 'convert', to: 'float', arg: value }
  const share = (percent: number): Scalar => ({ op: 'literal', type: 'float', value: percent / 100 })
  const one = (fn: Aggregate['fn'], args: readonly Scalar[]): Named<Aggregate>[] => [
    { name: seen(0), value: { fn, args } },
  ]
  switch (correlation.type) {
    case 'event_count':
      return one('count', [])
    case 'value_count':
      return one(
        'count_distinct',
        correlation.fields.map((_, i) => read(valueColumn(i))),
      )
    case 'value_sum':
      return one('sum', [number])
    case 'value_avg':
      return one('avg', [number])
    case 'value_median':
      return one('percentile', [number, share(50)])
    case 'value_percentile':
      return one('percentile', [number, share(correlation.percentile)])
    case 'temporal':
    case 'temporal_ordered':
      return correlation.rules.map((_, i) => ({
        name: seen(i),
        value: { fn: 'max', args: [{ op: 'call', fn: 'if', args: [read(flagColumn(i)), int(1n), int(0n)] }] },
      }))
  }
}

const seen = (i: number): string => `seen ${i}`

/** The number that the condition is about, as a float; of `temporal`, how many of the rules were seen. */
function resultOf({ type, rules }: Correlation): Scalar {
  const counted: Scalar = { op: 'field', name: seen(0), type: 'int' }
  if (type === 'event_count' || type === 'value_count') return { op: 'convert', to: 'float', arg: counted }
  if (type !== 'temporal') return { op: 'field', name: seen(0), type: 'float' }
  const sum = rules
    .map((_, i): Scalar => ({ op: 'field', name: seen(i), type: 'int' }))
    .reduce((a, b): Scalar => ({ op: 'call', fn: 'add', args: [a, b] }))
  return { op: 'convert', to: 'float', arg: sum }
}

const comparisons: Readonly<Record<Exclude<Comparator, 'neq'>, Comparison>> = {
  gt: 'gt',
  gte: 'ge',
  lt: 'lt',
  lte: 'le',
  eq: 'eq',
}

function holds({ limits, rules }: Correlation): Predicate {
  const all: Correlation['limits'] = limits.length > 0 ? limits : [{ is: 'gte', number: rules.length }]
  return allOf(
    all.map(({ is, number }): Predicate => {
      const right: Scalar = { op: 'literal', type: 'float', value: number }
      const compare = (by: Comparison): Predicate => ({ op: 'compare', is: by, left: read(result), right })
      return is === 'neq' ? anyOf([compare('lt'), compare('gt')]) : compare(comparisons[is])
    }),
  )
}

/** Orders that one correlation is asked as, at most: each choice of rules that are enough is one. */
const mostOrders = 64

/**
 * Rules in the order that they are listed: a series of points, each of a later rule, within the timespan. Where fewer rules than all
 * are enough, any of them may be left out, but none comes before one that is listed earlier.
 */
function inSequence(context: Context, correlation: Correlation, points: Plan): Plan | undefined {
  const least = leastInOrder(context, correlation)
  if (least === undefined) return undefined
  const input = inRuns(correlation, points)
  const choices = choicesOf(correlation.rules.length, least)
  const completed = choices.map(rules => completedIn(correlation, input, rules))
  const [only, ...others] = completed
  if (only === undefined) return undefined
  const inOrderOfTime: Plan = {
    op: 'sort',
    input: { op: 'union', inputs: completed },
    keys: [{ by: { op: 'field', name: 'end', type: 'time' }, descending: false, nulls: 'last' }],
  }
  const all = others.length === 0 ? only : inOrderOfTime
  return alertsOf(correlation, firstOfRuns(correlation, all), { op: 'literal', type: 'float', value: least })
}

/** How many rules in order are enough; undefined where the condition asks for something else, which is said. */
function leastInOrder(context: Context, { limits, rules, span }: Correlation): number | undefined {
  const all = rules.length
  let least = limits.length === 0 ? all : 1
  let known = true
  for (const { is, number } of limits) {
    if (is === 'gte') least = Math.max(least, Math.ceil(number))
    else if (is === 'gt') least = Math.max(least, Math.floor(number) + 1)
    else if (is === 'eq' && number === all) least = all
    // there are never more than all
    else known &&= is === 'lte' ? number >= all : is === 'lt' && number > all
  }
  if (known && least <= all && choicesOf(all, least).length <= mostOrders) return least
  return wrong(
    context.report,
    'ordered-condition',
    rules[0]?.span ?? span,
    !known
      ? 'of rules in order a condition says how many are enough'
      : least > all
        ? `there are ${all} rules, and the condition asks for ${least}`
        : 'so many rules can be left out of this order in too many ways',
    {
      because: known
        ? `it is asked as one order for each choice, ${mostOrders} at most`
        : 'the longest order in a window only grows, so that it alerts before it could be too many',
      help: 'write `gte` and a number, or `temporal` for any order',
    },
  )
}

/** All ways to take so many of the first numbers, each in ascending order; no more than just too many. */
function choicesOf(from: number, count: number): number[][] {
  let choices: number[][] = [[]]
  for (let taken = 0; taken < count; taken++) {
    choices = choices.flatMap(choice => {
      const next: number[][] = []
      for (let i = (choice.at(-1) ?? -1) + 1; i <= from - (count - taken); i++) next.push([...choice, i])
      return next
    })
    if (choices.length > mostOrders) return choices
  }
  return choices
}

/** The series of points of these rules, one after the other. */
function completedIn(correlation: Correlation, input: Plan, rules: readonly number[]): Plan {
  const keys = keysOf(correlation)
  const series: Plan = {
    op: 'sequence',
    input,
    by: names(keys),
    time: at.name,
    within: correlation.spanMicros,
    steps: rules.map(i => isSet(flagColumn(i))),
  }
  const last = (name: string): string => `${rules.length}.${name}`
  return {
    op: 'keep',
    input: {
      op: 'extend',
      input: series,
      columns: [
        { name: 'start', value: { op: 'field', name: `1.${at.name}`, type: 'time' } },
        { name: 'end', value: { op: 'field', name: last(at.name), type: 'time' } },
        ...[...keys, run].map(c => ({ name: c.name, value: read({ ...c, name: last(c.name) }) })),
      ],
    },
    columns: ['start', 'end', ...names([...keys, run])],
  }
}

/** Alerts in order of time, with the columns that people know. */
function alertsOf(correlation: Correlation, input: Plan, value: Scalar): Plan {
  const columns: Named<Scalar>[] = [
    ...correlation.groupBy.map((node, i) => ({ name: groupName(node.written), value: read(keyColumn(i)) })),
    { name: correlation.type, value },
  ]
  const time = (name: string): Scalar => ({ op: 'field', name, type: 'time' })
  const named: Plan = { op: 'extend', input, columns }
  return {
    op: 'keep',
    input: { op: 'sort', input: named, keys: [{ by: time('end'), descending: false, nulls: 'last' }] },
    columns: [...new Set([...columns.map(c => c.name), 'start', 'end'])],
  }
}
