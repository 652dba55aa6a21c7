import { amount } from '../base/amount.ts'
import type { Diagnostic } from '../base/diagnostic.ts'
import type { Origin } from '../event/event.ts'
import type { Column } from '../event/value.ts'
import { InputError } from './input-error.ts'
import { type Ran, type RunRequest, run } from './run.ts'
import type { Surroundings } from './surroundings.ts'
import { jsonText } from './value-text.ts'

/** Two queries over one data; what is said of the data in the first counts for both. */
export interface CompareRequest {
  readonly first: RunRequest
  readonly second: Pick<RunRequest, 'source' | 'language' | 'param' | 'style'>
}

/** What two queries have in common and what not. */
export interface Compared {
  readonly refused: false
  readonly first: Ran
  readonly second: Ran
  /** The events behind the rows. */
  readonly events: Difference<Origin>
  /** Rows that are equal in all columns, and those that only one gives; undefined where the columns are different ones. */
  readonly rows: Difference<Ran['rows'][number]> | undefined
}

export interface Difference<T> {
  readonly both: number
  readonly onlyFirst: readonly T[]
  readonly onlySecond: readonly T[]
}

export type CompareAnswer =
  | Compared
  | { readonly refused: true; readonly which: 'first' | 'second'; readonly diagnostics: readonly Diagnostic[] }

/**
 * Runs two queries over the same data and says in what they differ. Rejects as `run` does, and with `InputError` where one gives
 * more rows than the request's limit: of a part of the rows nothing could be said for sure.
 */
export async function compare({ first, second }: CompareRequest, surroundings: Surroundings): Promise<CompareAnswer> {
  const one = await run({ ...first, why: true }, surroundings)
  if (one.refused) return { refused: true, which: 'first', diagnostics: one.diagnostics }
  const { param, style, ...given } = first
  const other = await run({ ...given, ...second, why: true }, surroundings)
  if (other.refused) return { refused: true, which: 'second', diagnostics: other.diagnostics }
  expectWhole('first', one)
  expectWhole('second', other)
  const events = difference(eventsOf(one), eventsOf(other), ({ file, line }) => `${line} ${file}`)
  const rows = sameColumns(one.columns, other.columns)
    ? difference(one.rows, other.rows, row => row.values.map((v, i) => jsonText(v, typeAt(one.columns, i))).join('\n'))
    : undefined
  return { refused: false, first: one, second: other, events, rows }
}

function expectWhole(which: string, { rows, rowCount }: Ran): void {
  if (rowCount > rows.length)
    throw new InputError(
      `the ${which} query gives ${amount(rowCount)} rows, and no more than ${amount(rows.length)} are compared`,
      'search fewer events, or compare what the queries count',
    )
}

const typeAt = (columns: readonly Column[], i: number): Column['type'] => columns[i]?.type ?? 'any'

const sameColumns = (a: readonly Column[], b: readonly Column[]): boolean =>
  a.length === b.length && a.every((column, i) => column.name === b[i]?.name)

/** The events behind the rows of a run, each once. */
function eventsOf(ran: Ran): Origin[] {
  const events = new Map<string, Origin>()
  for (const row of ran.rows) for (const origin of ran.origins(row)) events.set(`${origin.line} ${origin.file}`, origin)
  return [...events.values()]
}

/** What is in both, item by item, and what in one only; items are equal when their keys are. */
function difference<T>(first: readonly T[], second: readonly T[], keyOf: (item: T) => string): Difference<T> {
  const open = new Map<string, T[]>()
  for (const item of second) {
    const key = keyOf(item)
    const same = open.get(key)
    if (same === undefined) open.set(key, [item])
    else same.push(item)
  }
  const onlyFirst = first.filter(item => open.get(keyOf(item))?.pop() === undefined)
  return { both: first.length - onlyFirst.length, onlyFirst, onlySecond: [...open.values()].flat() }
}
