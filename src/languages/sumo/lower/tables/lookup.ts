import type { Span } from '../../../../base/span.ts'
import type { Column } from '../../../../event/value.ts'
import type { Named, Plan, Predicate, Scalar } from '../../../../plan/plan.ts'
import type { Lookup, Name, Stage } from '../../syntax.ts'
import { asText } from '../coerce.ts'
import { type Context, lost, say } from '../context.ts'
import { resolveTyped } from '../resolve.ts'
import { setFields } from '../rows.ts'
import { ofCondition, type Typed } from '../typed.ts'
import { type Key, keyed, keyText, putBeside } from './beside.ts'
import { type Cell, cellOf } from './columns.ts'
import { columnNamed, sayNoColumn, type Table, tableNamed } from './names.ts'
import { rangeOf } from './range.ts'

/** `lookup …` as a stage: the columns become fields, null where the table has no row for the key. */
export function lowerLookup(context: Context, { lookup, span }: Extract<Stage, { kind: 'lookup-stage' }>): undefined {
  const table = tableNamed(context, lookup.source)
  const keys = table === undefined ? undefined : keysOf(context, table, lookup)
  if (table === undefined || keys === undefined) return lost(context)
  const wanted = lookup.columns === '*' ? everyColumn(table, keys, lookup) : lookup.columns
  const outputs = wanted.map(({ column, as }) => outputOf(context, table, column, as ?? column))
  if (!outputs.every(o => o !== undefined)) return lost(context)
  return setBeside(context, table, keys, outputs, span)
}

/** A field that is made of a table's column. */
export interface Output {
  readonly name: string
  readonly cell: Cell
}

/** Makes fields of what a table has for the keys. */
export function setBeside(
  context: Context,
  table: Table,
  keys: readonly Key[],
  outputs: readonly Output[],
  at: Span,
): undefined {
  const names = putBeside(
    context,
    table,
    keys,
    outputs.map(({ name, cell }) => ({ name, value: cell.scalar })),
    at,
  )
  if (names === undefined) return lost(context)
  const fields = outputs.map(({ name, cell }, i) => ({ name, value: beside(cell, names[i] ?? name, at) }))
  setFields(context.rows, fields, at)
}

const beside = ({ type, kind }: Cell, name: string, span: Span): Typed => ({
  scalar: { op: 'field', name, type },
  type,
  kind,
  span,
})

/** A column that is wanted; of a table that Sumo makes and ours lacks, null with a warning. */
export function outputOf(context: Context, table: Table, { name, span }: Name, as: Name): Output | undefined {
  const column = columnNamed(table, name)
  if (column !== undefined) return { name: as.name, cell: cellOf(column, span) }
  sayNoColumn(context, table, name, span)
  if (!table.service) return undefined
  return {
    name: as.name,
    cell: { scalar: { op: 'literal', type: 'string', value: null }, type: 'string', kind: 'text' },
  }
}

/** `*` is every column, but for keys that are called like the field they are compared with: a miss would take that away. */
function everyColumn(table: Table, keys: readonly Key[], lookup: Lookup): { column: Name; as: undefined }[] {
  const fields = new Set(lookup.on.flatMap(({ field, column }) => [field.name, column.name]).map(n => n.toLowerCase()))
  const hidden = table.keys === 'addresses' ? (rangeOf(table, lookup.span)?.columns ?? []) : []
  const isKey = (column: Column): boolean =>
    hidden.includes(column) ||
    (keys.some(key => key.column === column) &&
      lookup.on.some(pair => pair.field.name.toLowerCase() === pair.column.name.toLowerCase()) &&
      fields.has(column.name.toLowerCase()))
  return table.columns
    .filter(column => !isKey(column))
    .map(column => ({ column: { name: column.name, span: lookup.span }, as: undefined }))
}

