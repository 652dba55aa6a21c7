import type { Plan } from '../../plan/plan.ts'
import type { Needs, Place } from './emit.ts'
import type { Expr } from './expr.ts'
import { nest, type OrderKey, type Relation } from './relation.ts'
import { plainly } from './rows.ts'
import { scalar } from './scalar.ts'

/** One row per element of a list, beside the columns of its row. */
export function unnest(plan: Plan & { readonly op: 'unnest' }, needs: Needs, { w, relation }: Place): Relation {
  const r = plainly(relation(plan.input, needs), [plan.list], w)
  const given = scalar(plan.list, r.columns, w)
  const { element, position } = w.dialect.unnest(plan.outer ? w.dialect.listOrNull(given.sql, given.type) : given.sql)
  const type = typeof given.type === 'object' ? given.type.list : 'any'
  const added: Expr = { sql: element, type, nullable: true, plain: false }
  const place: OrderKey = { sql: position, descending: false, nulls: 'last', present: true }
  // A relation of one row has no keys, but the rows that it becomes need one.
  const order = needs.order === 'keys' || r.order.length > 0 ? [...r.order, place] : []
  return nest({ ...r, columns: new Map([...r.columns, [plan.as, added]]), order }, w)
}
