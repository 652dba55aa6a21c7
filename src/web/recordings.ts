import type { DataSetData } from '../http/contract/data.ts'

/** A data set of the site, with where each of its files lies below the root. */
export interface RecordedSet extends DataSetData {
  readonly paths: readonly string[]
}
