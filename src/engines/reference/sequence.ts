import type { Value } from '../../event/value.ts'
import type { Sequence } from '../../plan/plan.ts'
import { partition } from './group.ts'
import { holds } from './predicate.ts'
import { behindAll, type Row, read, readAll } from './row.ts'

/** The rows so far of a series, the first step's first. */
type Series = readonly Row[]

/** One row per completed series, in the order in which they were completed. Rows without a time or a key take no part. */
export function sequence(plan: Sequence, rows: readonly Row[]): Row[] {
  const timed = rows
    .filter(row => !readAll(row, [plan.time, ...plan.by]).includes(null))
    .map((row, place) => ({ row, time: timeOf(row, plan.time), place }))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.place - b.place))
    .map(t => t.row)
  const place = new Map(timed.map((row, i) => [row, i]))
  const completed = partition(timed, plan.by).flatMap(part => completeSeries(plan, part))
  // series of different keys may end with different rows only, so the last rows tell their order
  completed.sort((a, b) => placeOfLast(a, place) - placeOfLast(b, place))
  return completed.map(toRow)
}

function completeSeries(plan: Sequence, rows: readonly Row[]): Series[] {
  const completed: Series[] = []
  /** The series that waits for each step, by the number of steps it has behind it. */
  const waiting = new Map<number, Series>()
  for (const row of rows) {
    // later steps first, so that one row cannot take a series two steps on
    for (let step = plan.steps.length - 1; step >= 0; step--) {
      const condition = plan.steps[step]
      const before = step === 0 ? [] : waiting.get(step)
      if (condition === undefined || before === undefined) continue
      if (isTooLate(plan, before, row)) waiting.delete(step)
      else if (holds(condition, row.values)) {
        waiting.delete(step)
        const series = [...before, row]
        if (series.length === plan.steps.length) completed.push(series)
        else waiting.set(step + 1, series)
      }
    }
  }
  return completed
}

const isTooLate = ({ within, time }: Sequence, [first]: Series, row: Row): boolean =>
  within !== undefined && first !== undefined && timeOf(row, time) - timeOf(first, time) > within

function timeOf(row: Row, column: string): bigint {
  const time = read(row.values, column)
  if (typeof time !== 'bigint') throw new TypeError(`a checked plan found no time in \`${column}\``)
  return time
}

const placeOfLast = (series: Series, place: ReadonlyMap<Row, number>): number =>
  place.get(series[series.length - 1] as Row) ?? 0

const toRow = (series: Series): Row => ({
  values: new Map<string, Value>(
    series.flatMap((row, i) => [...row.values].map(([name, value]) => [`${i + 1}.${name}`, value] as const)),
  ),
  behind: behindAll(series),
})
