import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import type { Typed } from '../lower/typed.ts'

/** `+` with a piece of text on a side: it only adds numbers (docs/search/search-query-language/field-expressions.md). */
export function concatPlus(left: Typed, right: Typed, span: Span, source: Source): Diagnostic | undefined {
  if (!isWords(left) && !isWords(right)) return undefined
  const [a, b] = [left, right].map(side => source.text.slice(side.span.start, side.span.end))
  return {
    code: 'sumo/concat-plus',
    severity: 'warning',
    message: '`+` adds numbers and does not join text, so this is null in every row',
    help: `write \`concat(${a}, ${b})\``,
    span,
    fix: [{ span, text: `concat(${a}, ${b})` }],
  }
}

const isWords = ({ scalar }: Typed): boolean =>
  scalar.op === 'literal' && typeof scalar.value === 'string' && Number.isNaN(Number(scalar.value))
