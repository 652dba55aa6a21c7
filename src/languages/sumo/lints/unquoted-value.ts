import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Context } from '../lower/context.ts'
import type { Expr } from '../syntax.ts'

/**
 * `field = word` and `field in (word)` where nothing makes a field `word`: after a pipe a word without quotes is a field
 * (docs/search/search-query-language/search-operators/where.md).
 */
export function unquotedValue(context: Context, left: Expr, right: Expr): Diagnostic | undefined {
  if (right.kind !== 'field' || context.rows.incomplete) return undefined
  const known = context.rows.fields.get(right.name.toLowerCase())
  const isMade = known !== undefined && known.missing !== true && known.guessed !== true
  const leftIsMade = left.kind === 'field' && context.rows.fields.has(left.name.toLowerCase())
  if (isMade || !leftIsMade || context.source.text[right.span.start] === '%') return undefined
  const quoted = `"${right.name}"`
  return {
    code: 'sumo/unquoted-value',
    severity: 'error',
    message: `\`${right.name}\` is no field here; text needs double quotes`,
    because: 'after a pipe a word without quotes is the name of a field, so this would compare with nothing',
    help: `write \`${quoted}\``,
    span: right.span,
    fix: [{ span: right.span, text: quoted }],
  }
}
