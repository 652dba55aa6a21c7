import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Report } from '../report.ts'
import { lintReferences } from '../rule/collection.ts'
import type { Collection, Correlation } from '../rule/model.ts'
import { lintAttackTags } from './attack-tags.ts'
import { lintDetection } from './detection.ts'
import { lintMetadata } from './metadata.ts'

/** What is likely not meant in the documents of a file: the specification's own rules, and what can be proved of them. */
export function lintCollection(collection: Collection): readonly Diagnostic[] {
  const report: Report = []
  for (const document of collection.documents) {
    lintMetadata(document, report)
    lintAttackTags(document, report)
    lintReferences(collection, document, report)
    if (document.kind === 'correlation') lintThresholds(document, report)
    else lintDetection(document, report)
  }
  return report
}

/** Conditions that only bound a number from above hold for the first event already, and never see silence. */
function lintThresholds({ type, limits, rules, span }: Correlation, report: Report): void {
  const upper = limits.length > 0 && limits.every(({ is }) => is === 'lt' || is === 'lte')
  if (!upper || (type !== 'event_count' && type !== 'value_count')) return
  report.push({
    code: 'sigma/upper-bound',
    severity: 'warning',
    message: 'this condition holds as soon as there is one event',
    because: 'a window is looked at when an event comes; a window without events is never seen',
    help: 'bound the number from below: `gte: …`',
    span: rules[0]?.span ?? { start: span.start, end: span.start + 1 },
  })
}
