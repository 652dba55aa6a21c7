import type { Value } from '../../event/value.ts'
import { columnsOf } from '../columns.ts'
import { keyOfRow } from '../order.ts'
import type { Predicate, Sequence } from '../plan.ts'
import { asks, field } from './asks.ts'
import type { Machine, Made, Stateful } from './machine.ts'

/** A series so far. */
interface Series {
  readonly rows: readonly number[]
  /** The time of its first step. */
  readonly since: bigint
}

/** The series that wait for each step, by the number of steps they have behind them. */
type Waiting = (Series | undefined)[]

/** `sequence`: only rows that have a time and every key, and fulfil some step, can matter. */
export function sequence({ input, by, time, within, steps }: Sequence): Stateful {
  const columns = columnsOf(input)
  const needed = [time, ...by].map((name): Predicate => ({ op: 'present', of: field(columns, name) }))
  const where: Predicate = { op: 'and', args: [...needed, { op: 'or', args: steps }] }
  return {
    input: { op: 'filter', input, where },
    asks: [...[time, ...by].map(name => field(columns, name)), ...steps.map(asks)],
    time,
    width: steps.length,
    added: [],
    start: () => machine(by.length, steps.length, within),
  }
}

function machine(keys: number, steps: number, within: bigint | undefined): Machine {
  const waiting = new Map<string, Waiting>()
  const completed: Made[] = []
  const isTooLate = (series: Series, now: bigint): boolean => within !== undefined && now - series.since > within
  /** Forgets series that nothing can move on any more, whenever there are twice as many keys as after the last time. */
  let sweepAt = 1024
  const sweep = (now: bigint): void => {
    for (const [key, series] of waiting)
      if (series.every(one => one === undefined || isTooLate(one, now))) waiting.delete(key)
    sweepAt = Math.max(1024, 2 * waiting.size)
  }
  const push = (position: number, answers: readonly Value[]): void => {
    const time = answers[0] as bigint
    const key = keyOfRow(answers.slice(1, 1 + keys))
    let series = waiting.get(key)
    // later steps first, so that one row cannot take a series two steps on
    for (let step = steps - 1; step >= 0; step--) {
      if (answers[1 + keys + step] !== true) continue
      const before = step === 0 ? { rows: [], since: time } : series?.[step]
      if (before === undefined) continue
      if (series !== undefined) series[step] = undefined
      if (isTooLate(before, time)) continue
      const rows = [...before.rows, position]
      if (rows.length === steps) completed.push({ rows, added: [] })
      else {
        if (series === undefined) {
          series = []
          waiting.set(key, series)
        }
        series[step + 1] = { rows, since: before.since }
      }
    }
    if (waiting.size > sweepAt) sweep(time)
  }
  return { push, finish: () => completed }
}
