import type { Column, Type } from '../../event/value.ts'
import { canConvert } from '../../plan/convert.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { Schema, SchemaField } from '../../plan/schema.ts'
import type { Profile } from '../platform.ts'
import { columns, listMatches, raw, record, timestamp } from './columns.ts'
import type { FieldKind, RecordField } from './fields/field.ts'
import { fieldByName, recordFields } from './fields/index.ts'

const column = ({ name, type }: Column): Scalar => ({ op: 'field', name, type })

/** Fields that are columns of their own. */
const own: ReadonlyMap<string, Column> = new Map([raw, listMatches, timestamp].map(c => [c.name, c]))

/** What the fields of the schema mean over presented records. A record has no other fields. */
export function schema(profile: Profile): Schema {
  const fields = recordFields.map((field): [string, SchemaField] => {
    const held = own.get(field.name)
    const scalar = held === undefined ? read(column(record), field) : column(held)
    return [field.name.toLowerCase(), entry(field, scalar)]
  })
  return {
    id: 'sumo-cse',
    title: 'Normalised records of Cloud SIEM',
    columns,
    fields: new Map(fields),
    time: timeIn(column(timestamp)),
    message: column(record),
    structure: { is: 'text', keys: profile.keys },
  }
}

/**
 * What the fields mean over a table with one column per field. A field without a column is missing in every record; a
 * column that cannot be what its field is (a nested object) gives no field, so that asking for it is an error.
 */
export function tableSchema(given: readonly Column[]): Schema {
  const fields = new Map(recordFields.map(f => [f.name.toLowerCase(), entry(f, nothing(f.kind))] as const))
  for (const c of given) {
    const known = fieldByName.get(c.name.toLowerCase())
    const scalar = known === undefined ? column(c) : fromColumn(c, known.kind)
    if (scalar === undefined) {
      fields.delete(c.name.toLowerCase())
      continue
    }
    const meaning = { name: c.name, kind: 'string', meaning: 'A column of the table' } as const
    fields.set(c.name.toLowerCase(), entry(known ?? meaning, scalar))
  }
  return {
    id: 'sumo-cse-table',
    title: 'A table with one column per field of a normalised record',
    columns: given,
    fields,
    ...tableTime(given),
    message: undefined,
    structure: { is: 'columns', keys: new Map() },
  }
}

/** Milliseconds since 1970 as a time. */
const timeIn = (milliseconds: Scalar): Scalar => ({
  op: 'convert',
  to: 'time',
  arg: { op: 'call', fn: 'multiply', args: [milliseconds, { op: 'literal', type: 'int', value: 1000n }] },
})

/** When a row of a table happened, where it has a column `timestamp` of times or milliseconds. */
function tableTime(given: readonly Column[]): Pick<Schema, 'time'> {
  const found = given.find(c => c.name.toLowerCase() === timestamp.name && (c.type === 'time' || c.type === 'int'))
  return found === undefined ? {} : { time: found.type === 'time' ? column(found) : timeIn(column(found)) }
}

const insides: Readonly<Record<FieldKind, SchemaField['inside']>> = {
  string: undefined,
  int: undefined,
  float: undefined,
  bool: undefined,
  map: 'keys',
  struct: 'keys',
  list: 'items',
  structs: 'items',
}

function entry({ name, kind, meaning }: RecordField, scalar: Scalar): SchemaField {
  const inside = insides[kind]
  return { name, scalar, meaning, ...(inside === undefined ? {} : { inside }) }
}

const nothing = (kind: FieldKind): Scalar => ({
  op: 'literal',
  type:
    insides[kind] === 'items'
      ? { list: 'string' }
      : kind === 'int' || kind === 'float' || kind === 'bool'
        ? kind
        : 'string',
  value: null,
})

function read(from: Scalar, { name, kind }: RecordField): Scalar {
  const text: Scalar = {
    op: 'call',
    fn: 'json_get',
    args: [from, { op: 'literal', type: 'string', value: `['${name}']` }],
  }
  return typed(text, kind)
}

/** A text as what a kind of field is. */
function typed(text: Scalar, kind: FieldKind): Scalar {
  if (kind === 'list' || kind === 'structs') return { op: 'call', fn: 'json_items', args: [text] }
  return kind === 'int' || kind === 'float' || kind === 'bool' ? { op: 'convert', to: kind, arg: text } : text
}

/** A column as what a field of its name is; undefined where it cannot be. */
function fromColumn(c: Column, kind: FieldKind): Scalar | undefined {
  if (typeof c.type === 'object') return insides[kind] === 'items' && c.type.list === 'string' ? column(c) : undefined
  if (c.type === 'string') return typed(column(c), kind)
  const wanted: Type = kind === 'int' || kind === 'float' || kind === 'bool' ? kind : 'string'
  if (insides[kind] !== undefined || !canConvert(c.type, wanted)) return undefined
  // records count milliseconds, the plan microseconds
  if (c.type === 'time' && kind === 'int')
    return {
      op: 'call',
      fn: 'floor_div',
      args: [
        { op: 'convert', to: 'int', arg: column(c) },
        { op: 'literal', type: 'int', value: 1000n },
      ],
    }
  return c.type === wanted ? column(c) : { op: 'convert', to: wanted, arg: column(c) }
}
