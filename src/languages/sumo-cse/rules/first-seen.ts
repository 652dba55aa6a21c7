import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { allOf, anyOf, negation } from '../../sumo/lower/logic.ts'
import { sayBaseline } from './baseline.ts'
import { entitiesOf } from './match.ts'
import { matchingRecords, names } from './matching-records.ts'
import type { FirstSeenRule } from './model.ts'
import { recordCount, signalsOf } from './signals.ts'
import { conditionOf, fieldValue, int, type RuleContext } from './texts.ts'

const begin = 'begin of the baseline'
const before = 'seen before'

/**
 * A signal for a value that was not seen within the retention time before, once the baseline has been learned. A baseline
 * begins with its first matching record: one for each combination of the group fields, or one for all
 * (docs/cse/rules/write-first-seen-rule.md). Records without a time take no part.
 */
export function firstSeenSignals(context: RuleContext, rule: FirstSeenRule): readonly Plan[] {
  const where = conditionOf(context, rule.expression, 'expression')
  const values = rule.valueFields.map((field, i) => ({
    name: `value ${i}`,
    value: fieldValue(context, field, `values.${i}`),
  }))
  const known = values.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value: asText(value) }]))
  const matching = where && matchingRecords(context, where, rule.groupBy, known)
  if (matching === undefined || known.length < values.length) return []
  sayBaseline(context, rule.baselineMs)
  const baseline = rule.baseline === 'GLOBAL' ? [] : matching.keys
  const present: Predicate[] = [
    { op: 'present', of: intOf(names.time) },
    ...known.map(({ name }): Predicate => ({ op: 'present', of: { op: 'field', name, type: 'string' } })),
  ]
  const seen: Plan = {
    op: 'window',
    input: {
      op: 'window',
      input: { op: 'filter', input: matching.plan, where: allOf(present) },
      by: baseline,
      columns: [{ name: begin, value: { fn: 'min', args: [intOf(names.time)], preceding: undefined, following: 0 } }],
    },
    by: [...baseline, ...known.map(v => v.name)],
    columns: [{ name: before, value: { fn: 'lag', args: [intOf(names.time)], preceding: 1, following: 0 } }],
  }
  const learned: Predicate = {
    op: 'compare',
    is: 'ge',
    left: since(begin),
    right: int(BigInt(rule.baselineMs)),
  }
  const isNew = anyOf([
    negation({ op: 'present', of: intOf(before) }),
    { op: 'compare', is: 'gt', left: since(before), right: int(BigInt(rule.retentionMs)) },
  ])
  const rows: Plan = {
    op: 'extend',
    input: { op: 'filter', input: seen, where: allOf([learned, isNew]) },
    columns: [{ name: recordCount, value: int(1n) }],
  }
  return entitiesOf(matching.entities).map(entity => signalsOf(context.placed.rule, rows, entity, matching.groups))
}

const intOf = (name: string): Scalar => ({ op: 'field', name, type: 'int' })
const since = (name: string): Scalar => ({ op: 'call', fn: 'subtract', args: [intOf(names.time), intOf(name)] })
