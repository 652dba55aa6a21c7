import type { LogSource } from '../../event/log-source.ts'
import type { Column } from '../../event/value.ts'
import type { FieldMap } from '../../plan/field-map.ts'
import type { Predicate, Scalar } from '../../plan/plan.ts'
import { alt, assertion, capture, char, repeat, seq, text } from '../../plan/regex/build.ts'
import { ALL } from '../../plan/regex/charset.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import type { Schema, SchemaField } from '../../plan/schema.ts'
import { rewrite } from '../../plan/walk.ts'
import { eventIdApart, eventIdOf } from './event-id.ts'
import type { RecordField } from './fields/field.ts'
import { fieldByName, recordFields } from './fields/index.ts'
import { productOf } from './products.ts'
import { tableSchema } from './schema.ts'
import { inSystem, normalisedNames } from './taxonomy.ts'

/**
 * What rules ask for, in normalised records: fields of the schema, by the map with which events are normalised here; the number and
 * channel of Windows events in `metadata_deviceEventId` (`Security-4688`); all else among the raw fields (`fields['EventData.X']`).
 */
export const names: FieldMap = {
  id: 'sumo-cse',
  of: (field, source) => {
    const part = isWindows(source) ? parts[field] : undefined
    if (part !== undefined) return part
    const known = normalised(field)
    return known === undefined ? inFields(keyOf(field, source)) : { op: 'field', name: known.name, type: typeOf(known) }
  },
  isText: () => false,
  schema: neutralSchema,
  given,
  apart: condition => numbersApart(eventIdApart(condition)),
}

const isWindows = ({ product }: LogSource): boolean => product === 'windows'

/** `Security-4688`, or the number alone as older records have it. */
export const deviceEventId = 'metadata_deviceEventId'

const eventId: Scalar = { op: 'field', name: deviceEventId, type: 'string' }
const number = repeat(char([[0x30, 0x39]]), 0, undefined)
const parts: Readonly<Record<string, Scalar>> = {
  EventID: {
    op: 'extract',
    of: eventId,
    regex: seq([capture(number, undefined), assertion('text end')]),
    group: 1,
  },
  Channel: {
    op: 'extract',
    of: eventId,
    regex: seq([
      assertion('text start'),
      capture(repeat(char(ALL), 0, undefined), undefined),
      text('-'),
      number,
      assertion('text end'),
    ]),
    group: 1,
  },
}

const normalised = (field: string): RecordField | undefined =>
  Object.hasOwn(normalisedNames, field) ? fieldByName.get((normalisedNames[field] ?? '').toLowerCase()) : undefined

const typeOf = ({ kind }: RecordField): 'string' | 'int' => (kind === 'int' ? 'int' : 'string')

const keyOf = (field: string, source: LogSource): string => (isWindows(source) ? inSystem(field) : field)

/** A raw field by its key. */
const inFields = (key: string): Scalar => ({
  op: 'call',
  fn: 'json_get',
  args: [
    { op: 'field', name: 'fields', type: 'string' },
    { op: 'literal', type: 'string', value: `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']` },
  ],
})

const column = (name: string): Scalar => ({ op: 'field', name, type: 'string' })
const literal = (value: string): Scalar => ({ op: 'literal', type: 'string', value })

/** The way back: what each name of a record says of an event, by the columns of the fields that a rule reads. */
function neutralSchema(fields: readonly string[], source: LogSource): Schema {
  const columns = fields.map((name): Column => ({ name, type: 'string' }))
  const made = new Map<string, Scalar>()
  const keys = new Map<string, Scalar>()
  for (const field of fields) {
    const known = normalised(field)
    if (isWindows(source) && Object.hasOwn(parts, field)) made.set(deviceEventId, eventIdOf(fields))
    else if (known === undefined) keys.set(keyOf(field, source), column(field))
    else if (!made.has(known.name))
      made.set(known.name, known.kind === 'int' ? { op: 'convert', to: 'int', arg: column(field) } : column(field))
  }
  const product = productOf(source)
  if (product !== undefined) {
    made.set('metadata_vendor', literal(product.vendor))
    made.set('metadata_product', literal(product.product))
  }
  const empty = tableSchema([])
  const all = recordFields.map((field): [string, SchemaField] => {
    const without = empty.fields.get(field.name.toLowerCase()) as SchemaField
    const scalar = made.get(field.name)
    return [field.name.toLowerCase(), scalar === undefined ? without : { ...without, scalar }]
  })
  return {
    id: 'sumo-cse-neutral',
    title: 'Normalised records of the events that a rule is about',
    columns,
    fields: new Map(all),
    message: undefined,
    structure: { is: 'columns', keys },
  }
}

/**
 * What is so of the logs that become records: numbers are written plainly, where a record holds a number or the number of an event.
 */
function given(fields: readonly string[], source: LogSource): Predicate {
  const plain = fields.flatMap((field): Predicate[] => {
    const isId = field === 'EventID' && isWindows(source)
    if (!isId && normalised(field)?.kind !== 'int') return []
    const of = column(field)
    return [
      {
        op: 'or',
        args: [
          { op: 'not', arg: { op: 'present', of } },
          { op: 'regex', of, regex: isId ? digits : wholeNumber },
        ],
      },
    ]
  })
  const [only] = plain
  return plain.length === 1 && only !== undefined ? only : { op: 'and', args: plain }
}

const exactly = (...items: readonly Regex[]): Regex => seq([assertion('text start'), ...items, assertion('text end')])
const digit = char([[0x30, 0x39]])
const digits = exactly(repeat(digit, 1, undefined))
const wholeNumber = exactly(
  alt([text('0'), seq([repeat(text('-'), 0, 1), char([[0x31, 0x39]]), repeat(digit, 0, 14)])]),
)

/** A number that a record holds is, where it is written plainly, equal to another exactly if its text is. */
const numbersApart = (condition: Predicate): Predicate =>
  rewrite(condition, {
    predicate: node => {
      if (node.op !== 'compare' || node.is !== 'eq' || node.left.op !== 'convert' || node.right.op !== 'literal')
        return node
      const { to, arg } = node.left
      if (to !== 'int' || arg.op !== 'field' || normalised(arg.name)?.kind !== 'int') return node
      return { op: 'match', of: arg, pattern: [{ text: String(node.right.value) }], fold: 'none' }
    },
  })
