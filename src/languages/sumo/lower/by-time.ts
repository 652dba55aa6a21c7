import type { Span } from '../../../base/span.ts'
import { typeOf } from '../../../plan/columns.ts'
import type { Scalar } from '../../../plan/plan.ts'
import { call, int } from './build.ts'
import { converted } from './coerce.ts'
import type { Rows } from './rows.ts'
import { asColumn } from './window.ts'

// Transactions read messages as they happened, not newest first as they are shown.

/** Puts the rows in the order of time, where they have times; shown they are newest first again. */
export function oldestFirst(rows: Rows, at: Span): void {
  const by = rows.time
  if (by === undefined) return
  rows.steps.push(input => ({ op: 'sort', input, keys: [{ by, descending: false, nulls: 'last' }], at }))
  rows.ordered = false
  rows.newest = false
}

/** When a message happened, in milliseconds. */
export const milliseconds = (time: Scalar): Scalar => converted(time, typeOf(time), 'int')

/** The name of a column with the moment at which a message happened. */
export function momentColumn(rows: Rows, time: Scalar, at: Span): string {
  const moment: Scalar = {
    op: 'convert',
    to: 'time',
    arg: call('multiply', [milliseconds(time), int(1000)], at),
    at,
  }
  const column = asColumn(rows, moment, 'time', 'moment', at)
  return column.op === 'field' ? column.name : ''
}
