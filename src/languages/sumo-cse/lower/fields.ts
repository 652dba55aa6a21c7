import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { typeOf } from '../../../plan/columns.ts'
import { parseJsonPath } from '../../../plan/functions/json-path.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { SchemaField } from '../../../plan/schema.ts'
import type { Kind, Typed } from '../../sumo/lower/typed.ts'
import { choices } from '../choices.ts'
import type { Expr } from '../syntax.ts'
import { type Context, noteRead, notSupportedYet, say } from './context.ts'
import { indicatorAttributes } from './indicator-attributes.ts'

/** A value that was read: one value, or something that has values inside. */
export interface Read extends Typed {
  readonly inside?: SchemaField['inside']
}

/** What a scalar is to the language. */
export function readOf(scalar: Scalar, span: Span, inside?: SchemaField['inside']): Read {
  const type = typeOf(scalar)
  const kind: Kind = type === 'int' || type === 'float' ? 'number' : type === 'bool' ? 'boolean' : 'text'
  return { scalar: { ...scalar, at: span }, type, kind, span, ...(inside === undefined ? {} : { inside }) }
}

/** What a name means, or undefined after saying why it means nothing. `fields.x` and `struct.x` are a key after a dot. */
export function resolve(context: Context, name: string, span: Span): Read | undefined {
  const made = context.names.get(name.toLowerCase())
  if (made !== undefined) return { ...made, scalar: { ...made.scalar, at: span }, span }
  if (context.of !== 'record') return sayUnknown(context, name, span)
  const field = fieldNamed(context, name, span)
  if (field !== undefined) {
    noteRead(context, field.name, field.scalar)
    return readOf(field.scalar, span, field.inside)
  }
  const dot = name.indexOf('.')
  const holder = dot < 0 ? undefined : fieldNamed(context, name.slice(0, dot), span)
  if (holder === undefined) return sayUnknown(context, name, span)
  if (holder.inside !== 'keys') return sayNoKeys(context, holder.name, span)
  const found = readOf(atKey(holder, name.slice(dot + 1)), span)
  noteRead(context, name, found.scalar)
  return found
}

/** `of[key]`: a value by its key, or an item by its position. */
export function lowerIndex(context: Context, expr: Extract<Expr, { kind: 'index' }>): Read | undefined {
  const { of, key, span } = expr
  if (of.kind !== 'field')
    return notSupportedYet(
      context,
      'a key of a key',
      span,
      'no published rule writes one, and no page says what it means',
    )
  const made = context.names.get(of.name.toLowerCase())
  const holder = made === undefined && context.of === 'record' ? fieldNamed(context, of.name, of.span) : undefined
  if (holder === undefined)
    return made === undefined ? sayUnknown(context, of.name, of.span) : sayNoKeys(context, of.name, of.span)
  const { text } = context.source
  // white space in brackets makes no other name
  const written = `${of.name}[${text.slice(key.span.start, key.span.end)}]`
  const scalar = keyed(context, holder, key, span)
  if (scalar === undefined) return undefined
  noteRead(context, written, scalar)
  return readOf(scalar, span)
}

function keyed(context: Context, holder: SchemaField, key: Expr, span: Span): Scalar | undefined {
  if (holder.inside === undefined) return sayNoKeys(context, holder.name, span)
  if (holder.inside === 'keys' && key.kind === 'string')
    return takenApart(context, holder, key.text) ?? atKey(holder, key.text)
  if (holder.inside === 'items' && key.kind === 'number' && Number.isInteger(key.value) && key.value >= 0) {
    const text = textOfList(holder.scalar)
    if (text !== undefined) return into(text, `[${key.value}]`)
    return notSupportedYet(context, `an item of \`${holder.name}\``, span, 'it is held as a list here')
  }
  return say(context, {
    code: 'sumo-cse/bad-key',
    severity: 'error',
    message: holder.inside === 'keys' ? 'a key is a text in quotes' : 'an item is found by its position, from 0',
    help: holder.inside === 'keys' ? `write \`${holder.name}['key']\`` : `write \`${holder.name}[0]\``,
    span: key.span,
  })
}

/** The JSON text that a list was made of. */
const textOfList = (scalar: Scalar): Scalar | undefined =>
  scalar.op === 'call' && scalar.fn === 'json_items' ? scalar.args[0] : undefined

/**
 * A value by its key. The raw fields of a record are text by flattened names (`EventData.Image`); local records may hold
 * them nested, so a name with dots is also looked for as a way through objects.
 */
function atKey(holder: SchemaField, key: string): Scalar {
  const flat = into(holder.scalar, `['${escaped(key)}']`)
  const steps = key.split('.')
  if (holder.name !== 'fields' || steps.length === 1 || steps.includes('')) return flat
  const nested = into(holder.scalar, steps.map(step => `['${escaped(step)}']`).join(''))
  return { op: 'call', fn: 'coalesce', args: [flat, nested] }
}

