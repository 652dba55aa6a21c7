import type { Diagnostic } from '../base/diagnostic.ts'
import type { Column, Value } from '../event/value.ts'
import type { Plan } from '../plan/plan.ts'

/** Runs plans. An engine is exact (it gives the reference engine's rows) or refuses with the reason. */
export interface Engine {
  readonly id: string
  readonly title: string
  compile(plan: Plan): Query | Unsupported
  /**
   * Makes data ready to be queried, reading it once and in pieces, and the tables beside it; of a table that it was handed
   * before it makes use again. Rejects with `EngineError` when something cannot be read.
   */
  load(data: Data, tables?: Tables): Promise<Dataset>
  /** Frees what the engine holds; its data sets are gone with it. */
  close(): Promise<void>
}

/** What an engine is given when it is opened. */
export interface EngineOptions {
  /** An existing folder where it may keep data that is larger than memory; it makes a folder of its own in it, and removes that on `close`. */
  readonly tempFolder?: string
  /** Bytes of memory it may use; what needs more is kept in that folder, or ends with an error. */
  readonly memoryLimit?: number
  /** Bytes that it may keep in that folder for what does not fit into memory. */
  readonly spillLimit?: number
}

/** Why an engine will not run a plan; each diagnostic points at what it cannot do. */
export interface Unsupported {
  readonly unsupported: readonly Diagnostic[]
}

/** A plan made ready for an engine; it can be run over many data sets of that engine. */
export interface Query {
  /** The result's columns, in order; those that only the data tells (`pivot`) come with the result. */
  readonly columns: readonly Column[]
  /** What the engine runs, for people (SQL); undefined for the reference engine, which walks the plan. */
  readonly text: string | undefined
  /**
   * Runs over a data set that the same engine loaded. With `lineage`, every row knows the ids of the rows of the data
   * behind it (through aggregation too); without, `behind` is empty, which is cheaper. Rejects with `EngineError` when a
   * limit is hit, and with the signal's reason when aborted.
   */
  run(data: Dataset, options?: RunOptions): Promise<Result>
}

export interface RunOptions {
  readonly lineage?: boolean
  readonly signal?: AbortSignal
}

export interface Result {
  readonly columns: readonly Column[]
  readonly rows: readonly ResultRow[]
}

export interface ResultRow {
  /** One per column, in the order of the columns. */
  readonly values: readonly Value[]
  /** The ids of the rows of the data behind this row, ascending. */
  readonly behind: readonly number[]
}

/** What a data set is made from: rows that come in batches, or files that the engine reads by itself at each run. */
export type Data =
  | {
      readonly is: 'rows'
      readonly columns: readonly Column[]
      readonly batches: AsyncIterable<Batch> | Iterable<Batch>
    }
  | {
      readonly is: 'files'
      readonly format: 'parquet' | 'ndjson'
      readonly paths: readonly string[]
      readonly columns: readonly Column[]
    }

/** Tables beside the data, by the names that plans call them. Their batches can be read more than once. */
export type Tables = ReadonlyMap<string, Data>

/** Some rows: one value per column each. */
export type Batch = readonly (readonly Value[])[]

/** Data that an engine has made ready. A row's id is its position in the data, from 0. */
export interface Dataset {
  readonly columns: readonly Column[]
  close(): Promise<void>
}

/** What went wrong while loading or running, in words for the person who ran it. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
}
