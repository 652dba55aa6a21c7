import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Expr } from '../syntax.ts'

/** `=` with a `*` in the text after it: only `matches` knows wildcards (docs/search/search-query-language/search-operators/where.md). */
export function globEquals(expr: Extract<Expr, { kind: 'binary' }>, source: Source): Diagnostic | undefined {
  const { left, right, operator } = expr
  if ((expr.is !== '=' && expr.is !== '!=') || right.kind !== 'string' || left.kind !== 'field') return undefined
  if (!right.text.includes('*') || right.text.includes('{{') || right.text === '*') return undefined
  const [value, pattern] = [left, right].map(side => source.text.slice(side.span.start, side.span.end))
  const meant = `${value} matches ${pattern}`
  return {
    code: 'sumo/glob-eq',
    severity: 'warning',
    message: `\`${source.text.slice(operator.start, operator.end)}\` takes the \`*\` for a plain character`,
    because: 'after a pipe only `matches` knows wildcards; this compares with the text as it stands',
    help: expr.is === '=' ? `write \`${meant}\`` : `write \`!(${meant})\``,
    span: expr.span,
    fix: [{ span: expr.span, text: expr.is === '=' ? meant : `!(${meant})` }],
  }
}
