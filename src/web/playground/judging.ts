import { messageOf } from '../../base/message-of.ts'
import type { DataSetData } from '../../http/contract/data.ts'
import type { Query, Store } from './board.ts'
import type { Desk } from './desk/desk.ts'

/** What a query gave over one recording; `failed`: why it could not be run over it. */
export interface JudgedRecording {
  readonly set: string
  readonly rows: number
  readonly events: number
  readonly failed?: string
}

/** What a query does over the tests and the baseline of a package, as far as it has been run over them. */
export interface Judgement {
  readonly of: Query
  readonly package: string
  readonly recordings: readonly DataSetData[]
  /** In the order of the recordings; fewer while it is going on. */
  readonly came: readonly JudgedRecording[]
}

/** The tests of a package, and its baseline behind them. */
export function recordingsOf(folder: string, sets: readonly DataSetData[]): readonly DataSetData[] {
  const own = sets.filter(set => set.package === folder)
  return [...own.filter(set => set.kind === 'test'), ...own.filter(set => set.kind === 'baseline')]
}

/** In how many tests a query fires, and in how many recordings of benign events. */
export interface Tally {
  readonly tests: number
  readonly fired: number
  readonly benign: number
  readonly alarmed: number
  readonly benignEvents: number
  readonly failed: number
  readonly done: boolean
}

/** Counts what has come so far. */
export function tallyOf({ recordings, came }: Judgement): Tally {
  const kindOf = new Map(recordings.map(({ id, kind }) => [id, kind]))
  const fires = ({ rows }: JudgedRecording): boolean => rows > 0
  const benign = came.filter(({ set }) => kindOf.get(set) === 'baseline')
  const tests = came.filter(({ set }) => kindOf.get(set) === 'test')
  return {
    tests: recordings.filter(({ kind }) => kind === 'test').length,
    fired: tests.filter(fires).length,
    benign: recordings.filter(({ kind }) => kind === 'baseline').length,
    alarmed: benign.filter(fires).length,
    benignEvents: benign.reduce((sum, { events }) => sum + events, 0),
    failed: came.filter(({ failed }) => failed !== undefined).length,
    done: came.length === recordings.length,
  }
}

/** Whether a judgement is about a query as it stands now, over a package. */
export const isOf = (judged: Judgement | undefined, { language, text }: Query, folder: string | undefined): boolean =>
  judged !== undefined && judged.of.language === language && judged.of.text === text && judged.package === folder

/** Judging queries over the package of the data that is chosen, one recording after another. */
export interface Judging {
  /** Begins, unless this query was judged already. */
  begin(): Promise<void>
  /** Goes on with no further recording. */
  leave(): void
}

/** Judges at a desk, and keeps on the board what has come; a judgement that is begun ends the one before. */
export function createJudging(store: Store, desk: Desk): Judging {
  let newest = 0
  return {
    async begin() {
      const { set, sets, language, text, judged } = store.get()
      const folder = sets.find(s => s.id === set)?.package
      if (folder === undefined || text.trim() === '') return
      const of = { language, text }
      if (judged !== undefined && isOf(judged, of, folder) && tallyOf(judged).done) return
      const mine = ++newest
      const recordings = recordingsOf(folder, sets)
      const came: JudgedRecording[] = []
      store.set({ judged: { of, package: folder, recordings, came: [] } })
      for (const { id } of recordings) {
        const one = await over(desk, id, of)
        if (mine !== newest) return
        came.push(one)
        store.set({ judged: { of, package: folder, recordings, came: [...came] } })
      }
    },
    leave() {
      newest++
    },
  }
}

async function over(desk: Desk, set: string, { language, text }: Query): Promise<JudgedRecording> {
  try {
    // a run that is left is let come to its end: ending it would end the process that the next one finds warm
    const watch = { signal: new AbortController().signal }
    const { rowCount, read } = await desk.run(set, { language, query: text, limit: 1 }, watch)
    return { set, rows: rowCount, events: read.events }
  } catch (error) {
    return { set, rows: 0, events: 0, failed: messageOf(error) }
  }
}
