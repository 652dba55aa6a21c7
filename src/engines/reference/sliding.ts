import type { Value } from '../../event/value.ts'
import { aggregates } from '../../plan/aggregates/index.ts'
import { percentileOf } from '../../plan/aggregates/numbers.ts'
import { compareValues, keyOfRow } from '../../plan/order.ts'
import type { Aggregate } from '../../plan/plan.ts'

// An aggregate over rows that come at one end and go at the other. The same as looking at all of them every time, without the
// square of their number: an attack puts many rows close together.

/** The rows that are in the window now, as far as the aggregate needs to know them. */
export interface Sliding {
  /** Takes the arguments of the next row in; all of them are present. */
  readonly enter: (args: readonly Value[]) => void
  /** Lets the row go that came in first. */
  readonly leave: (args: readonly Value[]) => void
  readonly value: () => Value
}

/** A sliding form of an aggregate over these rows' arguments; undefined for those that have none, which depend on the order of rows. */
export function slidingOf(fn: Aggregate['fn'], rows: readonly (readonly Value[])[]): Sliding | undefined {
  const areInts = rows.every(([v]) => typeof v === 'bigint')
  switch (fn) {
    case 'count':
      return counted()
    case 'count_distinct':
      return different()
    case 'sum':
      return queued(plus, total => (areInts && total !== null ? aggregates.sum.evaluate([[total]]) : total))
    case 'avg':
      return queued(plus, (total, count) => (total === null ? null : Number(total) / count))
    // floats that compare as equal may still be told apart
    case 'min':
      return areInts ? queued((a, b) => (compareValues(b, a) < 0 ? b : a)) : undefined
    case 'max':
      return areInts ? queued((a, b) => (compareValues(b, a) > 0 ? b : a)) : undefined
    case 'percentile':
      return inOrder(rows)
    default:
      return undefined
  }
}

const plus = (a: Value, b: Value): Value =>
  typeof a === 'bigint' && typeof b === 'bigint' ? a + b : Number(a) + Number(b)

function counted(): Sliding {
  let count = 0n
  return {
    enter: () => {
      count++
    },
    leave: () => {
      count--
    },
    value: () => count,
  }
}

function different(): Sliding {
  const times = new Map<string, number>()
  return {
    enter: args => {
      const key = keyOfRow(args)
      times.set(key, (times.get(key) ?? 0) + 1)
    },
    leave: args => {
      const key = keyOfRow(args)
      const left = (times.get(key) ?? 0) - 1
      if (left > 0) times.set(key, left)
      else times.delete(key)
    },
    value: () => BigInt(times.size),
  }
}

/**
 * What is put together from values two by two, as a queue of two stacks, each with what it comes to up to every place: nothing is ever
 * taken away from a sum, which would lose digits of floats.
 */
function queued(
  together: (a: Value, b: Value) => Value,
  finish: (total: Value, count: number) => Value = total => total,
): Sliding {
  const entered: Value[] = []
  let enteredTotal: Value = null
  const leaving: Value[] = []
  const both = (a: Value, b: Value): Value => (a === null ? b : b === null ? a : together(a, b))
  return {
    enter: ([value = null]) => {
      entered.push(value)
      enteredTotal = both(enteredTotal, value)
    },
    leave: () => {
      if (leaving.length === 0) {
        let total: Value = null
        for (let value = entered.pop(); value !== undefined; value = entered.pop()) {
          total = both(value, total)
          leaving.push(total)
        }
        enteredTotal = null
      }
      leaving.pop()
    },
    value: () => finish(both(leaving.at(-1) ?? null, enteredTotal), leaving.length + entered.length),
  }
}

/** Values kept sorted; the share is the same for all rows. */
function inOrder(rows: readonly (readonly Value[])[]): Sliding {
  const share = Number(rows[0]?.[1] ?? 0)
  const sorted: number[] = []
  const placeOf = (value: number): number => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareValues(sorted[middle] ?? 0, value) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    enter: ([value]) => sorted.splice(placeOf(Number(value)), 0, Number(value)),
    leave: ([value]) => sorted.splice(placeOf(Number(value)), 1),
    value: () => percentileOf(sorted, share),
  }
}
