import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Plan } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import type { QueryTime } from '../../language.ts'
import { scanOnlyWhatIsRead } from '../lower/expression.ts'
import { aggregationSignals } from './aggregation.ts'
import { chainSignals } from './chain.ts'
import { firstSeenSignals } from './first-seen.ts'
import { matchSignals } from './match.ts'
import { outlierSignals } from './outlier.ts'
import type { PlacedRule } from './read.ts'
import { allSignals } from './signals.ts'
import { conditionOf, type RuleContext, say } from './texts.ts'
import { thresholdSignals } from './threshold.ts'

/** The signals that rules fire over records, in order of time; undefined where a rule cannot run, each with the reason at its place. */
export function lowerRules(
  rules: readonly PlacedRule[],
  source: Source,
  schema: Schema,
  time?: QueryTime,
): Outcome<Plan> {
  const diagnostics: RuleContext['diagnostics'] = []
  const parts = rules.flatMap(placed => signalsOfRule({ source, schema, time, placed, diagnostics }))
  const ordered = inOrder(diagnostics)
  if (hasErrors(ordered) || parts.length === 0) return { value: undefined, diagnostics: ordered }
  return { value: scanOnlyWhatIsRead(allSignals(parts), schema), diagnostics: ordered }
}

function signalsOfRule(context: RuleContext): readonly Plan[] {
  const { rule, span } = context.placed
  const head = { start: span.start, end: span.start + 1 }
  if (!rule.enabled)
    say(context, {
      code: 'sumo-cse/disabled-rule',
      severity: 'note',
      message: `\`${rule.name}\` is disabled; here it runs all the same`,
      span: head,
    })
  switch (rule.type) {
    case 'match':
      return matchSignals(context, rule)
    case 'threshold':
      return thresholdSignals(context, rule)
    case 'chain':
      return chainSignals(context, rule)
    case 'aggregation':
      return aggregationSignals(context, rule)
    case 'first seen':
      return firstSeenSignals(context, rule)
    case 'outlier':
      return outlierSignals(context, rule)
  }
}

/** The records that a match rule fires for, whatever its signals are; undefined for other rules, and for several. */
export function matchedRecords(rules: readonly PlacedRule[], source: Source, schema: Schema): Outcome<Plan> {
  const diagnostics: RuleContext['diagnostics'] = []
  const [placed, ...more] = rules
  if (placed?.rule.type !== 'match' || more.length > 0) return { value: undefined, diagnostics }
  const context: RuleContext = { source, schema, time: undefined, placed, diagnostics }
  const where = conditionOf(context, placed.rule.expression, 'expression')
  if (where === undefined) return { value: undefined, diagnostics: inOrder(diagnostics) }
  return { value: { op: 'filter', input: { op: 'scan', columns: schema.columns }, where }, diagnostics }
}
