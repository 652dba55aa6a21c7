import type { Desk } from '../playground/desk/desk.ts'
import { isRecording } from '../recordings.ts'
import { served } from './dom.ts'

/** A query to run again, changed, over every recording of its detection. */
export interface RerunRequest {
  /** The name of the folder of the detection's package. */
  readonly folder: string
  readonly language: string
  readonly text: string
  /** The recordings, by id. */
  readonly recordings: readonly string[]
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

/** What the query did over one recording. */
export interface RerunRow {
  readonly of: string
  readonly rows: number
}

/** Runs a query over the recordings of a detection: on the server where there is one, else in the page. Rejects with words for people. */
export async function rerun({
  folder,
  language,
  text,
  recordings,
  signal,
  progress,
}: RerunRequest): Promise<RerunRow[]> {
  const desk = await openDesk()
  const sets = await desk.sets()
  const found = recordings.flatMap(of => {
    const set = sets.find(one => isRecording(one, folder, of))
    return set === undefined ? [] : [{ of, set: set.id }]
  })
  if (found.length === 0) throw new Error('The recordings of this detection are not here.')
  const rows = new Map<string, number>()
  const waiting = [...found]
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      progress(rows.size, found.length)
      const { rowCount } = await desk.run(next.set, { language, query: text, limit: 0 }, { signal })
      rows.set(next.of, rowCount)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return found.map(({ of }) => ({ of, rows: rows.get(of) ?? 0 }))
}

/** Runs at a time: as many as a server takes from one page without letting others wait. */
const lanes = 2

const openDesk = async (): Promise<Desk> =>
  served()
    ? (await import('../playground/desk/on-server.ts')).serverDesk()
    : (await import('../playground/desk/in-page.ts')).pageDesk()
