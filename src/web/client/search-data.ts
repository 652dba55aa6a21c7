import { searchIndexPath } from '../pages/address.ts'
import type { SearchEntry } from '../search-index.ts'
import { siteAddress } from './dom.ts'

let loading: Promise<readonly SearchEntry[]> | undefined

/** The entries that a search looks through; loaded once. */
export function searchEntries(): Promise<readonly SearchEntry[]> {
  loading ??= fetch(siteAddress(searchIndexPath)).then(answer => {
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
    return answer.json() as Promise<readonly SearchEntry[]>
  })
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
