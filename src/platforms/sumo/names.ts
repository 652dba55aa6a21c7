import type { Column } from '../../event/value.ts'
import type { FieldMap } from '../../plan/field-map.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { SchemaField } from '../../plan/schema.ts'
import { arrivalOf } from './category.ts'

/** The field of a message in flat JSON that holds what rules call otherwise. */
const called: ReadonlyMap<string, string> = new Map([['EventID', 'EventCode']])

/**
 * What rules ask for, in Sumo: keys of messages in flat JSON (the style `flat`), a dot leading into an object, which is how clouds
 * log; of logs that are text, fields that extraction rules make at ingest, with underscores for what their names cannot have.
 */
export const names: FieldMap = {
  id: 'sumo',
  of: (field, source) => (arrivalOf(source).text ? read(madeAtIngest(field)) : inMessage(pathOf(field))),
  isText: source => arrivalOf(source).text,
  schema: (fields, source) => {
    const isText = arrivalOf(source).text
    const keys = fields.map((name): [string, Scalar] => [pathOf(name), read(name)])
    const ingested = fields.map(name => ({ name: madeAtIngest(name), scalar: read(name) }))
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
const line: Column = { name: '|whole line', type: 'string' }
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

/** The path to a key, each step of it bare where it can be, else in brackets. Dots lead into objects. */
const pathOf = (field: string): string =>
  (called.get(field) ?? field)
    .split('.')
    .map((key, i) => (plainKey.test(key) ? `${i === 0 ? '' : '.'}${key}` : inBrackets(key)))
    .join('')

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/
const inBrackets = (key: string): string => `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`

/**
 * What an extraction rule can call a field: letters, digits and underscores, none of these at an end
 * (docs/search/search-query-language/parse-operators/parse-variable-patterns-using-regex.md).
 */
const madeAtIngest = (field: string): string => field.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '') || 'field'
