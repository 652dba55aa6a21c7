import type { DataSetData } from '../http/contract/data.ts'

/** A data set of a site without a server, with where each of its files lies below the root. */
export interface RecordedSet extends DataSetData {
  readonly paths: readonly string[]
}

/** The telemetry of the packages, to be written beside the pages. */
export interface Recordings {
  readonly sets: readonly RecordedSet[]
  readonly files: readonly { readonly path: string; read(): Uint8Array }[]
}

/** Whether a data set is a recording of a package, by the name of its folder and the id in it: ids end in the recording's own. */
export const isRecording = (set: Pick<DataSetData, 'id' | 'package'>, folder: string, id: string): boolean =>
  set.package === folder && set.id.endsWith(`:${id}`)

/** Where the list of data sets lies in a site without a server. */
export const recordingsPath = 'data.json'

interface Given extends Omit<DataSetData, 'files' | 'tables' | 'package'> {
  readonly package?: string | undefined
  readonly files: readonly { readonly name: string; readonly path: string }[]
  readonly tables: readonly { readonly name: string }[]
}

/** Puts the files of data sets in their places below the root; `read` gives the bytes of a path. */
export function recordingsOf(sets: readonly Given[], read: (path: string) => Uint8Array): Recordings {
  const files = new Map<string, string>()
  const recorded = sets.map(({ package: folder, ...set }): RecordedSet => {
    const paths = set.files.map(({ name, path }) => {
      const own = name.split('/').filter(part => part !== '' && part !== '.' && part !== '..')
      const place = ['data', ...own.slice(Math.max(0, own.lastIndexOf(folder ?? '')))].join('/')
      files.set(place, path)
      return place
    })
    return {
      ...set,
      ...(folder === undefined ? {} : { package: folder }),
      files: set.files.map(file => file.name),
      tables: set.tables.map(table => table.name),
      paths,
    }
  })
  return { sets: recorded, files: [...files].map(([path, from]) => ({ path, read: () => read(from) })) }
}
