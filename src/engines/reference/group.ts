import type { Value } from '../../event/value.ts'
import { aggregates } from '../../plan/aggregates/index.ts'
import { compareValues, keyOfRow } from '../../plan/order.ts'
import type { Aggregate, Plan } from '../../plan/plan.ts'
import { holds } from './predicate.ts'
import { behindAll, type Row, read, readAll } from './row.ts'
import { evaluate } from './scalar.ts'

/** The rows by the values of some columns, in the order in which each combination first occurs. */
export function partition(rows: readonly Row[], by: readonly string[]): Row[][] {
  const parts = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOfRow(readAll(row, by))
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [row])
    else part.push(row)
  }
  return [...parts.values()]
}

/** One row per combination of keys, ordered by them. */
export function group({ by, aggregates }: Extract<Plan, { op: 'group' }>, rows: readonly Row[]): Row[] {
  const parts = by.length === 0 ? [[...rows]] : partition(rows, by)
  const grouped = parts.map(part => ({
    values: new Map<string, Value>([
      ...by.map(name => [name, keyOf(part, name)] as const),
      ...aggregates.map(a => [a.name, aggregate(a.value, part)] as const),
    ]),
    behind: behindAll(part),
  }))
  return grouped.sort((a, b) => compareKeys(readAll(a, by), readAll(b, by)))
}

const keyOf = (part: readonly Row[], name: string): Value => (part[0] === undefined ? null : read(part[0].values, name))

/** An aggregate over rows: of those for which its condition holds, and that have all its arguments. */
export function aggregate({ fn, args, where }: Aggregate, rows: readonly Row[]): Value {
  const counted = where === undefined ? rows : rows.filter(row => holds(where, row.values))
  const values = counted.map(row => args.map(arg => evaluate(arg, row.values)))
  return aggregates[fn].evaluate(values.filter(vs => !vs.includes(null)))
}

function compareKeys(a: readonly Value[], b: readonly Value[]): number {
  for (const [i, x] of a.entries()) {
    const order = compareWithNull(x, b[i] ?? null)
    if (order !== 0) return order
  }
  return 0
}

/** The order of two values of which null is the last. */
export function compareWithNull(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return compareValues(a, b)
}
