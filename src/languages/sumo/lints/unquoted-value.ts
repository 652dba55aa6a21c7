import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Context } from '../lower/context.ts'
import type { Expr } from '../syntax.ts'

/**
 * `field = word` and `field in (word)` where nothing makes a field `word`: after a pipe a word without quotes is a field
 * (docs/search/search-query-language/search-operators/where.md). Where nobody has looked at the data it may be one that
 * records have; but of 13,911 published searches, none compares a field with one that it names there for the first time.
 */
export function unquotedValue(context: Context, left: Expr, right: Expr): Diagnostic | undefined {
  const { rows, schema, source, jsonAuto } = context
  if (right.kind !== 'field' || left.kind !== 'field' || rows.incomplete) return undefined
  if (source.text[right.span.start] === '%') return undefined
  const quoted = `"${right.name}"`
  if (schema.unlisted !== undefined && !rows.aggregate)
    return isNamedBefore(source, right)
      ? undefined
      : {
          code: 'sumo/unquoted-value',
          severity: 'warning',
          message: `\`${right.name}\` is read as the name of a field, and nothing before makes one; text needs double quotes`,
          because: 'a comparison with a field that no record has is never true',
          help: `write \`${quoted}\` if it is a text`,
          span: right.span,
          // after json auto it may well be a key of the messages
          ...(jsonAuto ? {} : { fix: [{ span: right.span, text: quoted }] }),
        }
  const known = rows.fields.get(right.name.toLowerCase())
  const isMade = known !== undefined && known.missing !== true && known.guessed !== true
  if (isMade || !rows.fields.has(left.name.toLowerCase())) return undefined
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

/** Whether the name stands in the query before, or is metadata. */
function isNamedBefore(source: Source, { name, span }: Extract<Expr, { kind: 'field' }>): boolean {
  if (name.startsWith('_') || name.startsWith('{{')) return true
  let first = firstPlaces.get(source)
  if (first === undefined) {
    first = new Map()
    for (const word of source.text.toLowerCase().matchAll(/[\w.]+/g))
      if (!first.has(word[0])) first.set(word[0], word.index)
    firstPlaces.set(source, first)
  }
  return (first.get(name.toLowerCase()) ?? span.start) < span.start
}

/** Where each word of a query stands first: found once, however many comparisons it has. */
const firstPlaces = new WeakMap<Source, Map<string, number>>()
