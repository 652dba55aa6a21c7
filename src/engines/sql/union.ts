import type { Plan } from '../../plan/plan.ts'
import { listed, type Needs, type Place } from './emit.ts'
import type { Expr, Writing } from './expr.ts'
import { column } from './group.ts'
import { identifiers, named, type OrderKey, orderBy, type Relation, select, stored } from './relation.ts'

/** All rows of the first input, then all of the next. */
export function union(plan: Plan & { readonly op: 'union' }, needs: Needs, { w, relation }: Place): Relation {
  const inputs = plan.inputs.map(input =>
    relation(input, needs.order === 'none' ? needs : { ...needs, order: 'stream' }),
  )
  const [first] = inputs
  if (first === undefined) throw new Error('the plan makes a union of nothing')
  const columns = [...first.columns]
  const names = identifiers(
    columns.map(([name]) => name),
    w.dialect.name,
  )
  const inOrder = inputs.every(r => r.inOrder)
  const positioned = needs.order === 'keys' || (needs.order === 'stream' && !inOrder)
  const branch = w.fresh('o')
  const position = w.fresh('o')
  const ids = needs.behind ? w.fresh('b') : undefined
  const parts = inputs.map((r, n) => {
    const items = columns.map(([name], i) => named(column(r.columns, name).sql, names[i] ?? ''))
    const places = positioned ? [`${n} AS ${branch}`, `${place(r)} AS ${position}`] : []
    const behind = ids === undefined ? [] : [`${behindOf(r, w)} AS ${ids}`]
    return select([...items, ...places, ...behind], r)
  })
  const key = (sql: string): OrderKey => ({ sql, descending: false, nulls: 'last' })
  return {
    from: `(${parts.join('\nUNION ALL\n')}) AS ${w.fresh('q')}`,
    where: [],
    columns: new Map(columns.map(([name, c], i) => [name, merged(c, names[i] ?? '')])),
    order: positioned ? [key(branch), key(position)] : [],
    inOrder: inOrder && !positioned,
    behind: ids === undefined ? undefined : { sql: ids, many: true },
  }
}

const merged = (c: Expr, sql: string): Expr => stored({ ...c, nullable: true }, sql)

/** The position of a row in its input. */
const place = (r: Relation): string => `row_number() OVER (${r.inOrder ? '' : orderBy(r.order).trim()})`

const behindOf = (r: Relation, w: Writing): string => (r.behind === undefined ? w.dialect.noIds : listed(r.behind, w))
