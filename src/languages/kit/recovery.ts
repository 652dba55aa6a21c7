import type { Cursor } from './cursor.ts'

/**
 * Skips tokens up to the first that `stops` accepts outside every bracket opened on the way, and does not take it.
 * A closing bracket that was not opened on the way always stops. The end of the text must be accepted by `stops`.
 */
export function skipTo<T, M>(
  cursor: Cursor<T, M>,
  stops: (token: T) => boolean,
  bracket: (token: T) => 'open' | 'close' | undefined,
): void {
  let depth = 0
  for (;;) {
    const token = cursor.peek()
    const is = bracket(token)
    if (depth === 0 && (is === 'close' || stops(token))) return
    if (is === 'open') depth++
    else if (is === 'close') depth--
    else if (depth > 0 && stopsEverything(token)) return
    cursor.next()
  }
}

const stopsEverything = (token: unknown): boolean => (token as { kind?: string }).kind === 'end'
