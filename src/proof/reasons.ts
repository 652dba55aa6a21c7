import { EngineError } from '../engines/engine.ts'
import type { Event } from '../event/event.ts'
import type { Plan } from '../plan/plan.ts'
import type { Presented, View } from './view.ts'
import { type Why, why } from './why/why.ts'
import type { World } from './world.ts'

/** Events that it is asked about: each with its id in the recording. */
export interface Hits {
  readonly ids: readonly number[]
  readonly events: readonly Event[]
}

/**
 * Why events are behind a query's rows, or why not. What depends on one event alone is asked of these events; the rest of
 * all the recording. None when the engine gives up on a part that it ran in the whole.
 */
export async function reasonsOf(
  query: { readonly plan: Plan; readonly text: string },
  hits: Hits,
  recording: Presented,
  view: View,
  { reasons, engine }: World,
): Promise<readonly Why[]> {
  if (reasons === undefined || reasons.without.includes(view.speaker.language.id)) return []
  const { events } = hits
  if (events.length === 0) return []
  const rows = events.map(view.row)
  const data = await reasons.engine.load({ is: 'rows', columns: view.columns, batches: [rows] }, reasons.tables)
  try {
    return await why(query.plan, query.text, {
      few: { engine: reasons.engine, data, ids: events.map((_, i) => i), prepare: view.prepare },
      all: async () => ({
        engine,
        data: recording.data,
        ids: hits.ids,
        prepare: view.prepare,
      }),
    })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return []
  } finally {
    await data.close()
  }
}
