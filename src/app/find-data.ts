import { peek } from '../telemetry/bytes/decode.ts'
import { contentOf, enoughToTell } from '../telemetry/bytes/magic.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'
import { nearby } from './nearby.ts'

/** Files that lie beside logs in a folder and are none themselves. A file that is named itself is always read. */
const noLogs =
  /(^|\/)(readme|license|changelog)[^/]*$|\.(md|ya?ml|sh|py|mjs|js|ts|toml|html?|pcapng?|png|jpe?g|svg|pdf|zip|tar|evtx|db)$/i

/**
 * The files that paths of data stand for, in order: a file is itself, a folder all logs below it, sorted by name. Rejects
 * with `InputError` for a path that is not there and for a folder without logs.
 */
export async function findData(paths: readonly string[], disk: Disk): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    if (path === '-')
      throw new InputError(
        'standard input is for the query, not for logs',
        'give logs from a pipe as /dev/stdin: `… | assay run QUERY --data /dev/stdin`',
      )
    const found = await disk.list(path)
    if (found === undefined) throw new InputError(`there is no file or folder ${path}`, await nearby(path, disk))
    if (found.length === 1 && found[0] === path) {
      files.push(path)
      continue
    }
    const logs: string[] = []
    for (const name of found) if (!noLogs.test(name) && (await isText(name, disk))) logs.push(name)
    if (logs.length === 0)
      throw new InputError(
        found.length === 0 ? `the folder ${path} is empty` : `the folder ${path} holds no logs`,
        found.length === 0
          ? undefined
          : `it holds ${found.length} other files; name a file itself to have it read anyway`,
      )
    files.push(...logs)
  }
  return [...new Set(files)]
}

/** Whether a file holds text, packed or not, and not a kind of data that no reader takes; one that cannot be read is told when it is. */
async function isText(file: string, disk: Disk): Promise<boolean> {
  try {
    const { head } = await peek(enoughToTell, disk.bytes(file))
    return contentOf(head).is !== 'binary'
  } catch (error) {
    if (error instanceof InputError) return true
    throw error
  }
}
