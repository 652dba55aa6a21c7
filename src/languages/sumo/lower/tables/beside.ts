import type { Span } from '../../../../base/span.ts'
import type { Column } from '../../../../event/value.ts'
import type { Named, Plan, Predicate, Scalar } from '../../../../plan/plan.ts'
import { call } from '../build.ts'
import { asText, converted } from '../coerce.ts'
import { type Context, say } from '../context.ts'
import { allOf } from '../logic.ts'
import { freshColumn } from '../rows.ts'
import type { Typed } from '../typed.ts'
import { textOf } from './columns.ts'
import type { Table } from './names.ts'
import { rangeOf } from './range.ts'

/** A field, and the column of a table that it is looked up in; undefined where the table's key is a range of addresses. */
export interface Key {
  readonly field: Typed
  readonly column: Column | undefined
}

const overAll = (fn: 'row_number') => ({ fn, args: [], preceding: undefined, following: 0 }) as const

/** A key as it is compared: text, where letter case counts or does not. */
export function keyText(table: Table, text: Scalar, at: Span): Scalar {
  return table.keys === 'any letter case' ? call('lower', [text], at) : text
}

/** The rows of a table whose keys are all there, with the keys as columns of these names. */
export function keyed(table: Table, keys: readonly Named<Column>[], outputs: readonly Named<Scalar>[], at: Span): Plan {
  const columns = [...keys.map(k => ({ name: k.name, value: keyText(table, textOf(k.value, at), at) })), ...outputs]
  const rows: Plan = { op: 'extend', input: { op: 'table', name: table.name, columns: table.columns, at }, columns, at }
  const present = keys.map((k): Predicate => ({ op: 'present', of: field(k.name) }))
  return {
    op: 'keep',
    input: present.length === 0 ? rows : { op: 'filter', input: rows, where: allOf(present, at), at },
    columns: columns.map(c => c.name),
    at,
  }
}

const field = (name: string, type: 'string' | 'int' = 'string'): Scalar => ({ op: 'field', name, type })

/**
 * Puts columns of a table beside each row: those of the row of the table that the keys find, or null. Of several rows of equal
 * keys the last counts (S/lookup-classic); of several ranges that an address lies in, the narrowest. Gives the names of the
 * columns, in the order of `outputs`, or undefined after saying why the table cannot be looked in.
 */
export function putBeside(
  context: Context,
  table: Table,
  keys: readonly Key[],
  outputs: readonly Named<Scalar>[],
  at: Span,
): readonly string[] | undefined {
  const { rows } = context
  const named = outputs.map(o => ({ name: freshColumn(rows, o.name), value: o.value }))
  const names = named.map(o => o.name)
  if (table.keys === 'addresses') return besideAddress(context, table, keys, named, at) ? names : undefined
  const pairs = keys.flatMap(({ field: of, column }) =>
    column === undefined
      ? []
      : [
          {
            left: { name: freshColumn(rows, `${column.name} key`), value: keyText(table, asText(of), at) },
            right: { name: freshColumn(rows, `table ${column.name}`), value: column },
          },
        ],
  )
  const place = freshColumn(rows, 'place')
  const right = lastOfEach(
    keyed(
      table,
      pairs.map(p => p.right),
      named,
      at,
    ),
    pairs.map(p => p.right.name),
    place,
    at,
  )
  const left = pairs.map(p => p.left)
  const on = pairs.map(p => ({ left: p.left.name, right: p.right.name }))
  rows.steps.push(input => ({
    op: 'join',
    kind: 'left',
    left: { op: 'extend', input, columns: left, at },
    right,
    on,
    at,
  }))
  return names
}

/** The last row of each combination of keys. */
const lastOfEach = (input: Plan, by: readonly string[], place: string, at: Span): Plan => ({
  op: 'limit',
  input: {
    op: 'sort',
    input: { op: 'window', input, by: [], columns: [{ name: place, value: overAll('row_number') }], at },
    keys: [{ by: field(place, 'int'), descending: true, nulls: 'last' }],
    at,
  },
  count: 1,
  by,
  at,
})

/** The same by an address, which lies in ranges. */
function besideAddress(
  context: Context,
  table: Table,
  keys: readonly Key[],
  outputs: readonly Named<Scalar>[],
  at: Span,
): boolean {
  const { rows } = context
  const range = rangeOf(table, at)
  const [key] = keys
  if (range === undefined) sayNoRange(context, table, at)
  if (range === undefined || key === undefined) return false
  const [address, low, high, place] = ['address', 'low', 'high', 'place'].map(name => freshColumn(rows, name)) as [
    string,
    string,
    string,
    string,
  ]
  const right = keyed(table, [], [{ name: low, value: range.low }, { name: high, value: range.high }, ...outputs], at)
  const value = call('ip_key', [converted(asText(key.field), 'string', 'ip')], at)
  rows.steps.push(input =>
    narrowest(join(input, right, { address, value, low, high, place }, at), { place, low, high }, at),
  )
  return true
}

interface Places {
  readonly address: string
  readonly value: Scalar
  readonly low: string
  readonly high: string
  readonly place: string
}

function join(input: Plan, right: Plan, { address, value, low, high, place }: Places, at: Span): Plan {
  const numbered: Plan = { op: 'window', input, by: [], columns: [{ name: place, value: overAll('row_number') }], at }
  const left: Plan = { op: 'extend', input: numbered, columns: [{ name: address, value }], at }
  return { op: 'join', kind: 'left', left, right, on: [], between: { value: address, low, high }, at }
}

/** Of the ranges around one address, the one that begins last, and of those the one that ends first. */
const narrowest = (input: Plan, { place, low, high }: Pick<Places, 'place' | 'low' | 'high'>, at: Span): Plan => ({
  op: 'limit',
  input: {
    op: 'sort',
    input,
    keys: [
      { by: field(place, 'int'), descending: false, nulls: 'last' },
      { by: field(low), descending: true, nulls: 'last' },
      { by: field(high), descending: false, nulls: 'last' },
    ],
    at,
  },
  count: 1,
  by: [place],
  at,
})

const sayNoRange = (context: Context, table: Table, span: Span): undefined =>
  say(context, {
    code: 'sumo/no-address-column',
    severity: 'error',
    message: `the table \`${table.name}\` has no column of addresses`,
    because: 'it is looked up by the network, or the range of addresses, that each of its rows is about',
    help: 'name that column `ip` or `network` (an address, or a network such as `10.0.0.0/8`), or two columns `start_ip` and `end_ip`',
    span,
  })
