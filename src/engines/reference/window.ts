import type { Value } from '../../event/value.ts'
import type { Plan, WindowCall } from '../../plan/plan.ts'
import { aggregate, partition } from './group.ts'
import { nearValues } from './near.ts'
import { type Row, withValues } from './row.ts'
import { runningValues } from './running.ts'
import { evaluate } from './scalar.ts'

/** Each row with its window columns, in the order the rows had. What is behind a row stays what it was. */
export function window({ by, columns }: Extract<Plan, { op: 'window' }>, rows: readonly Row[]): Row[] {
  const done = new Map<Row, Row>()
  for (const part of partition(rows, by)) {
    const near = new Map(columns.map(c => [c.name, nearValues(c.value, part)]))
    const running = new Map(columns.map(c => [c.name, runningValues(c.value, part)]))
    const common = new Map(columns.filter(c => isOverAll(c.value)).map(c => [c.name, windowValue(c.value, part, 0)]))
    for (const [i, row] of part.entries())
      done.set(
        row,
        withValues(
          row,
          columns.map(c => {
            const known = near.get(c.name) ?? running.get(c.name)
            if (known !== undefined) return [c.name, known[i] ?? null]
            return [c.name, common.has(c.name) ? (common.get(c.name) ?? null) : windowValue(c.value, part, i)]
          }),
        ),
      )
  }
  return rows.map(row => done.get(row) ?? row)
}

/** Whether every row sees all rows, so that it is enough to look once. */
const isOverAll = ({ fn, preceding, following, near }: WindowCall): boolean =>
  near === undefined && fn !== 'row_number' && fn !== 'lag' && preceding === undefined && following === undefined

function windowValue({ fn, args, preceding, following }: WindowCall, part: readonly Row[], current: number): Value {
  if (fn === 'row_number') return BigInt(current + 1)
  const from = preceding === undefined ? 0 : current - preceding
  if (fn === 'lag') {
    const row = part[from]
    return row === undefined || args[0] === undefined ? null : evaluate(args[0], row.values)
  }
  const to = following === undefined ? part.length : current + following + 1
  return aggregate({ fn, args }, part.slice(Math.max(from, 0), to))
}
