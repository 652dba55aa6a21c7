import type { EngineEntry } from '../../engines/index.ts'

/**
 * Every engine that runs inside a page: the definition itself, which is JavaScript. Fetched when something is run. Takes the
 * place of engines/index.ts there; a test holds that the names are those of the engine.
 */
export const engines: readonly EngineEntry[] = [
  {
    id: 'reference',
    title: 'Reference (in memory)',
    open: async () => (await import('../../engines/reference/index.ts')).referenceEngine,
  },
]
