import type { Between, Plan } from '../../plan/plan.ts'
import { listed, type Needs, type Place } from './emit.ts'
import type { Expr } from './expr.ts'
import { column } from './group.ts'
import { nest, type OrderKey, type Relation } from './relation.ts'

/** Pairs of rows that are partners, in the order of the left rows, then of the right. */
export function join(plan: Plan & { readonly op: 'join' }, needs: Needs, { w, relation }: Place): Relation {
  const below: Needs = needs.order === 'none' ? needs : { ...needs, order: 'keys' }
  const left = qualified(nest(relation(plan.left, below), w))
  const right = qualified(nest(relation(plan.right, below), w))
  const on = [
    ...plan.on.map(k => `${column(left.columns, k.left).sql} = ${column(right.columns, k.right).sql}`),
    ...(plan.between === undefined ? [] : between(plan.between, left, right)),
  ]
  const outer = plan.kind === 'left'
  const missing = (c: Expr): Expr => (outer ? { ...c, nullable: true } : c)
  const behind =
    left.behind === undefined || right.behind === undefined
      ? undefined
      : w.dialect.joinLists(
          listed(left.behind, w),
          outer && !right.behind.many
            ? `CASE WHEN ${right.behind.sql} IS NOT NULL THEN ${listed(right.behind, w)} ELSE ${w.dialect.noIds} END`
            : `coalesce(${listed(right.behind, w)}, ${w.dialect.noIds})`,
        )
  return {
    from: `${left.from} ${outer ? 'LEFT' : 'INNER'} JOIN ${right.from} ON ${on.length === 0 ? 'true' : on.join(' AND ')}`,
    where: [],
    columns: new Map([...left.columns, ...[...right.columns].map(([name, c]) => [name, missing(c)] as const)]),
    order: [...left.order, ...right.order],
    inOrder: false,
    behind: behind === undefined ? undefined : { sql: behind, many: true },
  }
}

/** A nested relation with the name of its subquery before every column, so that two of them can stand side by side. */
function qualified(r: Relation): Relation {
  const alias = r.from.slice(r.from.lastIndexOf(' ') + 1)
  const name = (sql: string): string => `${alias}.${sql}`
  return {
    ...r,
    columns: new Map([...r.columns].map(([key, c]) => [key, { ...c, sql: name(c.sql) }])),
    order: r.order.map((k): OrderKey => ({ ...k, sql: name(k.sql) })),
    behind: r.behind === undefined ? undefined : { ...r.behind, sql: name(r.behind.sql) },
  }
}

/** Two comparisons, which databases know how to join by. */
function between({ value, low, high }: Between, left: Relation, right: Relation): string[] {
  const of = column(left.columns, value).sql
  return [`${of} >= ${column(right.columns, low).sql}`, `${of} <= ${column(right.columns, high).sql}`]
}
