import type { Cursor } from './cursor.ts'

/** What ends a skip: `always` wherever it stands, `outside` only outside the brackets opened on the way. */
export interface Stops<T> {
  readonly always: (token: T) => boolean
  readonly outside: (token: T) => boolean
  readonly bracket: (token: T) => 'open' | 'close' | undefined
}

/**
 * Skips tokens up to the first that stops, and does not take it. A closing bracket that was not opened on the way always
 * stops. The end of the text must be among what stops always.
 */
export function skipTo<T, M>(cursor: Cursor<T, M>, stops: Stops<T>): void {
  let depth = 0
  for (;;) {
    const token = cursor.peek()
    const is = stops.bracket(token)
    if (stops.always(token)) return
    if (depth === 0 && (is === 'close' || stops.outside(token))) return
    if (is === 'open') depth++
    else if (is === 'close') depth--
    cursor.next()
  }
}
