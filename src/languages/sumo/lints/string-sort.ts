import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import type { Binding } from '../lower/rows.ts'
import { writeName } from '../text.ts'

/** Last words of names of quantities. */
const quantity = /(?:^|[_.]|[a-z](?=[A-Z]))(?:count|size|bytes|duration|latency|elapsed|score|total|port|pid|percent)$/i

/** A sort by text that holds numbers, as the pattern that took it or its name says (docs/search/search-query-language/search-operators/sort.md). */
export function stringSort(field: Binding, span: Span, stage: Span): Diagnostic | undefined {
  if (field.kind !== 'text' || field.missing || (field.digits !== true && !quantity.test(field.name))) return undefined
  const name = writeName(field.name)
  return {
    code: 'sumo/string-sort',
    severity: 'warning',
    message: `\`${field.name}\` is text, so 9 sorts above 10`,
    because: 'what was parsed from a message is text until it is cast, and text sorts letter by letter',
    help: `put \`| num(${name})\` before the sort`,
    span,
    fix: [{ span: { start: stage.start, end: stage.start }, text: `num(${name}) | ` }],
  }
}
