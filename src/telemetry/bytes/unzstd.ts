import { Decompress } from 'fzstd'
import { messageOf } from '../../base/message-of.ts'
import { damaged } from './damage.ts'

/** The largest window taken: what the zstd program accepts without being told to. */
const maxWindow = 128 * 1024 * 1024
const maxBlock = 128 * 1024

/**
 * Unpacks zstd (RFC 8878), frame after frame. Blocks are handed to the decoder one at a time, so that a bomb never
 * holds more than a window and a block. What comes before damage is given, then it throws `damaged`. Checksums of the content are not verified.
 */
export async function* unzstd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = pieces(bytes)
  try {
    for (;;) {
      const magic = await input.take(4, true)
      if (magic === undefined) return
      const number = little(magic, 4)
      if (number >= 0x184d2a50 && number <= 0x184d2a5f) await input.skip(little(await input.take(4), 4))
      else if (number === 0xfd2fb528) yield* frame(magic, input)
      else throw broken('there is something else after a frame')
    }
  } finally {
    await input.close()
  }
}

async function* frame(magic: Uint8Array, input: Pieces): AsyncGenerator<Uint8Array> {
  const [flags = 0] = await input.take(1)
  const single = (flags & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0
  const rest = await input.take((single ? 0 : 1) + dictionary + sizeBytes)
  const window = single ? contentSize(rest.subarray(dictionary), sizeBytes) : windowSize(rest[0] ?? 0)
  if (window > maxWindow) throw broken(`it needs a window of ${Math.round(window / 1048576)} MiB, more than 128`)
  const hasChecksum = (flags & 4) !== 0
  let out: Uint8Array[] = []
  const decoder = new Decompress(block => out.push(block))
  let pending = join([magic, Uint8Array.of(flags), rest])
  for (;;) {
    const header = await input.take(3)
    const bits = little(header, 3)
    const type = (bits >> 1) & 3
    const size = bits >> 3
    const last = (bits & 1) === 1
    if (type === 3 || size > maxBlock) throw broken('a block makes no sense')
    const body = await input.take((type === 1 ? 1 : size) + (last && hasChecksum ? 4 : 0))
    try {
      decoder.push(join([pending, header, body]), last)
    } catch (error) {
      throw broken(messageOf(error))
    }
    pending = new Uint8Array(0)
    yield* out
    out = []
    if (last) return
  }
}

const broken = (why: string): Error => damaged(`the zstd archive is damaged: ${why}; what comes before was read`)

const contentSize = (field: Uint8Array, bytes: number): number => little(field, bytes) + (bytes === 2 ? 256 : 0)
const windowSize = (byte: number): number => 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8)

function little(bytes: Uint8Array, count: number): number {
  let value = 0
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[i] ?? 0)
  return value
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

interface Pieces {
  /** Exactly `count` bytes; at the very end undefined if `orEnd`, else it throws. */
  take(count: number): Promise<Uint8Array>
  take(count: number, orEnd: true): Promise<Uint8Array | undefined>
  skip(count: number): Promise<void>
  close(): Promise<void>
}

function pieces(bytes: AsyncIterable<Uint8Array>): Pieces {
  const source = bytes[Symbol.asyncIterator]()
  let chunk: Uint8Array = new Uint8Array(0)
  let ended = false
  const refill = async (): Promise<void> => {
    while (chunk.length === 0 && !ended) {
      const next = await source.next()
      if (next.done === true) ended = true
      else chunk = next.value
    }
  }
  async function take(count: number, orEnd?: true): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    let missing = count
    while (missing > 0) {
      await refill()
      if (chunk.length === 0) {
        if (orEnd === true && missing === count) return undefined as never
        throw broken('it ends in the middle')
      }
      const part = chunk.subarray(0, missing)
      chunk = chunk.subarray(part.length)
      missing -= part.length
      parts.push(part)
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : join(parts)
  }
  const skip = async (count: number): Promise<void> => {
    for (let missing = count; missing > 0; ) missing -= (await take(Math.min(missing, 65536))).length
  }
  const close = async (): Promise<void> => {
    await source.return?.()
  }
  return { take, skip, close } as Pieces
}
