/** Reads pieces of what a key names, as often as asked. */
type Read<K, P> = (key: K) => AsyncIterable<P>

/**
 * A reader that reads small things once: `most` is how much is kept of all together, `sizeOf` measures a piece. What does not
 * fit is read again each time, so that memory does not grow with the input. `forget` gives back what is kept.
 */
export function remembered<K, P>(
  read: Read<K, P>,
  { keyOf, sizeOf, most }: { keyOf: (key: K) => unknown; sizeOf: (piece: P) => number; most: number },
): { read: Read<K, P>; forget: () => void } {
  const known = new Map<unknown, readonly P[]>()
  let room = most
  async function* again(of: K): AsyncGenerator<P> {
    const key = keyOf(of)
    const ready = known.get(key)
    if (ready !== undefined) {
      yield* ready
      return
    }
    const seen: P[] = []
    let size = 0
    for await (const piece of read(of)) {
      size += sizeOf(piece)
      if (size <= room) seen.push(piece)
      else seen.length = 0
      yield piece
    }
    if (size > room) return
    room -= size
    known.set(key, seen)
  }
  return {
    read: again,
    forget: () => {
      known.clear()
      room = most
    },
  }
}
