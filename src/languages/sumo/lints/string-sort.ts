import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import type { Binding } from '../lower/rows.ts'
import { writeName } from '../text.ts'

/** Words that name quantities: a field called so is meant as a number. */
const quantities =
  /(?:count|size|bytes|length|duration|latency|elapsed|millis|_ms$|score|total|num$|number|amount|port$|pid$|age$|level$|percent|^d$|time_?taken|responsetime)/i

/** A sort by text whose name says that it holds numbers (docs/search/search-query-language/search-operators/sort.md). */
export function stringSort(field: Binding, span: Span): Diagnostic | undefined {
  if (field.kind !== 'text' || !quantities.test(field.name)) return undefined
  const name = writeName(field.name)
  return {
    code: 'sumo/string-sort',
    severity: 'warning',
    message: `\`${field.name}\` is text, so 9 sorts above 10`,
    because: 'what was parsed from a message is text until it is cast, and text sorts letter by letter',
    help: `put \`| num(${name})\` before the sort`,
    span,
  }
}
