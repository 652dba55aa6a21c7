import type { Span } from '../../../base/span.ts'
import type { Named, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Name, Stage } from '../syntax.ts'
import { asText } from './coerce.ts'
import { type Context, notSupportedYet } from './context.ts'
import { messageText } from './message.ts'
import { readBy } from './reads.ts'
import { resolveTyped } from './resolve.ts'
import { type Binding, freshColumn } from './rows.ts'

type JsonAuto = Extract<Stage, { kind: 'json-auto' }>

/**
 * `json auto`: the keys of the JSON in the message become fields and hide fields of the same names
 * (docs/search/search-query-language/parse-operators/parse-json-formatted-logs.md). Only what the query goes on to read is
 * taken out, and for rows that are themselves the result, what is known to occur. It never drops rows.
 */
export function lowerJsonAuto(context: Context, stage: JsonAuto, later: readonly Stage[]): undefined {
  if (stage.refonly) return notSupportedYet(context, '`json auto … refonly`', stage.span)
  const { structure } = context.schema
  const whole = stage.field === undefined
  const find = structure.is === 'columns' && whole ? fromColumns(structure.keys) : fromText(context, stage)
  if (find === undefined) return
  if (whole) context.jsonAuto = true
  const wanted = namedKeys(stage) ?? [...readBy(later).map(asWanted), ...listed(context, stage, later)]
  const columns: Named<Scalar>[] = []
  const made = new Map<string, Binding>()
  for (const { name, key } of wanted) {
    const { fields } = context.rows
    if (made.has(name.toLowerCase()) || (name.startsWith('_') && fields.has(name.toLowerCase()))) continue
    const found = find(key)
    const binding = bind(context, name, name === key ? found : { ...found, spelling: name }, columns)
    if (binding !== undefined) made.set(name.toLowerCase(), binding)
  }
  const { rows } = context
  if (columns.length > 0) rows.steps.push(input => ({ op: 'extend', input, columns, at: stage.span }))
  for (const [key, binding] of made) rows.fields.set(key, binding)
}

interface Found {
  readonly scalar: Scalar | undefined
  /** As the data spells it, where that is known. */
  readonly spelling: string
  /** Whether the data is known not to have it, or nobody knows. */
  readonly is: 'there' | 'missing' | 'unknown'
}

function bind(context: Context, name: string, found: Found, columns: Named<Scalar>[]): Binding | undefined {
  const { rows, schema } = context
  const before = rows.fields.get(name.toLowerCase()) ?? ingestField(context, name)
  if (found.scalar === undefined)
    return before === undefined
      ? { name, scalar: { op: 'literal', type: 'string', value: null }, type: 'string', kind: 'text', missing: true }
      : undefined
  const spelling = rows.fields.get(name.toLowerCase())?.name ?? found.spelling
  const flags =
    found.is === 'there' || before !== undefined ? {} : found.is === 'missing' ? { missing: true } : { guessed: true }
  if (found.scalar.op === 'field' && schema.structure.is === 'columns')
    return { name: spelling, scalar: found.scalar, type: found.scalar.type, kind: 'text' }
  const value: Scalar =
    before === undefined || before.missing
      ? found.scalar
      : { op: 'call', fn: 'coalesce', args: [found.scalar, asText({ ...before, span: noSpan })] }
  const column = freshColumn(rows, spelling)
  columns.push({ name: column, value })
  return {
    name: spelling,
    scalar: { op: 'field', name: column, type: 'string' },
    type: 'string',
    kind: 'text',
    ...flags,
  }
}

const noSpan: Span = { start: 0, end: 0 }

/** A field that records may have had before, where nobody has listed them. */
function ingestField({ rows, schema }: Context, name: string): Binding | undefined {
  const scalar = rows.aggregate ? undefined : schema.unlisted?.(name)
  return scalar === undefined ? undefined : { name, scalar, type: 'string', kind: 'text', missing: false }
}

