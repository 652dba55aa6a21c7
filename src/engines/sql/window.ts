import type { Plan, WindowCall } from '../../plan/plan.ts'
import type { Needs, Place } from './emit.ts'
import type { Expr, Scope, Writing } from './expr.ts'
import { column, present, resultOf } from './group.ts'
import { nest, orderBy, type Relation } from './relation.ts'
import { scalar } from './scalar.ts'

/** The input with aggregates over rows near each row beside it. */
export function window(plan: Plan & { readonly op: 'window' }, needs: Needs, { w, relation }: Place): Relation {
  const r = nest(relation(plan.input, { ...needs, order: 'keys' }), w)
  const by = plan.by.map(name => column(r.columns, name).sql)
  const part = by.length === 0 ? '' : `PARTITION BY ${by.join(', ')}`
  const over = `${part}${orderBy(r.order)}`
  const added = plan.columns.map(({ name, value }) => [name, call(value, { part, over }, r.columns, w)] as const)
  return nest({ ...r, columns: new Map([...r.columns, ...added]), inOrder: false }, w)
}

function call(c: WindowCall, { part, over }: { part: string; over: string }, columns: Scope, w: Writing): Expr {
  const args = c.args.map(arg => scalar(arg, columns, w))
  const value = (sql: string, type: Expr['type'] | undefined): Expr => ({
    sql,
    type: type ?? 'any',
    nullable: true,
    plain: false,
  })
  if (c.fn === 'row_number') return value(`row_number() OVER (${over})`, 'int')
  if (c.fn === 'lag') return value(`lag(${args[0]?.sql}, ${c.preceding}) OVER (${over})`, args[0]?.type)
  if (c.near !== undefined) {
    const { of, before } = c.near
    const key = `CAST(${column(columns, of).sql} AS HUGEINT)`
    const close = `RANGE BETWEEN CAST(${before} AS HUGEINT) PRECEDING AND CURRENT ROW`
    const context = { where: present(args), order: [], over: `${part} ORDER BY ${key} NULLS LAST ${close}` }
    return value(w.dialect.aggregates[c.fn](args, context, w), resultOf(c.fn, args))
  }
  const frame = `ROWS BETWEEN ${bound(c.preceding, 'PRECEDING')} AND ${bound(c.following, 'FOLLOWING')}`
  const context = { where: present(args), order: [], over: `${over} ${frame}` }
  return value(w.dialect.aggregates[c.fn](args, context, w), resultOf(c.fn, args))
}

const bound = (rows: number | undefined, side: string): string =>
  rows === undefined ? `UNBOUNDED ${side}` : `${rows} ${side}`
