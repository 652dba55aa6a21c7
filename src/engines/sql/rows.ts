import type { Plan, Predicate } from '../../plan/plan.ts'
import { type Node, visitOwn } from '../../plan/walk.ts'
import type { Needs, Place } from './emit.ts'
import type { Scope, Writing } from './expr.ts'
import { matchOnce } from './one-match.ts'
import { predicate } from './predicate.ts'
import { nest, orderBy, type Relation, settle } from './relation.ts'
import { scalar } from './scalar.ts'

// The operators that give each row of their input once at most: filter, extend, keep, detach, sort, limit.

type Of<Op extends Plan['op']> = Plan & { readonly op: Op }

/** Conditions join those that the relation has already, so that they become one WHERE. */
export function filter({ input, where }: Of<'filter'>, needs: Needs, { w, relation }: Place): Relation {
  const r = plainly(relation(input, needs), [where], w)
  const conditions = conjuncts(where).map(p => predicate(p, r.columns, w))
  return { ...r, where: [...r.where, ...conditions] }
}

const conjuncts = (p: Predicate): readonly Predicate[] => (p.op === 'and' ? p.args.flatMap(conjuncts) : [p])

/** Columns are expressions until something reads them; `plainly` names a calculation first where another would repeat it. */
export function extend({ input, columns }: Of<'extend'>, needs: Needs, { w, relation }: Place): Relation {
  const r = plainly(
    relation(input, needs),
    columns.map(c => c.value),
    w,
  )
  const matched = matchOnce(r, columns, w)
  const added = matched.values.map(({ name, value }) => [name, scalar(value, matched.scope, w)] as const)
  return { ...matched.r, columns: new Map([...matched.r.columns, ...added]) }
}

/** The relation such that these nodes name plain columns of it only, so that no calculation is written twice. */
export function plainly(r: Relation, nodes: readonly Node[], w: Writing): Relation {
  const names = new Set(nodes.flatMap(namesIn))
  return [...r.columns].some(([name, column]) => !column.plain && names.has(name)) ? nest(r, w) : r
}

function namesIn(node: Node): string[] {
  const names: string[] = []
  visitOwn(node, n => {
    if (n.op === 'field') names.push(n.name)
  })
  return names
}

/** Columns are dropped by not being written. */
export function keep({ input, columns }: Of<'keep'>, needs: Needs, { relation }: Place): Relation {
  const r = relation(input, needs)
  return { ...r, columns: only(r.columns, columns) }
}

const only = (columns: Scope, names: readonly string[]): Scope =>
  new Map(
    names.map(name => {
      const column = columns.get(name)
      if (column === undefined) throw new Error(`the plan keeps a column that is not there: ${name}`)
      return [name, column]
    }),
  )

/** Rows that stand for no event: their ids are an empty list. */
export function detach({ input }: Of<'detach'>, needs: Needs, { w, relation }: Place): Relation {
  const r = relation(input, { ...needs, behind: false })
  return needs.behind ? { ...r, behind: { sql: w.dialect.noIds, many: true } } : r
}

/** The keys come before the order the rows had, which makes the sort stable; nothing is sorted until an order is needed. */
export function sort({ input, keys }: Of<'sort'>, needs: Needs, { w, relation }: Place): Relation {
  if (needs.order === 'none') return relation(input, needs)
  const r = plainly(
    relation(input, { ...needs, order: 'keys' }),
    keys.map(k => k.by),
    w,
  )
  const sorted = keys.map(({ by, ...direction }) => ({ sql: scalar(by, r.columns, w).sql, ...direction }))
  return { ...r, order: [...sorted, ...r.order], inOrder: false }
}

/** The first rows, of all or of each combination of `by`. */
export function limit({ input, count, by }: Of<'limit'>, needs: Needs, { w, relation }: Place): Relation {
  if (by.length > 0) return limitEach(relation(input, { ...needs, order: 'keys' }), count, by, w)
  const given = relation(input, { ...needs, order: needs.order === 'keys' ? 'keys' : 'stream' })
  const r = given.inOrder ? given : settle(given, w)
  return nest(r, w, `${r.inOrder ? '' : orderBy(r.order)} LIMIT ${count}`)
}

/** The first rows of each combination of columns, by numbering the rows of each. */
function limitEach(input: Relation, count: number, by: readonly string[], w: Writing): Relation {
  const r = settle(input, w)
  const keys = [...only(r.columns, by).values()].map(c => c.sql).join(', ')
  const over = `(PARTITION BY ${keys}${orderBy(r.order)})`
  return { ...nest(r, w, ` QUALIFY row_number() OVER ${over} <= ${count}`), inOrder: false }
}
