/** Text in UTF-16 as UTF-8, piece by piece; what cannot be decoded becomes U+FFFD. */
export async function* utf8From(
  encoding: 'utf-16le' | 'utf-16be',
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

/** `bytes` without its first `count`. */
export async function* without(count: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of bytes) {
    yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

/** Looks at the first `count` bytes (fewer at the end) and gives them with the whole, as if nobody had looked. */
export async function peek(
  count: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]()
  const seen: Uint8Array[] = []
  let have = 0
  while (have < count) {
    const next = await source.next()
    if (next.done === true) break
    seen.push(next.value)
    have += next.value.length
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* seen
      yield* { [Symbol.asyncIterator]: () => source }
    } finally {
      await source.return?.()
    }
  }
  return { head: Buffer.concat(seen).subarray(0, count), all: all() }
}

/** Closes what the bytes come from without reading them. */
export async function abandon(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes) return
}
