import type { EngineOptions } from '../engines/engine.ts'
import type { Disk } from './disk.ts'

/** What the use cases see of the world. */
export interface Surroundings {
  readonly disk: Disk
  /** Milliseconds of a clock that only moves forward. */
  readonly now: () => number
  /** What time it is, in microseconds since 1970 UTC. */
  readonly time: bigint
  /** The current year: what a collector takes for the year of a log that does not write one. */
  readonly year: number
  /** An existing folder for data that is larger than memory. */
  readonly tempFolder: string
  /** What an engine may use, where that is less than its own standard. */
  readonly limits?: Pick<EngineOptions, 'memoryLimit' | 'spillLimit'>
}

/** How an engine is opened in these surroundings. */
export const engineOptions = ({ tempFolder, limits }: Pick<Surroundings, 'tempFolder' | 'limits'>): EngineOptions => ({
  tempFolder,
  ...limits,
})
