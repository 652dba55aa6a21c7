import type { Column } from '../../../event/value.ts'
import type { Aggregate, Plan, Scalar } from '../../../plan/plan.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { entitiesOf } from './match.ts'
import { type Matching, matchingRecords, names } from './matching-records.ts'
import type { ThresholdRule } from './model.ts'
import { signalsOf } from './signals.ts'
import { conditionOf, fieldValue, int, type RuleContext } from './texts.ts'
import { firingWindows, within } from './windowed.ts'

const value: Column = { name: 'counted value', type: 'string' }
const count = 'matches'

/** What every signal says of the last record of its window. */
export const said = (matching: Matching): Column[] => [
  { name: names.severity, type: 'int' },
  ...[names.name, names.summary, names.description].map(name => ({ name, type: 'string' as const })),
  ...matching.entities.map(({ column }) => ({ name: column, type: 'string' as const })),
]

/**
 * A signal when so many records, or different values of a field, match within the window, for each entity and combination
 * of the group fields (docs/cse/rules/write-threshold-rule.md).
 */
export function thresholdSignals(context: RuleContext, rule: ThresholdRule): readonly Plan[] {
  const where = conditionOf(context, rule.expression, 'expression')
  const distinct = rule.distinct === undefined ? undefined : fieldValue(context, rule.distinct, 'distinct')
  if (where === undefined || (rule.distinct !== undefined && distinct === undefined)) return []
  const more = distinct === undefined ? [] : [{ name: value.name, value: asText(distinct) }]
  const matching = matchingRecords(context, where, rule.groupBy, more)
  if (matching === undefined) return []
  const counted: Aggregate =
    distinct === undefined
      ? { fn: 'count', args: [] }
      : { fn: 'count_distinct', args: [{ op: 'field', name: within(value.name), type: 'string' }] }
  const matches: Scalar = { op: 'field', name: count, type: 'int' }
  return entitiesOf(matching.entities).map(entity => {
    const keys = [...matching.keys, ...(entity === undefined ? [] : [entity.column])]
    const windows = firingWindows({
      records: matching.plan,
      keys,
      windowMs: rule.window.ms,
      carried: said(matching).filter(c => !keys.includes(c.name)),
      counted: distinct === undefined ? [] : [value],
      aggregates: [{ name: count, value: counted }],
      fires: { op: 'compare', is: 'ge', left: matches, right: int(BigInt(rule.limit)) },
    })
    return signalsOf(context.placed.rule, windows, entity, matching.groups)
  })
}
