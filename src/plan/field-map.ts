import type { LogSource } from '../event/log-source.ts'
import type { Scalar } from './plan.ts'
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
}
