import type { Plan } from '../../../plan/plan.ts'
import { matchingRecords } from './matching-records.ts'
import type { MatchRule } from './model.ts'
import { recordCount, signalsOf } from './signals.ts'
import { conditionOf, int, type RuleContext } from './texts.ts'

/** A signal for each record that matches and each entity it has (docs/cse/rules/about-cse-rules.md, "On Entity configuration"). */
export function matchSignals(context: RuleContext, { expression }: MatchRule): readonly Plan[] {
  const where = conditionOf(context, expression, 'expression')
  const matching = where === undefined ? undefined : matchingRecords(context, where, [], [])
  if (matching === undefined) return []
  const rows: Plan = {
    op: 'extend',
    input: matching.plan,
    columns: [{ name: recordCount, value: int(1n) }],
  }
  return entitiesOf(matching.entities).map(entity => signalsOf(context.placed.rule, rows, entity))
}

/** The entities, or none in their place where the rule has no selector. */
export const entitiesOf = <T>(entities: readonly T[]): readonly (T | undefined)[] =>
  entities.length === 0 ? [undefined] : entities
