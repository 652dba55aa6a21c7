import type { Dataset } from '../engines/engine.ts'
import { printLogSource } from '../event/log-source.ts'
import type { Value } from '../event/value.ts'
import { factColumns } from './assertion.ts'
import type { Telemetry } from './claims.ts'
import { factsOf, type Seen } from './expectations.ts'
import { sighting } from './sighting.ts'
import type { Sighting, Survey } from './verdict.ts'
import type { Reading, World } from './world.ts'

/** Reads telemetry once and counts what is there. */
export async function survey(telemetry: Telemetry, world: World): Promise<Survey> {
  const tally = startTally()
  for await (const reading of world.read(telemetry)) tally.see(reading)
  return tally.survey()
}

/** Reads telemetry once: counts what is there, and loads the facts that assertions over `fields` look at. */
export async function surveyFacts(
  telemetry: Telemetry,
  fields: readonly string[],
  world: World,
): Promise<{ readonly survey: Survey; readonly seen: Seen; readonly facts: Dataset }> {
  const tally = startTally()
  const categories = new Set<string>()
  const names = new Set<string>()
  async function* facts(): AsyncGenerator<Value[][]> {
    for await (const reading of world.read(telemetry)) {
      tally.see(reading)
      for (const { logSource, fields: has } of reading.events) {
        if (logSource.category !== undefined) categories.add(logSource.category)
        for (const name of Object.keys(has)) names.add(name)
      }
      yield reading.events.map(event => factsOf(event, fields))
    }
  }
  const loaded = await world.engine.load({ is: 'rows', columns: factColumns(fields), batches: facts() })
  return { survey: tally.survey(), seen: { categories, fields: names }, facts: loaded }
}

/** Complaints about records that are kept; the rest is counted. */
const keptProblems = 5

/** Counts what readings hold. */
function startTally(): { readonly see: (reading: Reading) => void; readonly survey: () => Survey } {
  const kinds = new Map<string, number>()
  const problems: Survey['problems'][number][] = []
  let problemCount = 0
  let unread: string | undefined
  let events = 0
  return {
    see: reading => {
      problemCount += reading.problems.length
      unread ??= reading.problems.find(problem => problem.is === 'file')?.message
      problems.push(...reading.problems.slice(0, Math.max(0, keptProblems - problems.length)))
      events += reading.events.length
      for (const event of reading.events) {
        const kind = printLogSource(event.logSource)
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      }
    },
    survey: () => ({
      events,
      kinds: [...kinds].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
      problems,
      problemCount,
      unread,
    }),
  }
}

/** Reads telemetry again for the events with these ids (their positions), so that a person can see them. */
export async function sightings(
  telemetry: Telemetry,
  ids: ReadonlySet<number>,
  world: World,
): Promise<Map<number, Sighting>> {
  const found = new Map<number, Sighting>()
  if (ids.size === 0) return found
  let id = 0
  for await (const reading of world.read(telemetry))
    for (const event of reading.events) {
      if (ids.has(id)) found.set(id, sighting(event))
      id++
      if (found.size === ids.size) return found
    }
  return found
}
