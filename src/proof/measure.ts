import type { Diagnostic } from '../base/diagnostic.ts'
import { EngineError, type Query } from '../engines/engine.ts'
import type { Plan } from '../plan/plan.ts'
import type { Written } from './claims.ts'
import { type Hits, reasonsOf } from './reasons.ts'
import { sightings } from './survey.ts'
import type { Cell, Declared, QueryVerdict, Sighting } from './verdict.ts'
import type { Presented, Role, View } from './view.ts'
import type { World } from './world.ts'

/** Events that are shown of each cell; the rest is counted. */
const shownEvents = 12

/** Events that are asked why they were passed over: more than are shown, since some tell more than others. */
const askedEvents = 12

/** Told of each recording before a query runs over it. */
export type Over = (recording: string) => void

/** The events that a test's assertions found in its telemetry, by the test: their positions. */
export type Expected = ReadonlyMap<string, readonly number[]>

/** Runs one query over every test and benign recording of a view, and over the variants it is said to catch. A query that is refused, or that the engine refuses, has no cells. */
export async function measure(
  query: Written,
  declared: Declared,
  view: View,
  world: World,
  { over, expected }: { readonly over: Over; readonly expected: Expected },
): Promise<QueryVerdict> {
  const understood = view.understand(query)
  const compiled = understood.plan === undefined ? undefined : compile(view.prepare(understood.plan), world)
  const diagnostics = [...understood.diagnostics, ...(compiled?.unsupported ?? [])]
  const cells: Record<Role, Cell[]> = { test: [], benign: [], variant: [] }
  if (compiled?.query !== undefined && understood.plan !== undefined) {
    const asked = { plan: understood.plan, text: query.source.text, query: compiled.query }
    // One after the other, so that what each takes is its own time.
    for (const recording of view.recordings)
      if (recording.role !== 'variant' || declared.variants.includes(recording.of)) {
        over(recording.of)
        const found = await cell(asked, recording, view, world)
        const missed = !found.fires && [...declared.catches, ...declared.variants].includes(recording.of)
        cells[recording.role].push(
          missed && found.failed === undefined
            ? { ...found, ...(await passedOver(asked, recording, expected.get(recording.of), view, world)) }
            : found,
        )
      }
  }
  return {
    id: query.id,
    title: query.title,
    language: query.language,
    source: query.source,
    diagnostics,
    refused: compiled?.query === undefined,
    cells: cells.test,
    benign: cells.benign,
    variants: cells.variant,
    benignRows: cells.benign.reduce((sum, c) => sum + c.rows, 0),
    declared,
  }
}

/** The verdict over a query that cannot even be read as a query. */
export const refusedOutright = (query: Written, declared: Declared, diagnostic: Diagnostic): QueryVerdict => ({
  id: query.id,
  title: query.title,
  language: query.language,
  source: query.source,
  diagnostics: [diagnostic],
  refused: true,
  cells: [],
  benign: [],
  variants: [],
  benignRows: 0,
  declared,
})

function compile(plan: Plan, world: World): { query?: Query; unsupported?: readonly Diagnostic[] } {
  const compiled = world.engine.compile(plan)
  return 'unsupported' in compiled ? { unsupported: compiled.unsupported } : { query: compiled }
}

/** What a query did not take though it is said to: the events that the test is known by, else the first there are, and why not. */
async function passedOver(
  asked: Asked,
  recording: Presented,
  expected: readonly number[] | undefined,
  view: View,
  world: World,
): Promise<Pick<Cell, 'passedOver' | 'why'>> {
  if (world.reasons === undefined) return { passedOver: [], why: [] }
  const first = Array.from({ length: askedEvents }, (_, i) => i)
  const ids = (expected?.length ? expected : first).slice(0, askedEvents).sort((a, b) => a - b)
  const seen = await sightings(recording.telemetry, new Set(ids), world)
  const known = ids.filter(id => seen.has(id))
  const events = known.flatMap(id => seen.get(id) ?? [])
  const why = await reasonsOf(asked, { ids: known, events: events.map(e => e.event) }, recording, view, world)
  return { passedOver: events, why }
}

/** A query as it was understood, and as the engine runs it. */
interface Asked {
  readonly plan: Plan
  readonly text: string
  readonly query: Query
}

async function cell(asked: Asked, recording: Presented, view: View, world: World): Promise<Cell> {
  const start = world.now()
  try {
    const { rows } = await asked.query.run(recording.data, { lineage: true })
    const ms = world.now() - start
    const ids = [...new Set(rows.flatMap(row => row.behind))].sort((a, b) => a - b)
    const shown = ids.slice(0, shownEvents)
    const seen = await sightings(recording.telemetry, new Set(shown), world)
    const events = shown.flatMap(id => seen.get(id) ?? [])
    return {
      of: recording.of,
      fires: rows.length > 0,
      rows: rows.length,
      events,
      eventCount: ids.length,
      passedOver: [],
      why:
        recording.role === 'variant'
          ? []
          : await reasonsOf(asked, firstOf(shown, events, world), recording, view, world),
      ms,
      failed: undefined,
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return {
      of: recording.of,
      fires: false,
      rows: 0,
      events: [],
      eventCount: 0,
      passedOver: [],
      why: [],
      ms: world.now() - start,
      failed: error.message,
    }
  }
}

/** The first events behind rows: as many as reasons are wanted of. */
function firstOf(ids: readonly number[], events: readonly Sighting[], { reasons }: World): Hits {
  const most = reasons?.events ?? 0
  return { ids: ids.slice(0, most), events: events.slice(0, most).map(e => e.event) }
}