/** `keys "a", "b" as x, y`: just those. */
function namedKeys(stage: JsonAuto): readonly { name: string; key: string }[] | undefined {
  return stage.keys?.map((key, i) => ({ name: stage.names?.[i]?.name ?? key.text, key: key.text }))
}

const asWanted = ({ name }: Name): { name: string; key: string } => ({ name, key: name })

/** Keys that make columns of the result by themselves: those that occur, when no later stage chooses columns. */
function listed(context: Context, stage: JsonAuto, later: readonly Stage[]): readonly { name: string; key: string }[] {
  const chooses = (s: Stage): boolean =>
    s.kind === 'aggregate' || s.kind === 'top' || s.kind === 'transpose' || (s.kind === 'fields' && !s.remove)
  const { structure } = context.schema
  if (stage.field !== undefined || later.some(chooses)) return []
  const keys = structure.is === 'columns' ? [...structure.keys.keys()] : (structure.keys ?? [])
  if (stage.extractarrays && structure.is === 'text') {
    notSupportedYet(context, '`json auto extractarrays` without a choice of fields', stage.span)
    return []
  }
  return [...new Set(keys.map(key => upTo(key, stage.maxdepth)))]
    .slice(0, choices.mostJsonFields)
    .map(key => ({ name: key, key }))
}

function fromColumns(keys: ReadonlyMap<string, Scalar>): (key: string) => Found {
  const byName = new Map([...keys].map(([name, scalar]) => [name.toLowerCase(), { name, scalar }]))
  return key => {
    const exact = keys.get(key)
    if (exact !== undefined) return { scalar: exact, spelling: key, is: 'there' }
    const near = byName.get(key.toLowerCase())
    return { scalar: near?.scalar, spelling: near?.name ?? key, is: near === undefined ? 'missing' : 'there' }
  }
}

function fromText(context: Context, stage: JsonAuto): ((key: string) => Found) | undefined {
  const { field, span } = stage
  const source = field === undefined ? undefined : resolveTyped(context, field.name, field.span)
  if (field !== undefined && source === undefined) return undefined
  const document = source === undefined ? messageText(context, span) : asText(source)
  if (document === undefined) return undefined
  const { structure } = context.schema
  const keys = field === undefined && structure.is === 'text' ? structure.keys : undefined
  const spellings = keys === undefined ? undefined : new Map(keys.map(key => [key.toLowerCase(), key]))
  return key => {
    const spelling = keys?.includes(key) ? key : (spellings?.get(key.toLowerCase()) ?? key)
    const nested = keys?.some(k => k.toLowerCase().startsWith(`${key.toLowerCase()}.`) || k.startsWith(`${key}[`))
    const known = spellings?.has(key.toLowerCase()) || (nested && stage.maxdepth !== undefined) || key.includes('[')
    return {
      scalar: taken(document, key, stage),
      spelling,
      is: spellings === undefined ? 'unknown' : known ? 'there' : 'missing',
    }
  }
}

/** The name of what holds a key when nothing deeper than `depth` is taken apart. */
function upTo(key: string, depth = Number.POSITIVE_INFINITY): string {
  const parts = key.split('.')
  return parts.length <= depth
    ? key
    : parts
        .slice(0, depth)
        .join('.')
        .replace(/\[[0-9]+\]$/, '')
}

const depthOf = (key: string): number => key.split('.').length

/** One key out of the text. At the depth that `maxdepth` allows, what is nested deeper stays one field with its JSON. */
function taken(document: Scalar, key: string, stage: JsonAuto): Scalar | undefined {
  const name: Scalar = { op: 'literal', type: 'string', value: key }
  const flat: Scalar = { op: 'call', fn: 'json_auto', args: [document, name] }
  const deepest = stage.maxdepth ?? Number.POSITIVE_INFINITY
  if (depthOf(key) > deepest) return { op: 'literal', type: 'string', value: null }
  const asElement = stage.extractarrays && /\[[0-9]+\]$/.test(key)
  if (depthOf(key) !== deepest && !asElement) return flat
  return { op: 'call', fn: 'coalesce', args: [flat, { op: 'call', fn: 'json_get', args: [document, name] }] }
}
