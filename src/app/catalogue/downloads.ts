import { zipSync } from 'fflate'
import type { Disk } from '../disk.ts'
import { cacaoOf } from './cacao.ts'
import type { Detection, Download } from './model.ts'

const utf8 = new TextEncoder()

/** The files for download of a detection whose package lies in `folder`: each query and rule by its own name, the playbook as CACAO, and the whole package. */
export async function downloadsOf(detection: Detection, folder: string, disk: Disk): Promise<Download[]> {
  const { queries, hunts, specimens, id } = detection
  const texts = new Map<string, string>()
  for (const { file, text } of [...queries, ...hunts, ...specimens.map(s => s.published)]) {
    const name = file.split('/').at(-1) ?? file
    // two files of one name keep their folders in it
    texts.set(texts.has(name) && texts.get(name) !== text ? file.replaceAll('/', '-') : name, text)
  }
  return [
    ...[...texts].map(([name, text]) => ({ name, type: typeOf(name), bytes: utf8.encode(text) })),
    {
      name: `${id}.cacao.json`,
      type: 'application/json',
      bytes: utf8.encode(`${JSON.stringify(cacaoOf(detection), undefined, 2)}\n`),
    },
    { name: `${id}.zip`, type: 'application/zip', bytes: await zipped(folder, disk) },
  ]
}

const typeOf = (name: string): string => (/\.ya?ml$/.test(name) ? 'application/yaml' : 'text/plain; charset=utf-8')

/** The first moment that a zip can say, so that the same package is the same bytes, wherever and whenever it is packed. */
const epoch = new Date(1980, 0, 1)

/** A package's folder as a zip, with the name of the folder in every path. */
async function zipped(folder: string, disk: Disk): Promise<Uint8Array> {
  const root = folder.split('/').at(-1) ?? folder
  const files: Record<string, Uint8Array> = {}
  for (const path of (await disk.list(folder)) ?? []) {
    const pieces: Uint8Array[] = []
    for await (const piece of disk.bytes(path)) pieces.push(piece)
    files[`${root}/${path.slice(folder.length + 1)}`] = Buffer.concat(pieces)
  }
  return zipSync(files, { mtime: epoch, level: 6 })
}
