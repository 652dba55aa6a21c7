import type { LogSource } from '../../event/log-source.ts'
import type { Fields } from '../values/fields.ts'

/** What one JSON record says, by the taxonomy. */
export interface Understood {
  readonly fields: Fields
  readonly logSource: LogSource
  readonly time: bigint | undefined
}

/** A way in which programs write events as JSON: gives what the record says, or undefined where it is not of this shape. */
export type Shape = (record: Fields) => Understood | undefined
