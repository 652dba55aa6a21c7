import type { Dialect } from './dialect.ts'
import type { Expr, Scope, Writing } from './expr.ts'
import { hiddenPrefix } from './expr.ts'

/** An expression that rows are ordered by. */
export interface OrderKey {
  readonly sql: string
  readonly descending: boolean
  readonly nulls: 'first' | 'last'
  /** Whether it is never null. */
  readonly present?: boolean
}

/** The ids of the rows of the data behind a row: one, or a list. */
export interface Behind {
  readonly sql: string
  readonly many: boolean
}

/**
 * A query being put together: what it selects from, which rows, which columns. Filters and columns gather in one SELECT
 * for as long as that repeats no calculation. `order` is what to order by to get the plan's order, where somebody asked;
 * `inOrder` says that the rows stream in that order by themselves.
 */
export interface Relation {
  readonly from: string
  readonly where: readonly string[]
  readonly columns: Scope
  readonly order: readonly OrderKey[]
  readonly inOrder: boolean
  readonly behind: Behind | undefined
}

/** `ORDER BY` of these keys with a blank before it, or nothing. */
export const orderBy = (keys: readonly OrderKey[]): string => (keys.length === 0 ? '' : ` ORDER BY ${keyList(keys)}`)

export const keyList = (keys: readonly OrderKey[]): string =>
  distinct(keys)
    .map(k => `${k.sql}${k.descending ? ' DESC' : ''} NULLS ${k.nulls === 'first' ? 'FIRST' : 'LAST'}`)
    .join(', ')

/** The keys without those that an earlier one decides. */
const distinct = (keys: readonly OrderKey[]): OrderKey[] =>
  keys.filter((key, i) => keys.findIndex(other => other.sql === key.sql) === i)

/** A SELECT of these items over the relation's rows. */
export function select(items: readonly string[], r: Relation, tail = ''): string {
  const list = items.length === 0 ? 'NULL' : items.join(', ')
  const where = r.where.length === 0 ? '' : `\nWHERE ${r.where.join(' AND ')}`
  return `SELECT ${list}\nFROM ${r.from}${where}${tail}`
}

/** An item of SELECT under a name. */
export const named = (sql: string, name: string): string => (sql === name ? sql : `${sql} AS ${name}`)

/**
 * Identifiers for columns of these names: the name itself where it can be, since databases do not tell `Image` from
 * `image` and the emitter has names of its own.
 */
export function identifiers(names: readonly string[], quoted: Dialect['name']): string[] {
  const taken = new Set<string>()
  return names.map(name => {
    const usable = name !== '' && !name.startsWith(hiddenPrefix) && !name.includes('\0') ? name : 'column'
    let free = usable
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${usable}_${n}`
    taken.add(free.toLowerCase())
    return quoted(free)
  })
}

/** A column of a subquery. */
export const stored = ({ type, nullable }: Expr, sql: string): Expr => ({ sql, type, nullable, plain: true })

/** The relation as a subquery, so that every column, order key and id is a plain column of it; `tail` ends its SELECT. */
export function nest(r: Relation, w: Writing, tail = ''): Relation {
  const names = identifiers([...r.columns.keys()], w.dialect.name)
  const columns = [...r.columns.values()]
  const keys = distinct(r.order).map(key => {
    const at = columns.findIndex(column => column.sql === key.sql)
    return { key, name: names[at] ?? w.fresh('o'), isColumn: at >= 0 }
  })
  const behind = r.behind === undefined ? undefined : { sql: w.fresh('b'), many: r.behind.many }
  const items = [
    ...columns.map((column, i) => named(column.sql, names[i] ?? '')),
    ...keys.filter(k => !k.isColumn).map(({ key, name }) => named(key.sql, name)),
    ...(r.behind === undefined || behind === undefined ? [] : [named(r.behind.sql, behind.sql)]),
  ]
  return {
    from: `(${select(items, r, tail)}) AS ${w.fresh('q')}`,
    where: [],
    columns: new Map([...r.columns].map(([name, column], i) => [name, stored(column, names[i] ?? '')])),
    order: keys.map(({ key, name }) => ({ ...key, sql: name })),
    inOrder: r.inOrder,
    behind,
  }
}

/**
 * The relation such that each column stands under its own name, for clauses that take a name for the column of the result
 * where both the result and the data have one of that name (ORDER BY does).
 */
export function settle(r: Relation, w: Writing): Relation {
  const names = identifiers([...r.columns.keys()], w.dialect.name)
  return [...r.columns.values()].every((column, i) => column.sql === names[i]) ? r : nest(r, w)
}
