import type { Diagnostic } from '../../../base/diagnostic.ts'
import { didYouMean } from '../../../base/suggest.ts'
import type { Scalar } from '../../../plan/plan.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { newContext } from '../lower/context.ts'
import { lowerAny } from '../lower/values.ts'
import type { Expr } from '../syntax.ts'
import { placesIn } from './located.ts'
import { placeOf, type RuleContext, say, text } from './texts.ts'

/**
 * A text with `{{field}}` and `{{fields[name]}}` in it, filled from a record (docs/cse/rules/write-match-rule.md). A field that
 * the record lacks leaves nothing; a name that is no field stays as it is written, with a warning.
 */
export function templateOf(context: RuleContext, written: string, place: string): Scalar {
  const parts: Scalar[] = []
  let at = 0
  for (const found of written.matchAll(/\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g)) {
    const { index } = found
    const name = found[1] ?? ''
    const value = fieldOf(context, name)
    if (value === undefined) {
      sayUnknown(context, name, place, index, found[0].length)
      continue
    }
    if (index > at) parts.push(text(written.slice(at, index)))
    parts.push({ op: 'call', fn: 'coalesce', args: [value, text('')] })
    at = index + found[0].length
  }
  if (at < written.length) parts.push(text(written.slice(at)))
  const [only] = parts
  if (only === undefined) return text('')
  return parts.length === 1 ? only : { op: 'call', fn: 'concat', args: parts }
}

/** A placeholder as text of the record; undefined where it names nothing. */
function fieldOf(context: RuleContext, name: string): Scalar | undefined {
  const span = { start: 0, end: 0 }
  const key = /^([A-Za-z_]\w*)\[\s*["']?(.*?)["']?\s*\]$/.exec(name)
  const of: Expr = { kind: 'field', name: key?.[1] ?? name, span }
  const expr: Expr = key === null ? of : { kind: 'index', of, key: { kind: 'string', text: key[2] ?? '', span }, span }
  const inner = newContext({ name: '', text: '' }, context.schema, context.time)
  const value = lowerAny(inner, expr)
  if (value === undefined) return undefined
  const list = typeof value.type === 'object'
  const shown: Scalar = list ? { op: 'call', fn: 'join_text', args: [value.scalar, text(', ')] } : asText(value)
  const { at: _, ...bare } = shown
  return bare
}

function sayUnknown(context: RuleContext, name: string, place: string, index: number, length: number): void {
  const span = placeOf(context, place)
  const to = placesIn(context.source.text, span)
  const near = didYouMean(
    name,
    [...context.schema.fields.values()].map(f => f.name),
  )
  const diagnostic: Diagnostic = {
    code: 'sumo-cse/unknown-placeholder',
    severity: 'warning',
    message: `\`${name}\` is no field of a record, so signals show it as it is written`,
    help: near ?? 'raw fields are written `{{fields[name]}}`',
    span: { start: to(index), end: to(index + length - 1) + 1 },
  }
  say(context, diagnostic)
}
