import type { Span } from '../../../base/span.ts'
import { typeOf } from '../../../plan/columns.ts'
import type { Named, Predicate, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Compose, Name } from '../syntax.ts'
import { freshColumn, type Rows } from './rows.ts'
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
  const columns = values.map(
    (value, i): Named<Scalar> => ({ name: freshColumn(rows, `composed ${names[i]?.name}`), value }),
  )
  const by = columns.map(c => c.name)
  const count = maxresults ?? choices.composedRows
  const present = columns.map(
    ({ name, value }): Predicate => ({ op: 'present', of: { op: 'field', name, type: typeOf(value) } }),
  )
  rows.steps.push(
    input => ({ op: 'extend', input, columns, at }),
    input => ({ op: 'filter', input, where: { op: 'and', args: present }, at }),
  )
  if (rows.ordered && !rows.newest) rows.steps.push(input => ({ op: 'limit', input, count: 1, by, at }))
  else newestOfEach(rows, by, at)
  rows.steps.push(
    input => ({ op: 'limit', input, count, by: [], at }),
    input => ({ op: 'keep', input, columns: by, at }),
  )
}

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