/**
 * What is compared with what. The documentation writes `field=column` (S/lookup) and, for locations and threats, `column=field`
 * (S/geo-lookup-map): the table says which of the two is its column.
 */
function keysOf(context: Context, table: Table, { on, span }: Lookup): Key[] | undefined {
  if (on.length === 0) return undefined
  if (table.keys === 'addresses' && on.length > 1)
    return say(context, {
      code: 'sumo/one-address',
      severity: 'error',
      message: `\`${table.name}\` is looked up by one address`,
      help: 'write `on ip=FIELD`',
      span,
    })
  const keys = on.map(({ field, column }) => {
    const turned = isTurned(context, table, field, column)
    const [of, inside] = turned ? [column, field] : [field, column]
    const found = columnNamed(table, inside.name)
    if (found === undefined && table.keys !== 'addresses')
      return sayNoColumn(context, { ...table, service: false }, inside.name, inside.span)
    const value = resolveTyped(context, of.name, of.span)
    return value === undefined ? undefined : { field: value, column: found }
  })
  return keys.every(key => key !== undefined) ? keys : undefined
}

/** Whether a pair is written `column=field`. */
function isTurned(context: Context, table: Table, left: Name, right: Name): boolean {
  const isColumn = ({ name }: Name): boolean => columnOfKey(table, name) || columnNamed(table, name) !== undefined
  if (!isColumn(right)) return isColumn(left)
  const known = ({ name }: Name): boolean => context.rows.fields.has(name.toLowerCase())
  return isColumn(left) && !known(left) && known(right)
}

/** The key of a table of addresses is called `ip`, whatever its columns are. */
const columnOfKey = (table: Table, name: string): boolean => table.keys === 'addresses' && name.toLowerCase() === 'ip'

/** `lookup column from … on …` inside an expression: the value of its one column (S/lookup); `lookupContains`: whether there is a row. */
export function lowerLookupValue(context: Context, lookup: Lookup): Typed | undefined {
  const { columns, span } = lookup
  if (columns !== '*' && columns.length === 0) {
    const contains = lowerLookupContains(context, lookup)
    return contains === undefined ? undefined : ofCondition(contains, span)
  }
  const [wanted] = columns === '*' ? [] : columns
  if (wanted === undefined || columns.length !== 1)
    return say(context, {
      code: 'sumo/one-column',
      severity: 'error',
      message: 'inside an expression `lookup` gives one column',
      help: 'put `lookup` into a stage of its own before this one',
      span,
    })
  const table = tableNamed(context, lookup.source)
  const keys = table === undefined ? undefined : keysOf(context, table, lookup)
  const output = table === undefined ? undefined : outputOf(context, table, wanted.column, wanted.as ?? wanted.column)
  if (table === undefined || keys === undefined || output === undefined) return undefined
  const [name] = putBeside(context, table, keys, [{ name: output.name, value: output.cell.scalar }], span) ?? []
  return name === undefined ? undefined : beside(output.cell, name, span)
}

/** Whether a table has a row for the keys (S/lookupcontains). */
export function lowerLookupContains(context: Context, lookup: Lookup): Predicate | undefined {
  const table = tableNamed(context, lookup.source)
  const keys = table === undefined ? undefined : keysOf(context, table, lookup)
  if (table === undefined || keys === undefined) return undefined
  const at = lookup.span
  if (table.keys === 'addresses') {
    const found: Named<Scalar> = { name: 'found', value: { op: 'literal', type: 'bool', value: true } }
    const [name] = putBeside(context, table, keys, [found], at) ?? []
    return name === undefined ? undefined : { op: 'present', of: { op: 'field', name, type: 'bool' }, at }
  }
  const columns = keys.flatMap((key, i) =>
    key.column === undefined ? [] : [{ name: `key ${i + 1}`, value: key.column }],
  )
  const of: Plan = keyed(table, columns, [], at)
  return { op: 'among', values: keys.map(key => keyText(table, asText(key.field), at)), of, at }
}
