import type { Predicate, Scalar } from '../plan.ts'
import { ANYTHING, either, type Known } from './known.ts'
import type { Examination } from './leaf.ts'

/** What is known of the rows at one place of a plan: by column, and anything of a column that is not listed. */
export interface Rows {
  readonly columns: ReadonlyMap<string, Known>
  /** What was found out about expressions over these rows, so that shared ones are looked at once. */
  readonly known: Map<Scalar, Known>
  readonly examined: Map<Predicate, Examination>
  readonly visited: Set<object>
}

/** Rows, or undefined where none can come. */
export type MaybeRows = Rows | undefined

export const rowsOf = (columns: ReadonlyMap<string, Known>): Rows => ({
  columns,
  known: new Map(),
  examined: new Map(),
  visited: new Set(),
})

export const columnOf = (rows: Rows, name: string): Known => rows.columns.get(name) ?? ANYTHING

export const withColumns = (rows: Rows, columns: Iterable<readonly [string, Known]>): Rows =>
  rowsOf(new Map([...rows.columns, ...columns]))

/** Rows that are of one of these kinds. */
export function eitherRows(all: readonly MaybeRows[]): MaybeRows {
  const possible = all.filter(rows => rows !== undefined)
  const [first] = possible
  if (first === undefined || possible.length === 1) return first
  const columns = new Map<string, Known>()
  for (const [name, known] of first.columns) {
    if (possible.every(rows => rows.columns.get(name) === known)) columns.set(name, known)
    else if (possible.every(rows => rows.columns.has(name)))
      columns.set(name, either(possible.map(rows => columnOf(rows, name))))
  }
  return rowsOf(columns)
}
