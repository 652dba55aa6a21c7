import { messageOf } from '../../base/message-of.ts'
import type { OriginData } from '../../http/contract/shared.ts'
import { announce } from '../client/dom.ts'
import { Refusal } from '../local/hire.ts'
import { plural } from '../pages/words.ts'
import type { Outcome, Store, Tab, TimeSpan } from './board.ts'
import { clock } from './clock.ts'
import type { Desk, Watch } from './desk/desk.ts'
import { createJudging } from './judging.ts'
import { cellText } from './results/cells.ts'

/** What a person can have done here. Nothing rejects: what goes wrong is shown. */
export interface Acts {
  choose(set: string): void
  speak(language: string): void
  take(file: File): Promise<void>
  /** Takes files one after another, each as data of its own. */
  takeAll(files: readonly File[]): Promise<void>
  /** Searches a part of the time only, or all of it again. */
  narrow(span: TimeSpan | undefined): Promise<void>
  run(): Promise<void>
  /** Runs the query over the tests and the baseline of the package whose data is chosen. */
  judge(): Promise<void>
  events(): Promise<void>
  /** The text of an event, where it is among those that can be listed. */
  eventText(origin: OriginData): Promise<string | undefined>
  compare(): Promise<void>
  convert(to: string): Promise<void>
  cancel(): boolean
}

/** Rows that are asked for: as many as an answer may hold. */
const mostRows = 10_000
/** Events that are listed at once. */
const mostEvents = 2000
const buckets = 80

