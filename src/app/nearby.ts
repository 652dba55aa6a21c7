import { didYouMean } from '../base/suggest.ts'
import type { Disk } from './disk.ts'

/** What lies where a path leads that is not there, and is called nearly the same, as a hint; undefined where nothing is. */
export async function nearby(path: string, disk: Disk): Promise<string | undefined> {
  const slash = path.replace(/\/+$/, '').lastIndexOf('/')
  const folder = slash < 0 ? '.' : path.slice(0, slash) || '/'
  const name = path.slice(slash + 1)
  // a link that leads nowhere has this very name
  return didYouMean(
    name,
    (await disk.names(folder)).filter(other => other !== name),
  )
}
