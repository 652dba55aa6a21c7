import type { Type } from '../../event/value.ts'
import { type AggregateName, aggregates } from '../../plan/aggregates/index.ts'
import type { Aggregate, Plan } from '../../plan/plan.ts'
import type { Needs, Place } from './emit.ts'
import type { Expr, Scope, Writing } from './expr.ts'
import { predicate } from './predicate.ts'
import { identifiers, named, type Relation, select, stored } from './relation.ts'
import { plainly } from './rows.ts'
import { scalar } from './scalar.ts'

/** One row per combination of keys, ordered by them. */
export function group(plan: Plan & { readonly op: 'group' }, needs: Needs, { w, relation }: Place): Relation {
  const inOrder = plan.aggregates.some(a => ['first', 'last', 'list'].includes(a.value.fn))
  const input = relation(plan.input, { order: inOrder ? 'keys' : 'none', behind: needs.behind })
  const read = plan.aggregates.flatMap(({ value }) => [
    ...value.args,
    ...(value.where === undefined ? [] : [value.where]),
  ])
  const r = plainly(input, read, w)
  const keys = plan.by.map(name => [name, column(r.columns, name)] as const)
  const results = plan.aggregates.map(({ name, value }) => [name, aggregate(value, r, w)] as const)
  const columns = [...keys, ...results]
  const names = identifiers(
    columns.map(([name]) => name),
    w.dialect.name,
  )
  const behind = r.behind === undefined ? undefined : { sql: w.fresh('b'), many: true }
  const items = [
    ...columns.map(([, c], i) => named(c.sql, names[i] ?? '')),
    ...(r.behind === undefined || behind === undefined ? [] : [named(ids(r.behind, w), behind.sql)]),
  ]
  const by = keys.length === 0 ? '' : `\nGROUP BY ${keys.map((_, i) => i + 1).join(', ')}`
  return {
    from: `(${select(items.length === 0 ? ['count(*)'] : items, r, by)}) AS ${w.fresh('q')}`,
    where: [],
    columns: new Map(columns.map(([name, c], i) => [name, stored(c, names[i] ?? '')])),
    order:
      needs.order === 'none'
        ? []
        : keys.map((_, i) => ({ sql: names[i] ?? '', descending: false, nulls: 'last' as const })),
    inOrder: keys.length === 0,
    behind,
  }
}

const ids = (behind: NonNullable<Relation['behind']>, w: Writing): string =>
  behind.many ? w.dialect.collectLists(behind.sql) : w.dialect.collect(behind.sql)

/** A column that the plan names. */
export function column(columns: Scope, name: string): Expr {
  const found = columns.get(name)
  if (found === undefined) throw new Error(`the plan names a column that is not there: ${name}`)
  return found
}

function aggregate(a: Aggregate, { columns, order }: Relation, w: Writing): Expr {
  const args = a.args.map(arg => scalar(arg, columns, w))
  const where = [...(a.where === undefined ? [] : [predicate(a.where, columns, w)]), ...present(args)]
  const sql = w.dialect.aggregates[a.fn](args, { where, order, over: undefined }, w)
  return { sql, type: resultOf(a.fn, args), nullable: true, plain: false }
}

/** Conditions under which all of several arguments are present; aggregates of one skip nulls by themselves. */
export const present = (args: readonly Expr[]): string[] =>
  args.length < 2 ? [] : args.filter(arg => arg.nullable).map(arg => `${arg.sql} IS NOT NULL`)

/** The type that an aggregate gives for these arguments; a checked plan has no others. */
export function resultOf(fn: AggregateName, args: readonly Expr[]): Type {
  const type = aggregates[fn].result(args.map(arg => arg.type))
  if (type === undefined) throw new Error(`the plan calls ${fn} with arguments that do not fit`)
  return type
}
