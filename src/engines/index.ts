import { createDuckdbEngine, duckdbNames } from './duckdb/index.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { referenceEngine } from './reference/index.ts'

/** An engine that can be opened; until then it costs nothing. */
export interface EngineEntry {
  readonly id: string
  readonly title: string
  open(options?: EngineOptions): Promise<Engine>
}

/** Every engine; the first is the default. */
export const engines: readonly EngineEntry[] = [
  { ...duckdbNames, open: async options => createDuckdbEngine(options) },
  { id: referenceEngine.id, title: referenceEngine.title, open: async () => referenceEngine },
]
