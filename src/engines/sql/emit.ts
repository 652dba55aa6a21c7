import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Column } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import { visit } from '../../plan/walk.ts'
import { constants } from './constants.ts'
import type { Dialect } from './dialect.ts'
import { type ReferenceFunction, startWriting, type Writing } from './expr.ts'
import { group } from './group.ts'
import { join } from './join.ts'
import { identifiers, named, orderBy, type Relation, select, settle } from './relation.ts'
import { detach, extend, filter, keep, limit, sort } from './rows.ts'
import { type Source, scan } from './source.ts'
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

/** Writes a checked plan, whose pivots are settled, as one statement over the data. `unsupportedIn` must have found nothing in it. */
export function emit(plan: Plan, source: Source, dialect: Dialect, behind = false): Statement {
  const w = startWriting(dialect)
  const place: Place = { source, w, relation: (part, needs) => relationOf(part, needs, place) }
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

/** The ids of a relation as a list. */
export const listed = (behind: NonNullable<Relation['behind']>, w: Writing): string =>
  behind.many ? behind.sql : w.dialect.listOf(behind.sql)

/** What of a plan cannot be written as SQL. */
export function unsupportedIn(plan: Plan): Diagnostic[] {
  const found: Diagnostic[] = []
  visit(plan, node => {
    if (node.op === 'sequence')
      found.push({
        code: 'engine/sequence-not-supported',
        severity: 'error',
        message: 'this engine cannot look for a sequence of events yet',
        because: 'leaving the order of the events out would find series that never happened',
        help: 'run it with `--engine reference`',
        span: node.at ?? { start: 0, end: 0 },
      })
  })
  return found
}

function relationOf(plan: Plan, needs: Needs, place: Place): Relation {
  switch (plan.op) {
    case 'scan':
      return scan(plan.columns, needs, place)
    case 'rows':
      return constants(plan, needs, place)
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
      throw new Error('a sequence cannot be written as SQL')
  }
}
