import type { Value } from '../../event/value.ts'
import { columnsOf } from '../columns.ts'
import { keyOf } from '../order.ts'
import type { Follow } from '../plan.ts'
import { field } from './asks.ts'
import type { Machine, Made, Stateful } from './machine.ts'

/** `follow`: remembers the values that are known, and the positions of the rows that are kept. */
export function follow({ input, key, adds, from }: Follow): Stateful {
  const columns = columnsOf(input)
  const of = field(columns, key)
  return {
    input: { op: 'filter', input, where: { op: 'present', of } },
    asks: [of, field(columns, adds)],
    time: undefined,
    width: undefined,
    added: [],
    start: () => machine(from),
  }
}

function machine(from: readonly Value[]): Machine {
  const known = new Set(from.filter(v => v !== null).map(keyOf))
  const kept: Made[] = []
  return {
    push: (position, [key = null, adds = null]) => {
      if (!valuesIn(key).some(value => known.has(value))) return
      kept.push({ rows: [position], added: [] })
      for (const value of valuesIn(adds)) known.add(value)
    },
    finish: () => kept,
  }
}

/** The values of a list, or the one value that is none. */
const valuesIn = (value: Value): string[] =>
  (Array.isArray(value) ? value : [value]).filter(v => v !== null).map(v => keyOf(v))
