import { hasErrors, inOrder, type Outcome } from '../../base/diagnostic.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Schema } from '../../plan/schema.ts'
import type { Language } from '../language.ts'
import { complete } from './complete.ts'
import { helpOf } from './help.ts'
import { lintCollection } from './lint/index.ts'
import { lowerCorrelation } from './lower/correlation.ts'
import { lowerEvents } from './lower/rule.ts'
import { together } from './lower/together.ts'
import { alerting, parseSigma } from './rule/collection.ts'
import type { Collection, Correlation, Rule } from './rule/model.ts'
import { stepsOf } from './steps.ts'
import { sigmaTokens } from './tokens.ts'
import { formatSigma } from './write/index.ts'

export { lintCollection } from './lint/index.ts'
export { correlationSteps } from './lower/correlation.ts'
export { detectionOf } from './neutral/index.ts'
export {
  alerting,
  filtersFor,
  joinCollections,
  parseSigma,
  referred,
  type SigmaOptions,
} from './rule/collection.ts'
export type { Collection, Correlation, Filter, Rule, RuleLogSource, SigmaDocument } from './rule/model.ts'
export { writeDocuments } from './write/index.ts'

/**
 * The meaning of a rule, with the filters of the collection: a plan of the events that it matches; of a correlation, a plan of its
 * alerts, with the events behind each.
 */
export function lowerRule(rule: Rule | Correlation, collection: Collection, schema: Schema): Outcome<Plan> {
  return rule.kind === 'rule' ? lowerEvents(rule, collection, schema) : lowerCorrelation(rule, collection, schema)
}

/** Sigma 2.1: files of rules, correlations and filters. A file gives the rows of its rules that alert, one rule after the other. */
export const sigma: Language<Collection> = {
  id: 'sigma',
  title: 'Sigma',
  extensions: ['.yml', '.yaml'],
  parse: source => parseSigma(source),
  lower: (collection, _source, schema) => {
    const rules = collection.documents.filter(d => d.kind !== 'filter')
    const lowered = rules.map(rule => ({ rule, ...lowerRule(rule, collection, schema) }))
    const diagnostics = inOrder([...lowered.flatMap(l => l.diagnostics), ...lintCollection(collection)])
    const alert = new Set(alerting(collection))
    const plans = lowered.flatMap(l => (l.value === undefined || !alert.has(l.rule) ? [] : [l.value]))
    const [first, ...more] = plans
    if (hasErrors(diagnostics) || first === undefined) return { value: undefined, diagnostics }
    return { value: together([first, ...more]), diagnostics }
  },
  tokens: sigmaTokens,
  help: helpOf,
  complete,
  steps: stepsOf,
  format: formatSigma,
}
