import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'

/** A file under the name that a request and its answer call it. */
export interface NamedFile {
  readonly name: string
  readonly path: string
}

/**
 * A disk that holds these files under these names and nothing else: whatever a query, a request or a log names, no other path
 * is ever opened, and none is written.
 */
export function boundDisk(files: readonly NamedFile[], disk: Disk): Disk {
  const paths = new Map(files.map(file => [file.name, file.path]))
  const at = (name: string): string => {
    const path = paths.get(name)
    if (path === undefined) throw new InputError(`there is no file ${name} in the data`)
    return path
  }
  const named = (name: string): ((error: unknown) => unknown) => {
    const path = at(name)
    return error =>
      error instanceof InputError ? new InputError(error.message.replaceAll(path, name), error.help) : error
  }
  return {
    path: at,
    read: async name => (paths.has(name) ? disk.read(at(name)) : undefined),
    list: async name => (paths.has(name) ? [name] : undefined),
    async *bytes(name) {
      const rename = named(name)
      try {
        yield* disk.bytes(at(name))
      } catch (error) {
        throw rename(error)
      }
    },
    size: async name => disk.size(at(name)),
    rereadable: async name => disk.rereadable(at(name)),
    names: async () => [...paths.keys()],
    write: async name => {
      throw new InputError(`${name} is not written here`, 'rows are saved by `assay run … --save`, on the command line')
    },
  }
}
