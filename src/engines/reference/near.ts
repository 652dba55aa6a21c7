import type { Value } from '../../event/value.ts'
import type { WindowCall } from '../../plan/plan.ts'
import { aggregate, compareWithNull } from './group.ts'
import { type Row, read } from './row.ts'
import { evaluate } from './scalar.ts'
import { slidingOf } from './sliding.ts'

/** A call over the rows near each row of a part, one value per row; undefined where it counts rows by their places. */
export function nearValues(call: WindowCall, part: readonly Row[]): Value[] | undefined {
  const { near } = call
  if (near === undefined) return undefined
  const at = part.map(row => read(row.values, near.of))
  const order = part.map((_, i) => i).sort((a, b) => compareWithNull(at[a] ?? null, at[b] ?? null) || a - b)
  const args = part.map(row => call.args.map(arg => evaluate(arg, row.values)))
  const isCounted = (values: readonly Value[] | undefined): values is readonly Value[] =>
    values?.includes(null) === false
  const { fn } = call
  const sliding = fn === 'row_number' || fn === 'lag' ? undefined : slidingOf(fn, args.filter(isCounted))
  const values: Value[] = []
  let from = 0
  let to = 0
  for (const index of order) {
    const current = at[index] ?? null
    for (; to < order.length && compareWithNull(at[order[to] ?? index] ?? null, current) <= 0; to++) {
      const entering = args[order[to] ?? -1]
      if (isCounted(entering)) sliding?.enter(entering)
    }
    for (; !isNear(at[order[from] ?? index] ?? null, current, near.before); from++) {
      const leaving = args[order[from] ?? -1]
      if (isCounted(leaving)) sliding?.leave(leaving)
    }
    values[index] = sliding === undefined ? overRows(call, order.slice(from, to), part) : sliding.value()
  }
  return values
}

/** The call over some rows, in the order of the part. */
function overRows({ fn, args }: WindowCall, places: readonly number[], part: readonly Row[]): Value {
  const rows = [...places].sort((a, b) => a - b).flatMap(i => part[i] ?? [])
  return fn === 'row_number' || fn === 'lag' ? null : aggregate({ fn, args }, rows)
}

function isNear(value: Value, current: Value, before: bigint): boolean {
  if (typeof value !== 'bigint' || typeof current !== 'bigint') return value === current
  return current - value <= before
}
