import type { LogSource } from '../event/log-source.ts'
import type { Predicate, Scalar } from './plan.ts'
import type { Schema } from './schema.ts'

/**
 * What a platform calls the fields that rules ask for: one map that is read in both directions. A rule is lowered over neutral
 * columns, one text for each field under its name in the rule, null where it is missing; a query of the platform that was made of it
 * is lowered over `schema` and speaks of the same columns again, so that the two can be compared.
 */
export interface FieldMap {
  readonly id: string
  /** The field as an expression over the platform's own names (as `field` scalars); undefined where its records have none. */
  of(field: string, source: LogSource): Scalar | undefined
  /** Whether the platform holds logs of this source as lines of text, so that a search in the whole of one is a search in a text. */
  isText(source: LogSource): boolean
  /** What the platform's own names mean over the neutral columns of these fields, for the way back. */
  schema(fields: readonly string[], source: LogSource): Schema
  /** What holds of every event that can become a record of the platform, over the neutral columns; absent where that is any event. */
  given?(fields: readonly string[], source: LogSource): Predicate
  /**
   * A condition over the neutral columns, as lowering gives it, with what it asks of calculations said of the columns themselves: equal
   * for every event of which `given` holds, and easier to compare.
   */
  apart?(condition: Predicate): Predicate
}
