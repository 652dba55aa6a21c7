import type { EngineEntry } from '../../engines/index.ts'
import { referenceEngine } from '../../engines/reference/index.ts'

/** Every engine that runs inside a page: the definition itself, which is JavaScript. Takes the place of engines/index.ts there. */
export const engines: readonly EngineEntry[] = [
  { id: referenceEngine.id, title: referenceEngine.title, open: async () => referenceEngine },
]
