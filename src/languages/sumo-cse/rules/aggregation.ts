import type { Column, Type } from '../../../event/value.ts'
import { aggregateType } from '../../../plan/columns.ts'
import type { Aggregate, Named, Plan, Scalar } from '../../../plan/plan.ts'
import { asNumber, converted } from '../../sumo/lower/coerce.ts'
import type { Typed } from '../../sumo/lower/typed.ts'
import { readOf } from '../lower/fields.ts'
import { entitiesOf } from './match.ts'
import { type Matching, matchingRecords } from './matching-records.ts'
import type { AggregationFunction, AggregationFunctionName, AggregationRule } from './model.ts'
import { signalsOf } from './signals.ts'
import { conditionOf, conditionOn, fieldValue, placeOf, type RuleContext, say } from './texts.ts'
import { said } from './threshold.ts'
import { firingWindows, within } from './windowed.ts'

/** A column to be aggregated, and how. */
export interface Aggregation {
  readonly name: string
  readonly column: Named<Scalar> | undefined
  readonly type: Type
  readonly value: Aggregate
}

/**
 * A signal when the trigger holds of the aggregates of the records within the window, for each combination of the group
 * fields and, where the rule says so, the entity (docs/cse/rules/write-aggregation-rule.md).
 */
export function aggregationSignals(context: RuleContext, rule: AggregationRule): readonly Plan[] {
  const where = conditionOf(context, rule.expression, 'expression')
  const aggregations = rule.aggregations.map((a, i) => aggregationOf(context, a, i, within))
  if (!aggregations.every(a => a !== undefined)) return []
  const results = aggregations.map(({ name, value }): Column => ({ name, type: aggregateType(value) }))
  const trigger = conditionOn(context, rule.trigger, 'trigger', namesOf(results))
  if (where === undefined || trigger === undefined) return []
  const more = aggregations.flatMap(a => a.column ?? [])
  const matching = matchingRecords(context, where, rule.groupBy, more)
  if (matching === undefined) return []
  const counted = aggregations.flatMap(({ column, type }): Column[] =>
    column === undefined ? [] : [{ name: column.name, type }],
  )
  const windowsBy = (keys: readonly string[]): Plan =>
    firingWindows({
      records: matching.plan,
      keys,
      windowMs: rule.window.ms,
      carried: said(matching).filter(c => !keys.includes(c.name)),
      counted,
      aggregates: aggregations.map(({ name, value }) => ({ name, value })),
      fires: trigger,
    })
  return entitiesOf(matching.entities).map(entity =>
    signalsOf(context.placed.rule, windowsBy(keysOf(rule, matching, entity?.column)), entity, matching.groups),
  )
}

const keysOf = (rule: AggregationRule, matching: Matching, entity: string | undefined): readonly string[] =>
  rule.groupByEntity && entity !== undefined ? [...matching.keys, entity] : matching.keys

const namesOf = (results: readonly Column[]): ReadonlyMap<string, Typed> =>
  new Map(results.map(({ name, type }) => [name, readOf({ op: 'field', name, type }, { start: 0, end: 0 })] as const))

/**
 * What a function of the rule counts, out of a column that goes by the name that `called` gives it where it is counted. Of a
 * condition, `count` counts the records for which it is true.
 */
export function aggregationOf(
  context: RuleContext,
  of: AggregationFunction,
  i: number,
  called: (column: string) => string,
): Aggregation | undefined {
  const { name } = of
  const fn = of.function as AggregationFunctionName
  const [written] = of.arguments
  if (!/^[A-Za-z_]\w*$/.test(name))
    return say(context, {
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: `an aggregation cannot be called \`${name}\``,
      because: 'the trigger names it, and there a name has letters, digits and underscores',
      span: placeOf(context, `aggregations.${i}`),
    })
  if (written === undefined || written.trim() === '') {
    if (fn === 'count') return { name, column: undefined, type: 'int', value: { fn: 'count', args: [] } }
    return say(context, {
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: `\`${fn}\` needs a field or an expression to look at`,
      span: placeOf(context, `aggregations.${i}`),
    })
  }
  const argument = fieldValue(context, written, `aggregations.${i}.0`)
  const value = argument === undefined ? undefined : asWanted(context, fn, argument, i)
  if (value === undefined) return undefined
  const column = `argument ${i}`
  const read: Scalar = { op: 'field', name: called(column), type: value.type }
  const where = { op: 'compare', is: 'eq', left: read, right: { op: 'literal', type: 'bool', value: true } } as const
  const isCondition = value.type === 'bool' && fn === 'count'
  return {
    name,
    column: { name: column, value: value.scalar },
    type: value.type,
    value: isCondition ? { fn, args: [], where } : { fn, args: [read] },
  }
}

/** The argument as the function takes it: sums, means and extremes are of numbers. */
function asWanted(
  context: RuleContext,
  fn: AggregationFunctionName,
  { scalar, type, kind, ...rest }: Typed,
  i: number,
): { readonly scalar: Scalar; readonly type: Type } | undefined {
  if (fn === 'count' || fn === 'count_distinct' || fn === 'first' || fn === 'last') return { scalar, type }
  const number = asNumber({ scalar, type, kind, ...rest })
  if (number !== undefined) return { scalar: converted(number.scalar, number.type, 'float'), type: 'float' }
  return say(context, {
    code: 'sumo-cse/type-mismatch',
    severity: 'error',
    message: `\`${fn}\` is of numbers, and this is a truth value`,
    help: 'to count records write `count`',
    span: placeOf(context, `aggregations.${i}.0`),
  })
}
