import { aggregateType } from '../../../plan/columns.ts'
import type { Plan, Predicate, Scalar, WindowCall } from '../../../plan/plan.ts'
import { call, float, overAll } from '../../sumo/lower/build.ts'
import { converted } from '../../sumo/lower/coerce.ts'
import { allOf } from '../../sumo/lower/logic.ts'
import { aggregationOf } from './aggregation.ts'
import { sayBaseline } from './baseline.ts'
import { entitiesOf } from './match.ts'
import { matchingRecords, names } from './matching-records.ts'
import type { OutlierRule } from './model.ts'
import { recordCount, signalsOf } from './signals.ts'
import { conditionOf, int, placeOf, type RuleContext, say } from './texts.ts'
import { said } from './threshold.ts'

const columns = {
  start: 'start of the window',
  value: 'value of the window',
  at: 'looked at',
  known: 'value of the baseline',
  begin: 'begin of the baseline',
  mean: 'mean of the baseline',
  deviation: 'deviation of the baseline',
} as const

const intOf = (name: string): Scalar => ({ op: 'field', name, type: 'int' })
const floatOf = (name: string): Scalar => ({ op: 'field', name, type: 'float' })
const nowhere = { start: 0, end: 0 }

/**
 * A signal when the aggregate of an hour or a day is more than so many standard deviations above the mean of those before it,
 * and no less than the minimum, once a baseline has been learned (docs/cse/rules/write-outlier-rule.md). What the page leaves
 * open is in SEMANTICS.md, 16 to 20. Records without a time take no part.
 */
export function outlierSignals(context: RuleContext, rule: OutlierRule): readonly Plan[] {
  const [function_] = rule.aggregations
  const where = conditionOf(context, rule.expression, 'expression')
  const aggregation = function_ === undefined ? undefined : aggregationOf(context, function_, 0, name => name)
  if (where === undefined || aggregation === undefined) return []
  const type = aggregateType(aggregation.value)
  if (type !== 'int' && type !== 'float') {
    say(context, {
      code: 'sumo-cse/type-mismatch',
      severity: 'error',
      message: `\`${function_?.function}\` gives no number here, and only numbers have a mean`,
      help: 'an outlier rule takes count, count_distinct, sum, avg, min or max',
      span: placeOf(context, 'aggregations.0'),
    })
    return []
  }
  const matching = matchingRecords(
    context,
    where,
    rule.groupBy,
    aggregation.column === undefined ? [] : [aggregation.column],
  )
  if (matching === undefined) return []
  sayBaseline(context, rule.baselineMs)
  const carried = said(matching)
  const windows = windowsOf(matching.plan, rule.window.ms, matching.keys, [
    { name: columns.value, value: aggregation.value },
    { name: recordCount, value: { fn: 'count', args: [] } },
    ...[names.time, names.number].map(name => ({ name, value: { fn: 'last', args: [intOf(name)] } as const })),
    ...carried.map(c => ({ name: c.name, value: { fn: 'last', args: [{ op: 'field', ...c }] } as const })),
  ])
  const judged = beside(
    windows,
    converted({ op: 'field', name: columns.value, type }, type, 'float'),
    matching.keys,
    rule,
  )
  const firing: Plan = { op: 'filter', input: judged, where: fires(rule) }
  return entitiesOf(matching.entities).map(entity => signalsOf(context.placed.rule, firing, entity, matching.groups))
}

/** Hours or days of UTC in which records match, in order of time, each with its aggregates. */
function windowsOf(
  records: Plan,
  ms: number,
  keys: readonly string[],
  aggregates: (Plan & { op: 'group' })['aggregates'],
): Plan {
  const start: Scalar = {
    op: 'call',
    fn: 'multiply',
    args: [{ op: 'call', fn: 'floor_div', args: [intOf(names.time), int(BigInt(ms))] }, int(BigInt(ms))],
  }
  const timed: Plan = { op: 'filter', input: records, where: { op: 'present', of: intOf(names.time) } }
  return {
    op: 'group',
    input: { op: 'extend', input: timed, columns: [{ name: columns.start, value: start }] },
    by: [...keys, columns.start],
    aggregates,
  }
}

/**
 * Each window with the mean and the deviation of those that were before it, as long as they are kept. A window is there twice
 * for that: with its value when it begins, to be remembered, and without one just before, to look back.
 */
function beside(windows: Plan, value: Scalar, keys: readonly string[], rule: OutlierRule): Plan {
  const nothing: Scalar = { op: 'literal', type: 'float', value: null }
  const remembered: Plan = {
    op: 'extend',
    input: windows,
    columns: [
      { name: columns.at, value: intOf(columns.start) },
      { name: columns.known, value },
    ],
  }
  const looking: Plan = {
    op: 'extend',
    input: windows,
    columns: [
      { name: columns.at, value: call('subtract', [intOf(columns.start), int(1n)], nowhere) },
      { name: columns.known, value: nothing },
    ],
  }
  // a window that began the whole time of retention ago is kept
  const near = { of: columns.at, before: BigInt(rule.retentionMs - 1) }
  const kept = (fn: 'avg' | 'stddev'): WindowCall => ({ ...overAll(fn, [floatOf(columns.known)]), near })
  const looked: Plan = {
    op: 'window',
    input: { op: 'union', inputs: [looking, remembered] },
    by: keys,
    columns: [
      { name: columns.begin, value: overAll('min', [intOf(columns.start)]) },
      { name: columns.mean, value: kept('avg') },
      { name: columns.deviation, value: kept('stddev') },
    ],
  }
  const isLooking: Predicate = { op: 'compare', is: 'lt', left: intOf(columns.at), right: intOf(columns.start) }
  const own: Plan = { op: 'filter', input: looked, where: isLooking }
  return { op: 'extend', input: own, columns: [{ name: columns.known, value }] }
}

/** The baseline is learned, and the window is above it and no less than the minimum. */
function fires({ baselineMs, deviations, floor }: OutlierRule): Predicate {
  const since = call('subtract', [intOf(columns.start), intOf(columns.begin)], nowhere)
  const most = call(
    'add',
    [floatOf(columns.mean), call('multiply', [floatOf(columns.deviation), float(deviations)], nowhere)],
    nowhere,
  )
  return allOf([
    { op: 'compare', is: 'ge', left: since, right: int(BigInt(baselineMs)) },
    { op: 'compare', is: 'gt', left: floatOf(columns.known), right: most },
    { op: 'compare', is: 'ge', left: floatOf(columns.known), right: float(floor) },
  ])
}
