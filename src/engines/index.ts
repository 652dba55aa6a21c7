import type { Column } from '../event/value.ts'
import { describeFiles } from './duckdb/describe.ts'
import { createDuckdbEngine, duckdbNames } from './duckdb/index.ts'
import { duckdbVersion } from './duckdb/version.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { referenceEngine } from './reference/index.ts'

/** An engine that can be opened; until then it costs nothing. */
export interface EngineEntry {
  readonly id: string
  readonly title: string
  /** The version of what runs the queries, where that is not Assay itself. */
  readonly version?: () => Promise<string>
  open(options?: EngineOptions): Promise<Engine>
  /** The columns of files that the engine can read by itself; absent where it reads none. */
  readonly describe?: (
    format: 'parquet' | 'ndjson',
    paths: readonly string[],
    options: EngineOptions,
  ) => Promise<readonly Column[]>
}

/** Every engine; the first is the default. */
export const engines: readonly EngineEntry[] = [
  {
    ...duckdbNames,
    open: async options => createDuckdbEngine(options),
    describe: describeFiles,
    version: duckdbVersion,
  },
  { id: referenceEngine.id, title: referenceEngine.title, open: async () => referenceEngine },
]
