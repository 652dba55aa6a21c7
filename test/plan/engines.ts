import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Plan } from '../../src/plan/plan.ts'

/** An engine under test, and the operators that it refuses (with a diagnostic) instead of running. */
export interface EngineUnderTest {
  readonly engine: Engine
  readonly refuses: readonly Plan['op'][]
}

/** Every engine: all conformance cases and all examples of functions run on each. Opened once per test file; close them after. */
export const openEngines = (): readonly EngineUnderTest[] => [
  { engine: referenceEngine, refuses: [] },
  { engine: createDuckdbEngine(), refuses: [] },
]
