import type { Disk } from '../../app/disk.ts'
import { InputError } from '../../app/input-error.ts'

/** What somebody dropped on the page, or what the page brought along: a name and its bytes. */
export interface PageFile {
  readonly name: string
  readonly blob: Blob
}

/** The files of a page as the use cases see a disk: nothing but these files is there, and nothing is ever written. */
export function pageDisk(files: readonly PageFile[]): Disk {
  const known = new Map(files.map(file => [file.name, file.blob]))
  const blobOf = (path: string): Blob => {
    const blob = known.get(path)
    if (blob === undefined) throw new InputError(`there is no file ${path}`, 'drop it on the page first')
    return blob
  }
  return {
    path: path => path,
    read: async path => known.get(path)?.text(),
    list: async path => (known.has(path) ? [path] : undefined),
    bytes: path => piecesOf(blobOf(path)),
    size: async path => blobOf(path).size,
    rereadable: async path => known.has(path),
    names: async () => [...known.keys()],
    write: async path => {
      throw new InputError(`${path} cannot be written`, 'a page writes no files; run the query with `assay run --save`')
    },
  }
}

/** A blob in pieces, so that no file is in memory as a whole. */
async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    reader.releaseLock()
  }
}
