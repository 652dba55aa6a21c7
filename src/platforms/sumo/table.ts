import type { Column } from '../../event/value.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { Schema, SchemaField } from '../../plan/schema.ts'
import { metadata } from './columns.ts'

/** Names of one thing in two presentations; a table that has one of them has both. */
const aliases = [
  ['EventCode', 'EventID'],
  ['ComputerName', 'Computer'],
] as const

/** Columns that say which host a row is from, best first. */
const hostColumns = ['computer', 'computername', 'hostname', 'host'] as const

/**
 * What Sumo's names mean over a table with one column per field: its columns are the keys that `json auto` would find.
 * There are no messages, so only what the columns say can be searched. Column names are taken without regard to case.
 */
export function tableSchema(columns: readonly Column[]): Schema {
  const byName = new Map(columns.map(column => [column.name.toLowerCase(), column]))
  const fields = new Map<string, SchemaField>()
  for (const { name, meaning } of metadata) {
    const scalar = metadataScalar(name, byName)
    if (scalar !== undefined) fields.set(name.toLowerCase(), { name, scalar, meaning })
  }
  const view = fields.get('_view')
  if (view !== undefined) fields.set('_index', { ...view, name: '_index' })

  const keys = new Map<string, Scalar>()
  for (const column of columns) if (!fields.has(column.name.toLowerCase())) keys.set(column.name, read(column))
  for (const [a, b] of aliases) {
    const [hasA, hasB] = [byName.get(a.toLowerCase()), byName.get(b.toLowerCase())]
    if (hasA !== undefined && hasB === undefined) keys.set(b, read(hasA))
    if (hasB !== undefined && hasA === undefined) keys.set(a, read(hasB))
  }
  return {
    id: 'sumo-table',
    title: 'A table with one column per field, as Sumo Logic would see it',
    columns,
    fields,
    ...timeOf(byName),
    message: fields.get('_raw')?.scalar,
    structure: { is: 'columns', keys },
  }
}

function metadataScalar(name: string, byName: ReadonlyMap<string, Column>): Scalar | undefined {
  const own = byName.get(name.toLowerCase())
  if (own !== undefined) return own.type === 'time' ? milliseconds(own) : read(own)
  if (name === '_sourceHost') {
    const host = hostColumns.map(h => byName.get(h)).find(column => column?.type === 'string')
    return host === undefined ? undefined : read(host)
  }
  if (name === '_messageTime') {
    const time = timeColumn(byName)
    return time === undefined ? undefined : milliseconds(time)
  }
  return undefined
}

const timeColumn = (byName: ReadonlyMap<string, Column>): Column | undefined =>
  [...byName.values()].find(column => column.type === 'time')

/** When a row happened: its `_messageTime`, as a time or in milliseconds, else its first column of times. */
function timeOf(byName: ReadonlyMap<string, Column>): Pick<Schema, 'time'> {
  const own = byName.get('_messagetime') ?? timeColumn(byName)
  if (own?.type === 'time') return { time: read(own) }
  if (own?.type !== 'int') return {}
  const micros: Scalar = {
    op: 'call',
    fn: 'multiply',
    args: [read(own), { op: 'literal', type: 'int', value: 1000n }],
  }
  return { time: { op: 'convert', to: 'time', arg: micros } }
}

const read = (column: Column): Scalar => ({ op: 'field', name: column.name, type: column.type })

/** Sumo counts time in milliseconds. */
const milliseconds = (column: Column): Scalar => ({
  op: 'call',
  fn: 'floor_div',
  args: [
    { op: 'convert', to: 'int', arg: read(column) },
    { op: 'literal', type: 'int', value: 1000n },
  ],
})
