import { useEffect, useReducer } from 'preact/hooks'
import type { Board, Store } from './board.ts'

/** The state as it is now; what uses it is drawn again when it changes. */
export function useBoard(store: Store): Board {
  const [, again] = useReducer((n: number, _: undefined) => n + 1, 0)
  useEffect(() => store.subscribe(() => again(undefined)), [store])
  return store.get()
}
