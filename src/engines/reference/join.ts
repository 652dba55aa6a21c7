import type { Value } from '../../event/value.ts'
import { compareValues, keyOfRow } from '../../plan/order.ts'
import type { Between, Plan } from '../../plan/plan.ts'
import { behindAll, type Row, read, readAll } from './row.ts'

/** Each left row with every right row that is a partner of it, in the order of the left, then of the right. */
export function join(
  { kind, on, between }: Extract<Plan, { op: 'join' }>,
  left: readonly Row[],
  right: readonly Row[],
  rightColumns: readonly string[],
): Row[] {
  const leftNames = on.map(pair => pair.left)
  const rightNames = on.map(pair => pair.right)
  const partners = new Map<string, Row[]>()
  for (const row of right) {
    const key = joinKey(row, rightNames)
    if (key === undefined) continue
    const rows = partners.get(key)
    if (rows === undefined) partners.set(key, [row])
    else rows.push(row)
  }
  const nothing: Row = { values: new Map(rightColumns.map(name => [name, null])), behind: [] }
  return left.flatMap(row => {
    const key = joinKey(row, leftNames)
    const equal = (key === undefined ? undefined : partners.get(key)) ?? []
    const found = between === undefined ? equal : equal.filter(partner => liesBetween(row, partner, between))
    return (found.length === 0 && kind === 'left' ? [nothing] : found).map(partner => ({
      values: new Map<string, Value>([...row.values, ...partner.values]),
      behind: behindAll([row, partner]),
    }))
  })
}

/** The key of a row, or undefined where a part of it is missing, for null equals nothing here. */
function joinKey(row: Row, names: readonly string[]): string | undefined {
  const values = readAll(row, names)
  return values.includes(null) ? undefined : keyOfRow(values)
}

function liesBetween({ values }: Row, partner: Row, { value, low, high }: Between): boolean {
  const of = read(values, value)
  const from = read(partner.values, low)
  const to = read(partner.values, high)
  return of !== null && from !== null && to !== null && compareValues(from, of) <= 0 && compareValues(of, to) <= 0
}
