import type { DataSetData } from '../../http/contract/data.ts'
import { siteAddress } from '../client/dom.ts'
import { tracePath } from '../pages/address.ts'
import { isRecording } from '../recordings.ts'
import type { Trace } from '../trace.ts'
import type { Acts } from './acts.ts'
import type { LanguageChoice, Store } from './board.ts'
import type { Desk } from './desk/desk.ts'
import { kept } from './keeping.ts'
import { type Shared, sharedIn } from './share.ts'

/** What the page begins with: what stood here before it was loaded again, or what its address says, else a query that shows something. Fills the list of data meanwhile. */
export async function opened(
  store: Store,
  desk: Desk,
  acts: Acts,
  languages: readonly LanguageChoice[],
): Promise<Opened> {
  const fragment = location.hash
  const [found, sets] = await Promise.all([
    kept() ?? sharedIn(fragment) ?? fromCatalogue(fragment),
    desk.sets().catch((error: unknown) => {
      store.set({ notice: `The list of data could not be loaded: ${error instanceof Error ? error.message : error}` })
      return []
    }),
  ])
  const known = (language: string | undefined): boolean => languages.some(l => l.id === language)
  const usable =
    found !== undefined && known(found.language) && (found.second === undefined || known(found.second.language))
  const start: Opened = usable ? found : { language: store.get().language, text: first }
  const wanted = sets.find(set => set.id === start.set) ?? recordingOf(start, sets) ?? sets[0]
  store.set({ sets, language: start.language, text: start.text, second: start.second })
  if (wanted !== undefined) acts.choose(wanted.id)
  // a part of the time of other data is none of this
  if (wanted?.id === start.set) store.set({ span: start.span })
  return start
}

/** A query of the catalogue, with a recording that it fires in. */
interface Opened extends Shared {
  /** The folder of its package. */
  readonly package?: string
  readonly of?: string | undefined
}

/** The query of a detection: `#detection=T1591.002&query=main`, with `&of=` the recording that it is to search. */
async function fromCatalogue(fragment: string): Promise<Opened | undefined> {
  const said = new URLSearchParams(fragment.slice(1))
  const detection = said.get('detection')
  const query = said.get('query')
  if (detection === null || query === null) return undefined
  const answer = await fetch(siteAddress(tracePath(detection, query))).catch(() => undefined)
  if (answer?.ok !== true) return undefined
  const trace = (await answer.json()) as Trace
  const { language, text, cells } = trace
  return { language, text, package: trace.package, of: said.get('of') ?? cells.find(cell => cell.fires)?.of }
}

/** The data of a package that a query of the catalogue is to search. */
function recordingOf({ package: folder, of }: Opened, sets: readonly DataSetData[]): DataSetData | undefined {
  if (folder === undefined) return undefined
  return sets.find(set => of !== undefined && isRecording(set, folder, of)) ?? sets.find(set => set.package === folder)
}

const first = `*
| json auto
| count by _sourceCategory
`
