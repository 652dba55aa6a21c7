import type { Column } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Needs } from './emit.ts'
import type { Writing } from './expr.ts'
import type { Relation } from './relation.ts'

/** A part of a plan whose rows lie ready: what stands after FROM without a name of its own, and its columns in that. */
export interface Part {
  readonly from: string
  readonly columns: readonly (Column & { readonly sql: string })[]
  /** The position of a row among them. */
  readonly place: string
  /** The list of ids behind a row, where it was asked for. */
  readonly behind: string | undefined
}

/** The part that a node of the plan is, where its rows lie ready. */
export type Parts = (plan: Plan) => Part | undefined

export const noParts: Parts = () => undefined

/** The rows of a part, in their order. */
export function ready({ from, columns, place, behind }: Part, needs: Needs, w: Writing): Relation {
  return {
    from: `${from} AS ${w.fresh('q')}`,
    where: [],
    columns: new Map(columns.map(({ name, type, sql }) => [name, { sql, type, nullable: true, plain: true }])),
    order: needs.order === 'none' ? [] : [{ sql: place, descending: false, nulls: 'last', present: true }],
    inOrder: false,
    behind: needs.behind ? { sql: behind ?? w.dialect.noIds, many: true } : undefined,
  }
}
