import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Typed } from '../lower/typed.ts'
import type { Expr } from '../syntax.ts'

/** `in` between text and numbers, which it never converts (docs/…/search-operators/manually-cast-data-string-number.md). */
export function inNumber(
  value: Typed,
  list: readonly Typed[],
  expr: Extract<Expr, { kind: 'in' }>,
  source: Source,
): Diagnostic | undefined {
  const other = value.kind === 'text' ? 'number' : value.kind === 'number' ? 'text' : undefined
  if (other === undefined || !list.some(item => item.kind === other)) return undefined
  const written = source.text.slice(expr.arg.span.start, expr.arg.span.end)
  const textInNumbers = value.kind === 'text'
  return {
    code: 'sumo/in-number',
    severity: 'warning',
    message: textInNumbers
      ? `\`${written}\` is text, and \`in\` never finds text among numbers`
      : `\`${written}\` is a number, and \`in\` never finds a number among texts`,
    because: '`in` compares without converting, unlike `=`; what was parsed from a message is text',
    help: textInNumbers ? `write \`num(${written}) in (…)\`, or put the values in quotes` : 'take the quotes away',
    span: expr.span,
    ...(textInNumbers && list.every(item => item.kind === 'number')
      ? { fix: [{ span: expr.arg.span, text: `num(${written})` }] }
      : {}),
  }
}
