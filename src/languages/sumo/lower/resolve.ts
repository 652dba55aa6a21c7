import type { Span } from '../../../base/span.ts'
import { suggest } from '../../../base/suggest.ts'
import { defaultName } from '../lints/default-name.ts'
import { joinedName } from '../lints/joined-name.ts'
import { writeName } from '../text.ts'
import { type Context, say, undocumented } from './context.ts'
import { needsValue } from './parameters.ts'
import type { Binding } from './rows.ts'
import type { Typed } from './typed.ts'

/** What a field means at this point of the query, or undefined after saying why it means nothing. */
export function resolve(context: Context, name: string, span: Span): Binding | undefined {
  const { rows, schema } = context
  const key = name.toLowerCase()
  const known = rows.fields.get(key)
  if (known?.withTime)
    return undocumented(
      context,
      `\`${name}\` outside of most_recent and least_recent`,
      span,
      'no page says how `withtime` writes its JSON',
    )
  if (known !== undefined) {
    if (known.missing && !rows.incomplete) sayMissing(context, name, span)
    return known
  }
  const hidden = rows.aggregate ? undefined : schema.fields.get(key)
  if (hidden?.hidden === true) return remember(context, { ...hidden, type: 'string', kind: 'text' })
  if (name.startsWith('{{')) return needsValue(context, 'a field name', span)
  if (rows.incomplete) return undefined
  const ingest = rows.aggregate ? undefined : schema.unlisted?.(name)
  if (ingest === undefined) return sayUnknown(context, name, span)
  const field: Binding = { name, scalar: ingest, type: 'string', kind: 'text' }
  // what was just called a text without quotes need not be called unknown as well
  const last = context.diagnostics.at(-1)
  if (last?.code === 'sumo/unquoted-value' && last.span.start === span.start) return remember(context, field)
  say(context, {
    code: 'sumo/unlisted-field',
    severity: 'warning',
    message: `nothing in the query makes \`${name}\``,
    because: 'it is there only if a field extraction rule makes it at ingest; else it is null in every row',
    help: 'for a key of the message, put `| json auto` or a `| json` stage before it',
    span,
  })
  return remember(context, field)
}

/** From here on the field is one that the query has. */
function remember(context: Context, { name, scalar, type, kind }: Binding): Binding {
  const binding: Binding = { name, scalar, type, kind }
  context.rows.fields.set(name.toLowerCase(), binding)
  return binding
}

/** What a field means as a value, or undefined after saying why it means nothing. */
export function resolveTyped(context: Context, name: string, span: Span): Typed | undefined {
  const binding = resolve(context, name, span)
  return binding === undefined
    ? undefined
    : { scalar: placed(binding, span), type: binding.type, kind: binding.kind, span }
}

const placed = ({ scalar }: Binding, at: Span) => ({ ...scalar, at })

function sayUnknown(context: Context, name: string, span: Span): undefined {
  const { rows, schema, jsonAuto } = context
  if (rows.others)
    return say(context, {
      code: 'sumo/transposed-field',
      severity: 'error',
      message: `nothing before this says that there is a column \`${name}\``,
      because: 'columns that `transpose` makes can be used only where it names them',
      help: `name it: \`transpose … as ${writeName(name)}, *\``,
      span,
    })
  const here = [...rows.fields.values()].map(field => field.name)
  if (rows.joined !== undefined) return say(context, joinedName(rows.joined, { name, span }))
  if (rows.aggregate) {
    const unnamed = defaultName(context, { name, span })
    if (unnamed !== undefined) return say(context, unnamed)
    const gone = schema.fields.has(name.toLowerCase())
    return say(context, {
      code: 'sumo/gone-after-aggregate',
      severity: 'error',
      message: `there is no \`${name}\` after the aggregation`,
      because: gone
        ? 'an aggregation makes rows of its own; messages and their metadata are gone after it'
        : 'after an aggregation there are only its keys and its results',
      help: withSuggestion(name, here, `the fields here are ${list(here)}`),
      span,
    })
  }
  const keys = keysOf(context)
  const inside = keys.find(key => key.toLowerCase() === name.toLowerCase())
  if (inside !== undefined && !jsonAuto)
    return say(context, {
      code: 'sumo/unknown-field',
      severity: 'error',
      message: `\`${name}\` is a key of the messages, and nothing takes it out of them`,
      help: 'put `| json auto` before it',
      span,
    })
  return say(context, {
    code: 'sumo/unknown-field',
    severity: 'error',
    message: `nothing makes a field \`${name}\``,
    because: 'it is no metadata, no field of the records and no result of an earlier stage',
    help: withSuggestion(name, [...here, ...keys], 'make it with a parse stage or `… as` first'),
    span,
  })
}

/** `json auto` has run, and the data has no such key. */
function sayMissing(context: Context, name: string, span: Span): void {
  const keys = keysOf(context)
  const nested = keys.filter(key => key.toLowerCase().endsWith(`.${name.toLowerCase()}`))
  const twin = twins[name.toLowerCase()]
  const near =
    nested[0] ??
    keys.find(key => key.toLowerCase() === twin || key.toLowerCase().endsWith(`.${twin}`)) ??
    suggest(name, keys)[0]
  say(context, {
    code: 'sumo/no-such-key',
    severity: 'warning',
    message: `no row has \`${name}\``,
    because: 'no message of this data has such a key, so the field is null everywhere',
    help:
      near === undefined
        ? `the keys are ${list(keys)}`
        : `did you mean \`${writeName(near)}\`? Sumo's own Windows events carry EventID and EventData.Image, flat ones EventCode and Image`,
    span,
  })
}

/** Names of one thing in different presentations of Windows events. */
const twins: Readonly<Record<string, string>> = {
  eventcode: 'eventid',
  eventid: 'eventcode',
  computer: 'computername',
  computername: 'computer',
}

function keysOf({ schema }: Context): readonly string[] {
  const { structure } = schema
  return structure.is === 'text' ? (structure.keys ?? []) : [...structure.keys.keys()]
}

function withSuggestion(name: string, names: readonly string[], otherwise: string): string {
  const near = suggest(name, names)
  return near.length === 0 ? otherwise : `did you mean ${near.map(n => `\`${writeName(n)}\``).join(' or ')}?`
}

const list = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : `${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`
