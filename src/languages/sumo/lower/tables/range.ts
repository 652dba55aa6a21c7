import type { Span } from '../../../../base/span.ts'
import type { Column } from '../../../../event/value.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { call } from '../build.ts'
import { converted } from '../coerce.ts'
import { textOf } from './columns.ts'
import { columnNamed, type Table } from './names.ts'

/** The lowest and the highest address of each row, as texts that are in the order of addresses, and the columns that say so. */
export interface Range {
  readonly low: Scalar
  readonly high: Scalar
  readonly columns: readonly Column[]
}

/** Names that tables of locations give to the column of networks or addresses, and to the two ends of a range. */
const networkNames = ['ip', 'network', 'cidr', 'ip_address']
const endNames = [
  ['start_ip', 'end_ip'],
  ['ip_start', 'ip_end'],
  ['first_ip', 'last_ip'],
  ['range_start', 'range_end'],
  ['ip_from', 'ip_to'],
] as const

/** The range of addresses that each row of a table is about; undefined where no column says. */
export function rangeOf(table: Table, at: Span): Range | undefined {
  for (const [first, last] of endNames) {
    const low = columnNamed(table, first)
    const high = columnNamed(table, last)
    if (low !== undefined && high !== undefined)
      return { low: keyOf(low, at), high: keyOf(high, at), columns: [low, high] }
  }
  const network = networkNames.map(name => columnNamed(table, name)).find(column => column !== undefined)
  if (network === undefined) return undefined
  const text = textOf(network, at)
  return {
    low: call('network_first_key', [text], at),
    high: call('network_last_key', [text], at),
    columns: [network],
  }
}

const keyOf = (column: Column, at: Span): Scalar => call('ip_key', [converted(textOf(column, at), 'string', 'ip')], at)
