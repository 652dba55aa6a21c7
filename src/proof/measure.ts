import type { Diagnostic } from '../base/diagnostic.ts'
import { EngineError, type Query } from '../engines/engine.ts'
import type { Plan } from '../plan/plan.ts'
import type { Written } from './claims.ts'
import { reasonsOf } from './reasons.ts'
import { sightings } from './survey.ts'
import type { Cell, Declared, QueryVerdict } from './verdict.ts'
import type { Presented, Role, View } from './view.ts'
import type { World } from './world.ts'

/** Events that are shown of each cell; the rest is counted. */
const shownEvents = 12

/** Told of each recording before a query runs over it. */
export type Over = (recording: string) => void

/** Runs one query over every test and benign recording of a view, and over the variants it is said to catch. A query that is refused, or that the engine refuses, has no cells. */
export async function measure(
  query: Written,
  declared: Declared,
  view: View,
  world: World,
  over: Over,
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
        cells[recording.role].push(await cell(asked, recording, view, world))
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
      why:
        recording.role === 'variant'
          ? []
          : await reasonsOf(asked, { ids: shown, events: events.map(e => e.event) }, recording, view, world),
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
      why: [],
      ms: world.now() - start,
      failed: error.message,
    }
  }
}
