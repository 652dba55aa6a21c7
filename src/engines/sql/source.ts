import type { Column } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import { EngineError } from '../engine.ts'
import type { Needs, Place } from './emit.ts'
import type { Relation } from './relation.ts'

/** The data that statements read: how to select from it, for a scan of some of its columns. */
export interface Source {
  /** What stands after FROM; `ids` asks for the row ids too. */
  readonly from: (columns: readonly Column[], ids: boolean) => string
  /** A column, as SQL over `from`; undefined when the data has none of this name. */
  readonly column: (column: Column) => string | undefined
  /** The id of a row: its position in the data, from 0. */
  readonly id: string
  /** The tables beside the data, by the names that plans call them. */
  readonly table?: (name: string) => Source | undefined
}

/** The rows of a table beside the data, in the order the table has them. */
export function table({ name, columns }: Plan & { readonly op: 'table' }, needs: Needs, place: Place): Relation {
  const source = place.source.table?.(name)
  if (source === undefined)
    throw new EngineError(`the plan reads the table \`${name}\`, which does not lie beside the data`)
  const rows = scan(columns, { ...needs, behind: false }, { ...place, source })
  return needs.behind ? { ...rows, behind: { sql: place.w.dialect.noIds, many: true } } : rows
}

/** The rows of the data, in the order the data has them. */
export function scan(columns: readonly Column[], needs: Needs, { source, w }: Place): Relation {
  const needId = needs.behind || needs.order === 'keys'
  return {
    from: source.from(columns, needId),
    where: [],
    columns: new Map(
      columns.map(column => {
        const sql = source.column(column) ?? w.dialect.literal(null, column.type)
        return [column.name, { sql, type: column.type, nullable: true, plain: true }]
      }),
    ),
    order: needs.order === 'keys' ? [{ sql: source.id, descending: false, nulls: 'last', present: true }] : [],
    inOrder: true,
    behind: needs.behind ? { sql: source.id, many: false } : undefined,
  }
}
