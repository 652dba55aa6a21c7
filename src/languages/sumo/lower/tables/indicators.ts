import type { Span } from '../../../../base/span.ts'
import type { Column } from '../../../../event/value.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { call, int, text } from '../build.ts'
import { converted } from '../coerce.ts'
import { type Cell, cellOf, textOf } from './columns.ts'
import { columnNamed, type Table } from './names.ts'

/** What is known of an indicator (docs/security/threat-intelligence/upload-formats.md), as operators call it, and as files do. */
const attributes = [
  { name: 'actors', is: 'text' },
  { name: 'confidence', is: 'number' },
  { name: 'fields', is: 'text' },
  { name: 'id', is: 'text' },
  { name: 'imported', is: 'time' },
  { name: 'indicator', is: 'text' },
  { name: 'kill_chain', file: 'killChain', is: 'text' },
  { name: 'source', is: 'text' },
  { name: 'threat_type', file: 'threatType', is: 'text' },
  { name: 'type', is: 'text' },
  { name: 'updated', is: 'time' },
  { name: 'valid_from', file: 'validFrom', is: 'time' },
  { name: 'valid_until', file: 'validUntil', is: 'time' },
] as const satisfies readonly { name: string; file?: string; is: 'text' | 'number' | 'time' }[]

export interface Attribute {
  readonly name: string
  readonly cell: Cell
}

/** The attributes of indicators in a table; null where it has no such column. Times are milliseconds. */
export const indicatorColumns = (table: Table, at: Span): readonly Attribute[] =>
  attributes.map(attribute => {
    const { name, is } = attribute
    const column = columnNamed(table, name) ?? ('file' in attribute ? columnNamed(table, attribute.file) : undefined)
    return { name, cell: column === undefined ? missing(is) : attributeOf(column, is, at) }
  })

type Is = (typeof attributes)[number]['is']

const missing = (is: Is): Cell =>
  is === 'text'
    ? { scalar: { op: 'literal', type: 'string', value: null }, type: 'string', kind: 'text' }
    : { scalar: { op: 'literal', type: 'int', value: null }, type: 'int', kind: 'number' }

function attributeOf(column: Column, is: Is, at: Span): Cell {
  if (is === 'text') return { scalar: textOf(column, at), type: 'string', kind: 'text' }
  const own = cellOf(column, at)
  if (own.type === 'int') return own
  const number = converted(converted(textOf(column, at), 'string', 'float'), 'float', 'int')
  return {
    scalar: is === 'number' ? number : call('coalesce', [number, moment(column, at)], at),
    type: 'int',
    kind: 'number',
  }
}

/** A time as uploads write it (RFC 3339), in milliseconds. */
function moment(column: Column, at: Span): Scalar {
  const zone = text('UTC')
  const near: Scalar = { op: 'literal', type: 'time', value: 0n }
  const patterns = ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd'T'HH:mm:ssXXX", 'yyyy-MM-dd']
  const times = patterns.map(pattern => call('parse_time', [textOf(column, at), text(pattern), zone, near], at))
  return call('floor_div', [converted(call('coalesce', times, at), 'time', 'int'), int(1000)], at)
}
