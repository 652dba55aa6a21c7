import { isUtf8 } from 'node:buffer'

/** Passes bytes on and notices whether any of them are no UTF-8. */
export function utf8Watch(bytes: AsyncIterable<Uint8Array>): { bytes: AsyncIterable<Uint8Array>; invalid(): boolean } {
  let invalid = false
  async function* watched(): AsyncGenerator<Uint8Array> {
    let held: Uint8Array = new Uint8Array(0)
    for await (const chunk of bytes) {
      if (!invalid) {
        const whole = held.length === 0 ? chunk : Buffer.concat([held, chunk])
        const end = whole.length - unfinished(whole)
        invalid = !isUtf8(whole.subarray(0, end))
        held = Uint8Array.from(whole.subarray(end))
      }
      yield chunk
    }
    invalid ||= held.length > 0
  }
  return { bytes: watched(), invalid: () => invalid }
}

/** How many bytes at the end begin a character that goes on in the next chunk. */
function unfinished(chunk: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= chunk.length; back++) {
    const byte = chunk[chunk.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}
