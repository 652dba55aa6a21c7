import type { SortKey } from '../../plan/plan.ts'
import { compareWithNull } from './group.ts'
import type { Row } from './row.ts'
import { evaluate } from './scalar.ts'

/** The rows by their keys; rows with equal keys stay in the order they had. */
export function sort(keys: readonly SortKey[], rows: readonly Row[]): Row[] {
  const keyed = rows.map(row => ({ row, values: keys.map(key => evaluate(key.by, row.values)) }))
  keyed.sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const order = compareBy(key, a.values[i] ?? null, b.values[i] ?? null)
      if (order !== 0) return order
    }
    return 0
  })
  return keyed.map(k => k.row)
}

/** Where nulls go is said by the key and does not turn round with its direction. */
function compareBy({ descending, nulls }: SortKey, a: Parameters<typeof compareWithNull>[0], b: typeof a): number {
  const order = compareWithNull(a, b)
  const isAboutNull = a === null || b === null
  return (isAboutNull ? nulls === 'first' : descending) ? -order : order
}