/** What the page can do with its state, at a desk that runs queries. */
export function createActs(store: Store, desk: Desk): Acts {
  let running: AbortController | undefined
  let profiling: AbortController | undefined
  const judging = createJudging(store, desk)
  let texts: Promise<ReadonlyMap<string, string>> | undefined

  /** Does one long thing; one that is going on is ended before. */
  async function long<A>(what: string, work: (watch: Watch) => Promise<A>): Promise<Outcome<A> | undefined> {
    running?.abort(new Error('Something else was asked for.'))
    judging.leave()
    const mine = new AbortController()
    running = mine
    const { language, text, set = '' } = store.get()
    const begun = clock()
    store.set({ going: { what, progress: undefined }, notice: undefined })
    try {
      const answer = await work({
        signal: mine.signal,
        progress: progress => running === mine && store.set({ going: { what, progress } }),
      })
      return { is: 'answer', answer, of: { language, text }, set, ms: clock() - begun }
    } catch (error) {
      if (mine.signal.aborted) return undefined
      return {
        is: 'failed',
        message: messageOf(error),
        problem: error instanceof Refusal ? error.problem : undefined,
      }
    } finally {
      if (running === mine) {
        running = undefined
        store.set({ going: undefined })
      }
    }
  }

  function learn(): void {
    profiling?.abort()
    const mine = new AbortController()
    profiling = mine
    const { set, language } = store.get()
    store.set({ profile: undefined })
    if (set === undefined) return
    desk.profile(set, language, mine.signal).then(
      profile => profiling === mine && store.set({ profile }),
      // names of fields are not judged then, and running says what is wrong with the data
      () => {},
    )
  }

  /** Runs the query, and shows a tab then: without, the rows or what else there is about them. */
  async function search(then?: Tab): Promise<void> {
    const { set, span, language, text } = store.get()
    if (text.trim() === '') return store.set({ notice: 'There is no query yet.' })
    if (set === undefined) return store.set({ notice: 'Choose the data to search first.' })
    const ran = await long('Running', watch =>
      desk.run(set, { language, query: text, limit: mostRows, histogram: buckets, explain: true, ...span }, watch),
    )
    if (ran === undefined) return
    const { tab } = store.get()
    store.set({ ran, tab: then ?? (tab === 'fields' || tab === 'plan' || tab === 'tests' ? tab : 'rows') })
    announce(
      ran.is === 'failed'
        ? ran.message
        : `${plural(ran.answer.rowCount, 'row')} from ${plural(ran.answer.read.events, 'event')}`,
    )
    if (ran.is === 'answer') void judging.begin()
  }

  const forget = { ran: undefined, events: undefined, compared: undefined } as const
  const acts: Acts = {
    choose(set) {
      texts = undefined
      store.set({ set, span: undefined, ...forget })
      learn()
    },
    speak(language) {
      store.set({ language, checked: undefined })
      learn()
    },
    async take(file) {
      if (file.size > desk.largestFile)
        return store.set({
          notice: `${file.name} has ${megabytes(file.size)}; ${desk.place} searches files up to ${megabytes(desk.largestFile)}. ${desk.larger}.`,
        })
      const came = await long(`Reading ${file.name}`, watch => desk.take(file, watch))
      if (came?.is === 'failed') store.set({ notice: came.message })
      if (came?.is !== 'answer') return
      store.set({ sets: [came.answer, ...store.get().sets] })
      acts.choose(came.answer.id)
    },
    async takeAll(files) {
      for (const file of files) {
        await acts.take(file)
        // why a file was not taken is to be read
        if (store.get().notice !== undefined) return
      }
      if (files.length > 1)
        store.set({
          notice: `Each of the ${files.length} files is data of its own, under “Data”. To search them as one, join them first: \`cat A B > ALL\`.`,
        })
    },
    async narrow(span) {
      const { ran, tab } = store.get()
      if (span === undefined && store.get().span === undefined) return
      store.set({ span, events: undefined, compared: undefined })
      announce(span === undefined ? 'All of the time is searched' : `Only from ${span.from} to ${span.to}`)
      if (tab === 'events') await acts.events()
      if (ran !== undefined) await search(tab)
    },
    run: () => search(),
    judge: () => judging.begin(),
    async events() {
      const { set, span, events } = store.get()
      if (set === undefined || events !== undefined) return
      // every event as it was logged, whatever language the query is in
      const came = await long('Reading events', watch =>
        desk.run(set, { language: 'sumo', query: '*', limit: mostEvents, histogram: buckets, ...span }, watch),
      )
      if (came !== undefined && store.get().set === set && store.get().span === span) store.set({ events: came })
    },
    async eventText({ file, line }) {
      const { set } = store.get()
      if (set === undefined) return undefined
      texts ??= listed(desk, set)
      return (await texts).get(`${line} ${file}`)
    },
    async compare() {
      const { set, span, language, text, second } = store.get()
      if (set === undefined || second === undefined) return
      const request = {
        first: { language, query: text },
        second: { language: second.language, query: second.text },
        ...span,
      }
      const compared = await long('Comparing', watch => desk.compare(set, request, watch))
      if (compared !== undefined) store.set({ compared, tab: 'compare' })
    },
    async convert(to) {
      const { text } = store.get()
      const request = { language: 'sigma', query: text, to, prove: true } as const
      const converted = await long('Converting', watch => desk.convert(request, watch))
      if (converted !== undefined) store.set({ converted, tab: 'convert' })
    },
    cancel() {
      if (running === undefined) return false
      running.abort(new Error('cancelled'))
      running = undefined
      store.set({ going: undefined, notice: 'Cancelled.' })
      announce('Cancelled')
      return true
    },
  }
  return acts
}

/** The texts of the first events of a data set, by where they begin; none where they cannot be read. */
async function listed(desk: Desk, set: string): Promise<ReadonlyMap<string, string>> {
  const request = { language: 'sumo', query: '*', limit: mostEvents }
  try {
    const { rows, columns } = await desk.run(set, request, { signal: new AbortController().signal })
    const message = columns.findIndex(c => c.name === '_raw')
    return new Map(
      rows.flatMap(({ behind: [origin], values }) =>
        origin === undefined ? [] : [[`${origin.line} ${origin.file}`, cellText(values[message] ?? null)] as const],
      ),
    )
  } catch {
    return new Map()
  }
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`
