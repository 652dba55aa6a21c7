import type { Dataset, Engine, Tables } from '../engines/engine.ts'
import { printLogSource } from '../event/log-source.ts'
import type { Value } from '../event/value.ts'
import type { Named } from '../plan/plan.ts'
import { computeParts, type FoundParts, type Part, partColumns } from '../plan/precompute.ts'
import type { Platform, Profile } from '../platforms/platform.ts'
import type { Unread } from '../proof/world.ts'
import type { Disk } from './disk.ts'
import { keepOrigins, type Origins } from './origins.ts'
import { readFiles } from './read-files.ts'

/** Logs to be read event by event: files, and how a platform would present their events in a style. `year`: of time stamps without one. */
export interface LogFiles {
  readonly files: readonly string[]
  readonly platform: Platform
  readonly style: string
  readonly year: number
}

/** What was read of some files. */
export interface ReadSummary {
  readonly files: number
  readonly events: number
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  /** Records that could not be read: the first few, and how many there are. */
  readonly problems: readonly Unread[]
  readonly problemCount: number
  /** A file could not be read to its end, or nothing at all was read: the rows are not the whole answer. */
  readonly incomplete: boolean
}

/** Events that an engine holds as a platform presents them. */
export interface LoadedEvents {
  readonly data: Dataset
  readonly profile: Profile
  readonly origins: Origins
  readonly read: ReadSummary
  readonly found: FoundParts
}

export const keptProblems = 20

/** Reads files event by event into an engine, with `parts` of the messages as columns of their own. Memory does not grow with the files, but for the place of each event. */
export async function loadEvents(
  { files, platform, style, year }: LogFiles,
  parts: readonly Named<Part>[],
  engine: Engine,
  disk: Disk,
  beside: Tables = new Map(),
): Promise<LoadedEvents> {
  const profiler = platform.profiler()
  const found = { some: new Set<string>(), many: new Set<string>() }
  const compute = computeParts(parts, platform.columns, found)
  const origins = keepOrigins()
  const kinds = new Map<string, number>()
  const problems: ReadSummary['problems'][number][] = []
  let problemCount = 0
  let broken = false
  let events = 0
  async function* records(): AsyncGenerator<(readonly Value[])[]> {
    for await (const reading of readFiles(files, disk, year, platform.documents)) {
      problemCount += reading.problems.length
      problems.push(...reading.problems.slice(0, Math.max(0, keptProblems - problems.length)))
      events += reading.events.length
      broken ||= reading.problems.some(problem => problem.is === 'file')
      yield reading.events.map(event => {
        const kind = printLogSource(event.logSource)
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        origins.add(event.origin)
        const record = platform.present(event, style)
        profiler.see(record)
        return [...record, ...compute(record)]
      })
    }
  }
  const data = await engine.load(
    { is: 'rows', columns: [...platform.columns, ...partColumns(parts)], batches: records() },
    beside,
  )
  return {
    data,
    profile: profiler.profile(),
    origins,
    found,
    read: {
      files: files.length,
      events,
      kinds: [...kinds].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
      problems,
      problemCount,
      incomplete: events === 0 || broken,
    },
  }
}
