import type { Span } from '../../../base/span.ts'
import { typeOf } from '../../../plan/columns.ts'
import type { Named, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Compose, Name } from '../syntax.ts'
import { allOf } from './logic.ts'
import { filter, freshColumn, type Rows } from './rows.ts'
import type { Typed } from './typed.ts'

/** A field of `compose`, and what it is in the rows of its search. */
export interface Found {
  readonly name: Name
  readonly value: Typed
}

/**
 * Leaves of the rows those that a subquery hands over: different ones that have every value, in columns of that order, so
 * many as `maxresults` says. The first ones count where the search sorts them, else those of the newest messages.
 */
export function composed(rows: Rows, values: readonly Scalar[], { names, maxresults }: Compose, at: Span): void {
  const made: Named<Scalar>[] = []
  const columns: Named<Scalar>[] = []
  for (const [i, value] of values.entries()) {
    const isTaken = columns.some(c => value.op === 'field' && c.name === value.name)
    const column = { name: nameOf(rows, value, names[i], isTaken), value }
    columns.push(column)
    if (value.op !== 'field' || isTaken) made.push(column)
  }
  const by = columns.map(c => c.name)
  const count = maxresults ?? choices.composedRows
  if (made.length > 0) rows.steps.push(input => ({ op: 'extend', input, columns: made, at }))
  const own = columns.map(({ name, value }): Scalar => ({ op: 'field', name, type: typeOf(value) }))
  filter(rows, allOf(own.map(of => ({ op: 'present', of }))), at)
  if (rows.ordered && !rows.newest) rows.steps.push(input => ({ op: 'limit', input, count: 1, by, at }))
  else newestOfEach(rows, by, at)
  rows.steps.push(
    input => ({ op: 'limit', input, count, by: [], at }),
    input => ({ op: 'keep', input, columns: by, at }),
  )
}

/** A column is one already; what is computed gets one of its own. */
const nameOf = (rows: Rows, value: Scalar, name: Name | undefined, isTaken: boolean): string =>
  value.op === 'field' && !isTaken ? value.name : freshColumn(rows, `composed ${name?.name}`)

/** One row of each combination, that of the newest message first. */
function newestOfEach(rows: Rows, by: readonly string[], at: Span): void {
  const { time } = rows
  if (time === undefined) {
    rows.steps.push(input => ({ op: 'group', input, by, aggregates: [], at }))
    return
  }
  const name = freshColumn(rows, 'newest')
  const newest: Scalar = { op: 'field', name, type: typeOf(time) }
  rows.steps.push(
    input => ({ op: 'group', input, by, aggregates: [{ name, value: { fn: 'max', args: [time] } }], at }),
    input => ({ op: 'sort', input, keys: [{ by: newest, descending: true, nulls: 'last' }], at }),
  )
}