/** A raw field that is a column of its own already. */
function takenApart({ schema }: Context, { name }: SchemaField, key: string): Scalar | undefined {
  return name === 'fields' && schema.structure.is === 'columns' ? schema.structure.keys.get(key) : undefined
}

/** What a JSON path finds in the raw fields: a way through objects first, then a key of the whole name. */
export function atPath(context: Context, path: string, span: Span): Scalar | undefined {
  const holder = context.schema.fields.get('fields')
  if (holder === undefined) return sayUnknown(context, 'fields', span)
  const whole = path.replace(/^\$\.?/, '')
  if (whole === '' || parseJsonPath(whole) === undefined)
    return notSupportedYet(
      context,
      'this JSON path',
      span,
      "we read keys, positions and all elements: `a.b[0]`, `a[*]`, `['odd key']`",
    )
  const nested = into(holder.scalar, /^[[]/.test(whole) ? whole : `.${whole}`)
  if (!/^[^.[\]]+(\.[^.[\]]+)+$/.test(whole)) return nested
  return { op: 'call', fn: 'coalesce', args: [nested, into(holder.scalar, `['${escaped(whole)}']`)] }
}

const escaped = (key: string): string => key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")

/** A step further into JSON text; a path that leads to the text already is made longer. */
function into(text: Scalar, step: string): Scalar {
  const [doc, path] = text.op === 'call' && text.fn === 'json_get' ? text.args : []
  if (doc !== undefined && path?.op === 'literal' && typeof path.value === 'string')
    return jsonGet(doc, path.value + step)
  return jsonGet(text, step.startsWith('.') ? step.slice(1) : step)
}

const jsonGet = (doc: Scalar, path: string): Scalar => ({
  op: 'call',
  fn: 'json_get',
  args: [doc, { op: 'literal', type: 'string', value: path }],
})

function fieldNamed(context: Context, name: string, span: Span): SchemaField | undefined {
  const field = context.schema.fields.get(name.toLowerCase())
  if (field === undefined || field.name === name || !choices.anyLetterCase) return field
  say(context, {
    code: 'sumo-cse/field-case',
    severity: 'warning',
    message: `the field is spelled \`${field.name}\``,
    because: 'no page says that Cloud SIEM takes field names in any letter case',
    help: `write \`${field.name}\``,
    span,
    ...(span.end - span.start === name.length ? { fix: [{ span, text: field.name }] } : {}),
  })
  return field
}

const sayNoKeys = (context: Context, name: string, span: Span): undefined =>
  say(context, {
    code: 'sumo-cse/no-keys',
    severity: 'error',
    message: `\`${name}\` is one value and has nothing inside`,
    help: 'keys of the log itself are in `fields`: `fields["key"]`',
    span,
  })

function sayUnknown(context: Context, name: string, span: Span): undefined {
  const { schema, names, of } = context
  const own = [...names.keys()]
  if (of === 'aggregates')
    return say(context, {
      code: 'sumo-cse/unknown-field',
      severity: 'error',
      message: `the rule aggregates nothing by the name \`${name}\``,
      because: 'a trigger sees the results of the aggregations only',
      help: didYouMean(name, own) ?? `its aggregations are ${own.length === 0 ? 'none' : own.join(', ')}`,
      span,
    })
  if (of === 'indicator')
    return say(context, {
      code: 'sumo-cse/unknown-field',
      severity: 'error',
      message: `\`${name}\` is no attribute of a threat indicator`,
      because: 'a filter of `hasThreatMatch` sees indicators, not records (docs/cse/rules/cse-rules-syntax.md)',
      help: didYouMean(name, indicatorAttributes) ?? `the attributes are ${indicatorAttributes.join(', ')}`,
      span,
    })
  const column = schema.columns.find(c => c.name.toLowerCase() === name.toLowerCase())
  if (column !== undefined)
    return say(context, {
      code: 'sumo-cse/unreadable-column',
      severity: 'error',
      message: `the column \`${column.name}\` of this table is not held in a way that we can read`,
      because: 'a table holds nested values in ways of its own',
      help: 'read the records as logs: leave `--table` away',
      span,
    })
  const keys = schema.structure.is === 'text' ? (schema.structure.keys ?? []) : []
  const raw = keys.includes(name)
  return say(context, {
    code: 'sumo-cse/unknown-field',
    severity: 'error',
    message: `\`${name}\` is no field of a normalised record`,
    because: raw
      ? 'these records have it among their raw fields'
      : 'a record has the fields of one schema; what the log holds beside them is in `fields`',
    help:
      (raw ? undefined : didYouMean(name, [...[...schema.fields.values()].map(f => f.name), ...own])) ??
      `for a key of the log itself write \`fields['${name}']\``,
    span,
    ...(raw && span.end - span.start === name.length ? { fix: [{ span, text: `fields['${name}']` }] } : {}),
  })
}
