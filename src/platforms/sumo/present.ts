import type { Event } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { arrivalOf } from './category.ts'
import { type MetadataName, metadata } from './columns.ts'
import { messageOf } from './message.ts'

/**
 * The record that Sumo would hold for an event, one value per column. An event that already is a Sumo record keeps its
 * message and metadata, and what it carries beside them are its fields made at ingest. What nobody knows is null.
 */
export function present(event: Event, style: string): readonly Value[] {
  const record = sumoRecord(event) ?? { known: new Map<string, Value>(), extra: {} }
  const raw = asText(record.known.get('_raw')) ?? messageOf(event, style)
  const time = event.time === undefined ? null : floorDiv(event.time, 1000n)
  const messageTime = asInt(record.known.get('_messagetime')) ?? time
  const byDefault: Partial<Record<MetadataName, Value>> = {
    _raw: raw,
    _messageTime: messageTime,
    _receiptTime: messageTime,
    _sourceCategory: arrivalOf(event.logSource).category,
    _sourceHost: hostOf(event),
    _sourceName: event.origin.file,
    _size: BigInt(byteLength(raw)),
    // where Sumo puts what no partition rule takes (docs/manage/partitions/faq/index-zero.md)
    _view: 'sumologic_default',
  }
  const values = metadata.map(({ name, type }): Value => {
    const given = record.known.get(name.toLowerCase()) ?? (name === '_view' ? record.known.get('_index') : undefined)
    const own = type === 'int' ? asInt(given) : asText(given)
    return own ?? byDefault[name] ?? null
  })
  return [...values, Object.keys(record.extra).length === 0 ? null : printValue(record.extra)]
}

/** The parts of an event that is a Sumo record, its metadata by lower-case name: export tools write `_messagetime`. */
function sumoRecord(event: Event): { known: Map<string, Value>; extra: Record<string, Value> } | undefined {
  const names = Object.keys(event.fields)
  if (!names.some(name => name.toLowerCase() === '_raw')) return undefined
  const known = new Map<string, Value>()
  const extra: Record<string, Value> = {}
  for (const name of names) {
    const value = event.fields[name] ?? null
    if (builtIn.has(name.toLowerCase())) known.set(name.toLowerCase(), value)
    else extra[name] = value
  }
  return { known, extra }
}

const builtIn: ReadonlySet<string> = new Set([...metadata.map(({ name }) => name.toLowerCase()), '_index'])

const hostFields = ['Computer', 'ComputerName', 'Hostname', 'hostname', 'host', 'host.name', 'node', 'NODE'] as const

function hostOf(event: Event): Value {
  for (const name of hostFields) {
    const value = event.fields[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

function asText(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : printValue(value)
}

function asInt(value: Value | undefined): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : null
  return typeof value === 'string' && /^[+-]?[0-9]{1,18}$/.test(value) ? BigInt(value) : null
}

/** Rounds towards the past, also before 1970. */
const floorDiv = (a: bigint, b: bigint): bigint => (a % b < 0n ? a / b - 1n : a / b)

/** Length in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    // each half of a surrogate pair stands for two of its four bytes
    else bytes += unit >= 0xd800 && unit < 0xe000 ? 2 : 3
  }
  return bytes
}
