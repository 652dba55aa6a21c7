import { messageOf } from '../../base/message-of.ts'
import type { DataSetData } from '../../http/contract/data.ts'
import { siteAddress } from '../client/dom.ts'
import { tracePath } from '../pages/address.ts'
import { shortened } from '../pages/words.ts'
import { isRecording } from '../recordings.ts'
import type { Trace } from '../trace.ts'
import type { Acts } from './acts.ts'
import type { LanguageChoice, Store } from './board.ts'
import type { Desk } from './desk/desk.ts'
import { kept } from './keeping.ts'
import { type Shared, sharedIn } from './share.ts'

/** What the page begins with: what stood here before it was loaded again, or what its address says, else a query that shows something. Fills the list of data meanwhile. What the address says and is not here is told. */
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
      store.set({ notice: `The list of data could not be loaded: ${messageOf(error)}` })
      return []
    }),
  ])
  const wrong = typeof found === 'string' ? found : wrongIn(found, languages)
  const start: Opened =
    found === undefined || typeof found === 'string' || wrong !== undefined
      ? { language: store.get().language, text: first }
      : found
  const wanted = sets.find(set => set.id === start.set) ?? recordingOf(start, sets) ?? sets[0]
  store.set({ sets, language: start.language, text: start.text, second: start.second })
  if (wanted !== undefined) acts.choose(wanted.id)
  // a part of the time of other data is none of this
  if (wanted?.id === start.set) store.set({ span: start.span })
  const notice = wrong ?? (sets.length > 0 ? absent(start.set, wanted) : undefined)
  if (notice !== undefined) store.set({ notice })
  return start
}

/** A query of the catalogue, with a recording that it fires in. */
interface Opened extends Shared {
  /** The folder of its package. */
  readonly package?: string
  readonly of?: string | undefined
}

/** Why what an address says cannot stand here, in words. */
function wrongIn(found: Opened | undefined, languages: readonly LanguageChoice[]): string | undefined {
  const unknown = [found, found?.second].find(query => query && !languages.some(l => l.id === query.language))
  return unknown && `The link has a query in \`${named(unknown.language)}\`, which is no language of this page.`
}

/** Says that the data of a link is not here, and what stands in its place. */
const absent = (asked: string | undefined, instead: DataSetData | undefined): string | undefined =>
  asked === undefined || asked === instead?.id
    ? undefined
    : `The data of the link, \`${named(asked)}\`, is not here. The query would run over “${instead?.title}” instead: choose other data, or open the file.`

/** A name that a stranger wrote, in a sentence. */
const named = (name: string): string => shortened(name.replaceAll('`', ''), 80)

/**
 * The query of a detection: `#detection=T1591.002&query=main`, with `&of=` the recording that it is to search; what is wrong
 * with it, as a sentence; undefined where an address says nothing.
 */
async function fromCatalogue(fragment: string): Promise<Opened | string | undefined> {
  if (fragment.startsWith('#q='))
    return 'The link holds no query that can be read; it may have been cut off on its way. Ask for the text of the query itself.'
  const said = new URLSearchParams(fragment.slice(1))
  const detection = said.get('detection')
  const query = said.get('query')
  if (detection === null || query === null) return undefined
  // names as packages have them, so that an address leads to nothing else
  const answer = [detection, query].every(name => /^\w[\w.-]*$/.test(name))
    ? await fetch(siteAddress(tracePath(detection, query))).catch(() => undefined)
    : undefined
  if (answer?.ok !== true)
    return answer?.status === 503
      ? 'The query of the link is not here yet: the packages are still being proven. Load the page again in a moment.'
      : `There is no query \`${named(query)}\` of \`${named(detection)}\` here.`
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
