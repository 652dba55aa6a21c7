import type { Column } from '../../event/value.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { Schema, SchemaField } from '../../plan/schema.ts'
import type { Profile } from '../platform.ts'
import { columns, ingestFields, metadata, rareMetadata } from './columns.ts'

const columnScalar = (column: Column): Scalar => ({ op: 'field', name: column.name, type: column.type })

/** What Sumo's names mean over presented records: built-in metadata, and the fields that were made at ingest. */
export function schema(profile: Profile): Schema {
  const fields = new Map<string, SchemaField>()
  for (const { name, meaning } of rareMetadata)
    fields.set(name.toLowerCase(), { ...ingestField(name), meaning, hidden: true })
  for (const name of profile.fields ?? []) fields.set(name.toLowerCase(), ingestField(name))
  for (const { name, type, meaning } of metadata)
    fields.set(name.toLowerCase(), { name, scalar: columnScalar({ name, type }), meaning })
  const view = fields.get('_view')
  if (view !== undefined) fields.set('_index', { ...view, name: '_index' })
  return {
    id: 'sumo',
    title: 'Sumo Logic records',
    columns,
    fields,
    time: {
      op: 'convert',
      to: 'time',
      arg: {
        op: 'call',
        fn: 'multiply',
        args: [columnScalar({ name: '_messageTime', type: 'int' }), { op: 'literal', type: 'int', value: 1000n }],
      },
    },
    message: { op: 'field', name: '_raw', type: 'string' },
    structure: {
      is: 'text',
      keys: profile.keys,
      ...(profile.elements === undefined ? {} : { elements: profile.elements }),
    },
    ...(profile.fields === undefined ? { unlisted: (name: string) => ingestField(name).scalar } : {}),
  }
}

function ingestField(name: string): SchemaField {
  const path: Scalar = { op: 'literal', type: 'string', value: keyPath(name) }
  return {
    name,
    scalar: { op: 'call', fn: 'json_get', args: [columnScalar(ingestFields), path] },
    meaning: 'A field of the record, made by an extraction rule at ingest',
  }
}

/** The JSON path of one key, whatever characters it has. */
const keyPath = (key: string): string => `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
