import type { Source } from '../../base/source.ts'
import type { Event } from '../../event/event.ts'
import { lowerRule, parseSigma } from '../../languages/sigma/index.ts'
import { sigmaPlatform } from '../../platforms/sigma/index.ts'
import { nothingKnown } from '../check.ts'
import { explainRule } from '../rules/explain.ts'
import { nodeOf } from '../why-rules.ts'
import type { WhyStep } from './model.ts'

/**
 * Why an event is behind the alerts of a file of rules, or why not: each rule item by item, as it is written, also where it only
 * feeds a correlation, and then the correlation, which has counted the event where it `alerts`.
 */
export async function whyRuleFile(source: Source, event: Event, alerts: boolean): Promise<WhyStep[]> {
  const { value: collection } = parseSigma(source)
  if (collection === undefined) return []
  const schema = sigmaPlatform.schema(nothingKnown)
  const record = sigmaPlatform.present(event, '')
  const steps: WhyStep[] = []
  for (const document of collection.documents) {
    if (document.kind === 'filter') continue
    const { start, end } = document.span
    const step = { text: document.head.title, start, end }
    if (document.kind === 'correlation') {
      steps.push({ ...step, kept: alerts, tree: undefined })
      continue
    }
    const { value: plan } = lowerRule(document, collection, schema)
    if (plan === undefined) continue
    const why = await explainRule(document, plan, collection, [source], record)
    steps.push({ ...step, kept: why.holds, tree: nodeOf(why) })
  }
  return steps
}
