import type { Source } from '../base/source.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'
import { nearby } from './nearby.ts'

/** Standard input, as users write it. */
export const stdinName = '-'
/** The name of a query that came from there. */
export const stdinSource = '<stdin>'

/** More than any platform takes as a query. */
const largestQuery = 1 << 20

/** A query from a file, or from standard input for `-`. Rejects when it is missing, empty or no text. */
export async function readQuery(path: string, disk: Disk, stdin: () => AsyncIterable<Uint8Array>): Promise<Source> {
  const name = path === stdinName ? 'standard input' : path
  const text = path === stdinName ? await readAll(stdin()) : await disk.read(path)
  if (text === undefined) throw new InputError(`there is no file ${path}`, await nearby(path, disk))
  return { name: path === stdinName ? stdinSource : path, text: asText(text, name) }
}

/** What a query's text must be. The byte order mark is taken off. */
function asText(text: string, name: string): string {
  if (text.includes('\0') || text.includes('\ufffd'))
    throw new InputError(`${name} is not text in UTF-8`, 'a query is read as UTF-8; save it in that encoding')
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text
  if (bare.trim() === '') throw new InputError(`${name} is empty: there is no query in it`)
  return bare
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > largestQuery) throw new InputError('standard input is too long to be a query')
  }
  return text + decoder.decode()
}
