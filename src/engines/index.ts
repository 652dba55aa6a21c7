import type { Engine } from './engine.ts'
import { referenceEngine } from './reference/index.ts'

/** An engine that can be opened; until then it costs nothing. */
export interface EngineEntry {
  readonly id: string
  readonly title: string
  open(): Promise<Engine>
}

/** Every engine; the first is the default. */
export const engines: readonly EngineEntry[] = [
  { id: referenceEngine.id, title: referenceEngine.title, open: async () => referenceEngine },
]
