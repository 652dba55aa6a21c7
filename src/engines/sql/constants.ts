import type { Plan } from '../../plan/plan.ts'
import type { Needs, Place } from './emit.ts'
import type { Expr } from './expr.ts'
import { identifiers, named, type Relation } from './relation.ts'

/** Rows that are written in the plan, in their order. */
export function constants({ columns, rows }: Plan & { readonly op: 'rows' }, needs: Needs, { w }: Place): Relation {
  const names = identifiers(
    columns.map(c => c.name),
    w.dialect.name,
  )
  const place = w.fresh('o')
  const given = rows.map((row, n) => [...columns.map((c, i) => w.dialect.literal(row[i] ?? null, c.type)), String(n)])
  // No rows still have types, which only a row can tell.
  const listed = given.length > 0 ? given : [[...columns.map(c => w.dialect.literal(null, c.type)), '0']]
  const alias = w.fresh('q')
  const values = `(VALUES ${listed.map(row => `(${row.join(', ')})`).join(', ')}) AS ${alias}(${[...names, place].join(', ')})`
  const items = [...names.map(name => named(name, name)), place].join(', ')
  return {
    from: rows.length > 0 ? values : `(SELECT ${items} FROM ${values} WHERE false) AS ${w.fresh('q')}`,
    where: [],
    columns: new Map(
      columns.map((c, i): [string, Expr] => [
        c.name,
        { sql: names[i] ?? '', type: c.type, nullable: true, plain: true },
      ]),
    ),
    order: needs.order === 'none' ? [] : [{ sql: place, descending: false, nulls: 'last', present: true }],
    inOrder: false,
    behind: needs.behind ? { sql: w.dialect.noIds, many: true } : undefined,
  }
}
