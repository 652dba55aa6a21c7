import { type Column, sameType } from '../../../event/value.ts'
import { columnsOf } from '../../../plan/columns.ts'
import type { Named, Plan, Scalar } from '../../../plan/plan.ts'

/**
 * The rows of several plans, one plan after the other. Matches of rules and alerts of correlations have columns of their own:
 * each row has all of them, with null in those of the others, and as text where two plans do not agree on the type.
 */
export function together(plans: readonly [Plan, ...Plan[]]): Plan {
  const [only, ...more] = plans
  if (more.length === 0) return only
  const columns = new Map<string, Column>()
  for (const { name, type } of plans.flatMap(columnsOf)) {
    const before = columns.get(name)
    columns.set(name, before === undefined || sameType(before.type, type) ? { name, type } : { name, type: 'string' })
  }
  return { op: 'union', inputs: plans.map(plan => withAll(plan, [...columns.values()])) }
}

function withAll(plan: Plan, columns: readonly Column[]): Plan {
  const own = new Map(columnsOf(plan).map(column => [column.name, column.type]))
  const others = columns.flatMap(({ name, type }): Named<Scalar>[] => {
    const found = own.get(name)
    if (found === undefined) return [{ name, value: { op: 'literal', type, value: null } }]
    if (sameType(found, type)) return []
    return [{ name, value: { op: 'convert', to: type, arg: { op: 'field', name, type: found } } }]
  })
  const input: Plan = others.length === 0 ? plan : { op: 'extend', input: plan, columns: others }
  return { op: 'keep', input, columns: columns.map(column => column.name) }
}
