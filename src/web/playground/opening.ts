import { siteAddress } from '../client/dom.ts'
import { tracePath } from '../pages/address.ts'
import type { Trace } from '../site.tsx'
import type { Acts } from './acts.ts'
import type { Store } from './board.ts'
import type { Desk } from './desk/desk.ts'
import { type Shared, sharedIn } from './share.ts'

/** What the page begins with: what its address says, else a query that shows something. Fills the list of data meanwhile. */
export async function opened(store: Store, desk: Desk, acts: Acts): Promise<Shared> {
  const [shared, sets] = await Promise.all([
    sharedIn(location.hash) ?? fromCatalogue(location.hash),
    desk.sets().catch((error: unknown) => {
      store.set({ notice: `The list of data could not be loaded: ${error instanceof Error ? error.message : error}` })
      return []
    }),
  ])
  const start = shared ?? { language: store.get().language, text: first }
  const wanted = sets.find(set => set.id === start.set) ?? sets[0]
  store.set({ sets, language: start.language, text: start.text, second: start.second })
  if (wanted !== undefined) acts.choose(wanted.id)
  return start
}

/** The query of a detection: `#open=T1591.002/main`, with `&data=` the data it is to search. */
async function fromCatalogue(fragment: string): Promise<Shared | undefined> {
  const said = new URLSearchParams(fragment.slice(1))
  const [detection, query] = (said.get('open') ?? '').split('/')
  if (detection === undefined || query === undefined) return undefined
  const set = said.get('data') ?? undefined
  try {
    const answer = await fetch(siteAddress(tracePath(detection, query)))
    const { language, text } = (await answer.json()) as Trace
    return { language, text, ...(set === undefined ? {} : { set }) }
  } catch {
    return undefined
  }
}

const first = `*
| json auto
| count by _sourceCategory
`
