import type { Store } from './board.ts'
import { isShared, type Shared, sharedIn, sharedOf } from './share.ts'

// What stands in the playground is kept with its entry in the history of the browser: it is there again after a reload, and
// when somebody comes back to it; a link that is opened anew shows what the link says.

const key = 'assayPlayground'
/** Milliseconds without a change after which what stands there is kept: browsers allow so many changes of their history only. */
const pause = 250

/** What stood here before the page was loaded again. */
export function kept(): Shared | undefined {
  const state: unknown = history.state
  if (typeof state !== 'object' || state === null || !(key in state)) return undefined
  const said: unknown = state[key]
  return isShared(said) ? said : undefined
}

/** Keeps what stands there from now on. A link to something else that is put into the address bar is followed. */
export function keep(store: Store): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (): void => {
    clearTimeout(timer)
    history.replaceState({ ...history.state, [key]: sharedOf(store.get()) }, '')
  }
  store.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(write, pause)
  })
  addEventListener('hashchange', () => {
    if (kept() === undefined && sharedIn(location.hash) !== undefined) {
      clearTimeout(timer)
      location.reload()
    }
  })
}
