import type { Value } from '../../event/value.ts'
import { aggregates } from '../../plan/aggregates/index.ts'
import type { WindowCall } from '../../plan/plan.ts'
import type { Row } from './row.ts'
import { evaluate } from './scalar.ts'

/**
 * The values of a call over all rows up to each row, where each follows from the one before; undefined for other calls. The
 * same as looking at all of the rows every time, without the square of their number.
 */
export function runningValues(
  { fn, args, preceding, following, near }: WindowCall,
  part: readonly Row[],
): Value[] | undefined {
  if (preceding !== undefined || following !== 0 || near !== undefined) return undefined
  if (fn !== 'count' && fn !== 'min' && fn !== 'max' && fn !== 'sum') return undefined
  let count = 0n
  let whole = 0n
  let so: Value = null
  return part.map(row => {
    const values = args.map(arg => evaluate(arg, row.values))
    const [value = null] = values
    if (values.includes(null)) return fn === 'count' ? count : so
    count++
    if (fn === 'count') return count
    if (fn === 'sum' && typeof value === 'bigint') {
      whole += value
      so = aggregates.sum.evaluate([[whole]])
    } else so = aggregates[fn].evaluate(so === null ? [[value]] : [[so], [value]])
    return so
  })
}
