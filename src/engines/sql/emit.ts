import type { Column } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import { constants } from './constants.ts'
import type { Dialect } from './dialect.ts'
import { type ReferenceFunction, startWriting, type Writing } from './expr.ts'
import { group } from './group.ts'
import { join } from './join.ts'
import { noParts, type Parts, ready } from './part.ts'
import { identifiers, named, nest, orderBy, type Relation, select, settle } from './relation.ts'
import { detach, extend, filter, keep, limit, sort } from './rows.ts'
import { type Source, scan, table } from './source.ts'
import { union } from './union.ts'
import { unnest } from './unnest.ts'
import { window } from './window.ts'

/** What is asked of the rows of a part of a plan. */
export interface Needs {
  /**
   * `none`: rows in any order. `stream`: in the plan's order, whether the relation has them so or has keys to sort by.
   * `keys`: there must be keys to sort by, one order for all rows.
   */
  readonly order: 'none' | 'stream' | 'keys'
  /** The ids of the rows of the data behind each row. */
  readonly behind: boolean
}

/** Where a part of a plan is written: the data it reads, and how its own parts are written. */
export interface Place {
  readonly source: Source
  /** Parts that were run before. */
  readonly parts: Parts
  readonly w: Writing
  readonly relation: (plan: Plan, needs: Needs) => Relation
}

/** A statement that runs a plan. */
export interface Statement {
  readonly sql: string
  readonly columns: readonly Column[]
  /** Functions that must be offered to the database before it runs. */
  readonly references: readonly ReferenceFunction[]
  /** Whether after the columns there is one more with the list of ids, in any order, with repetitions. */
  readonly behind: boolean
}

/** Writes a checked plan, whose pivots are settled and whose stateful parts lie ready, as one statement over the data. */
export function emit(plan: Plan, source: Source, dialect: Dialect, behind = false, parts: Parts = noParts): Statement {
  const w = startWriting(dialect, inside => rowsInside(inside, place))
  const place: Place = { source, parts, w, relation: (part, needs) => relationOf(part, needs, place) }
  const given = place.relation(plan, { order: 'stream', behind })
  const r = given.inOrder ? given : settle(given, w)
  const names = identifiers([...r.columns.keys()], w.dialect.name)
  const items = [...r.columns.values()].map((column, i) => named(dialect.toResult(column), names[i] ?? ''))
  const ids = r.behind === undefined ? [] : [named(listed(r.behind, w), w.fresh('b'))]
  return {
    sql: select([...items, ...ids], r, r.inOrder ? '' : orderBy(r.order).replace(' ', '\n')),
    columns: [...r.columns].map(([name, { type }]) => ({ name, type })),
    references: [...w.references.values()],
    behind,
  }
}

/** The rows of a plan inside of a condition, in any order, without those that lack a value. */
function rowsInside(plan: Plan, { w, relation }: Place): string {
  const given = relation(plan, { order: 'none', behind: false })
  const r = [...given.columns.values()].every(column => column.plain) ? given : nest(given, w)
  const columns = [...r.columns.values()]
  const present = columns.filter(column => column.nullable).map(column => `${column.sql} IS NOT NULL`)
  const items = columns.map(column => named(column.sql, w.fresh('v')))
  return select(items, { ...r, where: [...r.where, ...present] })
}

/** The ids of a relation as a list. */
export const listed = (behind: NonNullable<Relation['behind']>, w: Writing): string =>
  behind.many ? behind.sql : w.dialect.listOf(behind.sql)

function relationOf(plan: Plan, needs: Needs, place: Place): Relation {
  const part = place.parts(plan)
  if (part !== undefined) return ready(part, needs, place.w)
  switch (plan.op) {
    case 'scan':
      return scan(plan.columns, needs, place)
    case 'rows':
      return constants(plan, needs, place)
    case 'table':
      return table(plan, needs, place)
    case 'filter':
      return filter(plan, needs, place)
    case 'extend':
      return extend(plan, needs, place)
    case 'keep':
      return keep(plan, needs, place)
    case 'sort':
      return sort(plan, needs, place)
    case 'limit':
      return limit(plan, needs, place)
    case 'detach':
      return detach(plan, needs, place)
    case 'group':
      return group(plan, needs, place)
    case 'unnest':
      return unnest(plan, needs, place)
    case 'union':
      return union(plan, needs, place)
    case 'join':
      return join(plan, needs, place)
    case 'window':
      return window(plan, needs, place)
    case 'pivot':
      throw new Error('a pivot is settled before it is written as SQL')
    case 'sequence':
    case 'link':
    case 'follow':
      throw new Error('a stateful part is run before the plan is written as SQL')
  }
}
