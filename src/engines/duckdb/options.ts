import type { EngineOptions } from '../engine.ts'

/** What a DuckDB engine may use; nothing of it is read from the surroundings. */
export interface DuckdbOptions extends EngineOptions {
  /** Threads of one query. DuckDB's default is one per core. */
  readonly threads?: number
}

export const DEFAULT_MEMORY_LIMIT = 2_000_000_000
