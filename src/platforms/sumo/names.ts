import type { Column } from '../../event/value.ts'
import type { FieldMap } from '../../plan/field-map.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { SchemaField } from '../../plan/schema.ts'
import { arrivalOf } from './category.ts'

/** The field of a message in flat JSON that holds what rules call otherwise. */
const called: Readonly<Record<string, string>> = { EventID: 'EventCode' }

/**
 * What rules ask for, in Sumo: keys of messages in flat JSON (the style `flat`), a dot leading into an object, which is how clouds
 * log; of logs that are text, fields that extraction rules make at ingest.
 */
export const names: FieldMap = {
  id: 'sumo',
  of: (field, source) => (arrivalOf(source).text ? read(field) : inMessage(pathOf(field, source.product))),
  isText: source => arrivalOf(source).text,
  schema: (fields, source) => {
    const isText = arrivalOf(source).text
    const keys = fields.map((name): [string, Scalar] => [pathOf(name, source.product), read(name)])
    const ingested = fields.map(name => ({ name, scalar: read(name) }))
    const listed = isText ? [category, { name: '_raw', scalar: read(line.name) }, ...ingested] : [category]
    return {
      id: 'sumo-neutral',
      title: 'Sumo Logic records of the events that a rule is about',
      columns: [...fields.map((name): Column => ({ name, type: 'string' })), line],
      fields: new Map(
        listed.map((f): [string, SchemaField] => [f.name.toLowerCase(), { ...f, meaning: '', hidden: true }]),
      ),
      message: isText ? read(line.name) : undefined,
      structure: { is: 'columns', keys: new Map(isText ? [] : keys) },
    }
  },
}

/** The column of neutral records that is a line of a log. */
const line: Column = { name: 'whole line', type: 'string' }
/** Every record has a source category; which, no rule says. */
const category: { readonly name: string; readonly scalar: Scalar } = {
  name: '_sourceCategory',
  scalar: { op: 'literal', type: 'string', value: '' },
}

const read = (name: string): Scalar => ({ op: 'field', name, type: 'string' })

const inMessage = (path: string): Scalar => ({
  op: 'call',
  fn: 'json_get',
  args: [read('_raw'), { op: 'literal', type: 'string', value: path }],
})

/** The path to a key: bare where it can be, else in brackets. Zeek writes dots in its keys, everybody else objects. */
function pathOf(field: string, product: string | undefined): string {
  const key = called[field] ?? field
  const plain =
    product === 'zeek' ? /^[A-Za-z_][A-Za-z0-9_]*$/ : /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/
  return plain.test(key) ? key : `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
}
