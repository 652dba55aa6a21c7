import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import type { Typed } from '../lower/typed.ts'

/**
 * `+` between values with a piece of text among them: it only adds numbers
 * (docs/search/search-query-language/field-expressions.md). Between nothing but fields that hold text, which may well read
 * as numbers, it is only noted.
 */
export function concatPlus(terms: readonly Typed[], span: Span, source: Source): Diagnostic | undefined {
  const meant = `concat(${terms.map(term => source.text.slice(term.span.start, term.span.end)).join(', ')})`
  if (terms.every(isTextField))
    return {
      code: 'sumo/concat-plus',
      severity: 'note',
      message: '`+` adds numbers, and these fields hold text: what does not read as a number gives null',
      help: `to join text, write \`${meant}\``,
      span,
    }
  if (!terms.some(isWords)) return undefined
  return {
    code: 'sumo/concat-plus',
    severity: 'warning',
    message: '`+` adds numbers and does not join text, so this is null in every row',
    help: `write \`${meant}\``,
    span,
    fix: [{ span, text: meant }],
  }
}

const isTextField = ({ kind, scalar }: Typed): boolean => kind === 'text' && scalar.op === 'field'

const isWords = ({ scalar }: Typed): boolean =>
  scalar.op === 'literal' && typeof scalar.value === 'string' && Number.isNaN(Number(scalar.value))
