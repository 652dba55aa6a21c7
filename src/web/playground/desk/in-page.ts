import type { DataSetData, ProfileData } from '../../../http/contract/data.ts'
import { siteAddress } from '../../client/dom.ts'
import type { PageFile } from '../../local/files.ts'
import { hireBench } from '../../local/hire.ts'
import { type RecordedSet, recordingsPath } from '../../recordings.ts'
import type { Desk } from './desk.ts'

/** Larger files take the engine in a page too long, and more memory than a page should have. */
const largestFile = 20 * 1024 * 1024

/** Queries run in the page, in the engine that is the definition; files never leave it. */
export function pageDesk(): Desk {
  const bench = hireBench()
  const taken = new Map<string, readonly PageFile[]>()
  let listed: Promise<readonly RecordedSet[]> | undefined
  const recorded = (): Promise<readonly RecordedSet[]> => {
    listed ??= fetchJson<{ readonly sets: readonly RecordedSet[] }>(recordingsPath).then(list => list.sets)
    return listed
  }

  async function filesOf(id: string, signal: AbortSignal): Promise<readonly PageFile[]> {
    const there = taken.get(id)
    if (there !== undefined) return there
    const set = (await recorded()).find(s => s.id === id)
    if (set === undefined) throw new Error(`There is no data \`${id}\` here.`)
    const files = await Promise.all(
      set.files.map(async (name, i) => ({ name, blob: await fetchBlob(set.paths[i] ?? name, signal) })),
    )
    taken.set(id, files)
    return files
  }

  return {
    place: 'this page',
    largestFile,
    larger:
      '`assay serve` shows this page with an engine that searches files up to 200 MB; `assay run` on the command line searches larger ones',
    sets: recorded,
    async take(file) {
      if ((await file.slice(0, 4).text()) === 'PAR1')
        throw new Error(
          `${file.name} is a Parquet table, which the engine of this page does not read. \`assay serve\` shows this page with one that does; or export it as NDJSON or CSV`,
        )
      const id = `taken:${taken.size}`
      taken.set(id, [{ name: file.name, blob: file }])
      return { id, title: file.name, kind: 'upload', files: [file.name], tables: [] } satisfies DataSetData
    },
    async profile(id, language, signal) {
      await touched()
      signal.throwIfAborted()
      return bench.ask<ProfileData>({ is: 'profile', language, files: await filesOf(id, signal) }, signal)
    },
    run: async (id, request, { signal, progress }) => {
      const files = await filesOf(id, signal)
      progress?.({ is: 'running', ms: 0 })
      return bench.ask({ is: 'run', body: { ...request, data: { set: id } }, files }, signal)
    },
    explain: async (id, request, { signal }) =>
      bench.ask({ is: 'explain', body: { ...request, data: { set: id } }, files: await filesOf(id, signal) }, signal),
    compare: async (id, request, { signal }) =>
      bench.ask({ is: 'compare', body: { ...request, data: { set: id } }, files: await filesOf(id, signal) }, signal),
    convert: (request, { signal }) => bench.ask({ is: 'convert', body: request }, signal),
  }
}

async function fetched(path: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(siteAddress(path), signal === undefined ? {} : { signal })
  if (!answer.ok) throw new Error(`${path} could not be loaded: ${answer.status}.`)
  return answer
}
const fetchJson = async <T>(path: string): Promise<T> => (await (await fetched(path)).json()) as T
const fetchBlob = async (path: string, signal: AbortSignal): Promise<Blob> => (await fetched(path, signal)).blob()

let first: Promise<void> | undefined

/** Resolves when somebody does something: whoever only looks at the page need not load the engine that reads data. */
function touched(): Promise<void> {
  first ??= new Promise(resolve => {
    for (const type of ['pointerdown', 'keydown', 'drop'])
      addEventListener(type, () => resolve(), { once: true, capture: true })
  })
  return first
}
