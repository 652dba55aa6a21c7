import { taxonomy } from '../../event/taxonomy.ts'
import type { Column } from '../../event/value.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { Schema, SchemaField } from '../../plan/schema.ts'
import type { Profile } from '../platform.ts'
import { columns, fields, line, time } from './columns.ts'

const column = ({ name, type }: Column): Scalar => ({ op: 'field', name, type })

/** All values of an event under a name, in its JSON. */
const members = (name: string): Scalar => ({
  op: 'call',
  fn: 'json_members',
  args: [column(fields), { op: 'literal', type: 'string', value: name }],
})

const meaningOf = (name: string): string => taxonomy.get(name)?.meaning ?? 'A field of the event'

/** What names in rules mean over events: keys of their JSON, whatever is listed. */
export function schema(profile: Profile): Schema {
  const seen = (profile.fields ?? []).map((name): [string, SchemaField] => [
    name.toLowerCase(),
    { name, scalar: members(name), meaning: meaningOf(name) },
  ])
  return {
    id: 'sigma',
    title: 'Events by the names of their logs',
    columns,
    fields: new Map(seen),
    unlisted: members,
    time: column(time),
    message: column(line),
    values: { op: 'call', fn: 'json_values', args: [column(fields)] },
    structure: { is: 'text', keys: profile.keys },
  }
}

/** Names in rules over a table with one column per field. There is no text of the events, and no name that is no column. */
export function tableSchema(given: readonly Column[]): Schema {
  const listed = given.map((c): [string, SchemaField] => [
    c.name.toLowerCase(),
    { name: c.name, scalar: column(c), meaning: meaningOf(c.name) },
  ])
  const when = given.find(c => c.type === 'time')
  return {
    id: 'sigma-table',
    title: 'A table with one column per field',
    columns: given,
    fields: new Map(listed),
    ...(when === undefined ? {} : { time: column(when) }),
    message: undefined,
    structure: { is: 'columns', keys: new Map() },
  }
}
