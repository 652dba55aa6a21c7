import type { Span } from '../../../base/span.ts'
import type { Named, Scalar } from '../../../plan/plan.ts'
import type { MessageStructure } from '../../../plan/schema.ts'
import { choices } from '../choices.ts'
import type { Name, Stage } from '../syntax.ts'
import { asText } from './coerce.ts'
import { type Context, notRun } from './context.ts'
import { messageText } from './message.ts'
import { choosesFields, readBy } from './reads.ts'
import { resolveTyped } from './resolve.ts'
import { type Binding, freshColumn } from './rows.ts'

type JsonAuto = Extract<Stage, { kind: 'json-auto' }>

/**
 * `json auto`: the keys of the JSON in the message become fields and hide fields of the same names
 * (docs/search/search-query-language/parse-operators/parse-json-formatted-logs.md). Only what the query goes on to read is
 * taken out, and for rows that are themselves the result, what is known to occur. It never drops rows.
 */
export function lowerJsonAuto(context: Context, stage: JsonAuto, later: readonly Stage[]): undefined {
  const { structure } = context.schema
  const whole = stage.field === undefined
  if (structure.is === 'columns' && whole && !isTakenApartSo(stage, [...structure.keys.keys()]))
    return notRun(
      context,
      '`json auto` with a depth of its own, or with `extractarrays`, over a table',
      stage.span,
      'the table has taken the messages apart already, as `json auto` does without options',
    )
  const find = structure.is === 'columns' && whole ? fromColumns(structure.keys) : fromText(context, stage)
  if (find === undefined) return
  if (whole) context.jsonAuto = true
  // `refonly` leaves out what `keys` does not name
  const others = stage.refonly ? [] : [...readBy(later).map(asWanted), ...listed(context, stage, later)]
  const wanted = [...namedKeys(stage), ...others]
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

/** Whether columns of these names are what the options of a stage would give. */
const isTakenApartSo = ({ maxdepth = Number.POSITIVE_INFINITY, extractarrays }: JsonAuto, names: readonly string[]) =>
  !extractarrays && names.every(name => partsOf(name).length <= maxdepth)

/** `keys "a", "b" as x, y`: the first of those with a name. */
function namedKeys({ keys = [], names }: JsonAuto): readonly { name: string; key: string }[] {
  const all = keys.map((key, i) => ({ name: names?.[i]?.name ?? key.text, key: key.text }))
  return all.filter((one, i) => all.findIndex(other => other.name.toLowerCase() === one.name.toLowerCase()) === i)
}

const asWanted = ({ name }: Name): { name: string; key: string } => ({ name, key: name })

/** Keys that make columns of the result by themselves: those that occur, when no later stage chooses columns. */
function listed(context: Context, stage: JsonAuto, later: readonly Stage[]): readonly { name: string; key: string }[] {
  if (stage.field !== undefined || later.some(choosesFields)) return []
  const { structure } = context.schema
  const keys = structure.is === 'columns' ? [...structure.keys.keys()] : (keysOf(structure, stage) ?? [])
  return keys.slice(0, choices.mostJsonFields).map(key => ({ name: key, key }))
}

/** The names that messages of this data have as the stage takes them apart; undefined where nobody looked. */
function keysOf(
  { keys, elements = [] }: MessageStructure & { readonly is: 'text' },
  { maxdepth, extractarrays }: JsonAuto,
): readonly string[] | undefined {
  const arrays = new Set(extractarrays ? elements.map(name => name.replace(/\[[0-9]+\]$/, '')) : [])
  const whole = keys?.filter(key => !arrays.has(key))
  const all = whole && extractarrays ? [...whole, ...elements] : whole
  return all && [...new Set(all.map(key => upTo(key, maxdepth)))]
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
  const keys = field === undefined && structure.is === 'text' ? keysOf(structure, stage) : undefined
  const spellings = keys && new Map(keys.map(key => [key.toLowerCase(), key]))
  return key => ({
    scalar: taken(document, key, stage),
    spelling: keys?.includes(key) ? key : (spellings?.get(key.toLowerCase()) ?? key),
    is: spellings === undefined ? 'unknown' : spellings.has(key.toLowerCase()) ? 'there' : 'missing',
  })
}

/** The parts of a flattened name: keys between dots, and positions. */
const partsOf = (name: string): readonly string[] => name.split(/\.|(?=\[[0-9]+\])/)

/** The name of what holds a key when nothing deeper than `depth` is taken apart. */
const upTo = (key: string, depth = Number.POSITIVE_INFINITY): string =>
  partsOf(key)
    .slice(0, depth)
    .map((part, i) => (i === 0 || part.startsWith('[') ? part : `.${part}`))
    .join('')

/** Deeper than any document that is read. */
const anyDepth = 1_000

/** One key out of the text, taken apart as the stage says. */
function taken(document: Scalar, key: string, { maxdepth, extractarrays }: JsonAuto): Scalar {
  const name: Scalar = { op: 'literal', type: 'string', value: key }
  if (maxdepth === undefined && !extractarrays) return { op: 'call', fn: 'json_auto', args: [document, name] }
  const depth: Scalar = { op: 'literal', type: 'int', value: BigInt(maxdepth ?? anyDepth) }
  const elements: Scalar = { op: 'literal', type: 'bool', value: extractarrays }
  return { op: 'call', fn: 'json_auto_to', args: [document, name, depth, elements] }
}
