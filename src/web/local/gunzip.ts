import { Gunzip } from 'fflate'
import { messageOf } from '../../base/message-of.ts'
import { damaged } from '../../telemetry/bytes/damage.ts'

/**
 * Unpacks gzip (RFC 1952), one member after another, in a page, where there is no zlib of Node's. What comes before damage is
 * given, then it throws `damaged`.
 */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const stream = new Gunzip(chunk => ready.push(chunk))
  let damage: string | undefined
  const feed = (chunk: Uint8Array, last: boolean): void => {
    try {
      stream.push(chunk, last)
    } catch (error) {
      damage = messageOf(error)
    }
  }
  for await (const chunk of bytes) {
    // small steps, so that a bomb holds no more than what one of them unpacks to before its reader sees it
    for (let at = 0; at < chunk.length && damage === undefined; at += STEP) {
      feed(chunk.subarray(at, at + STEP), false)
      yield* ready
      ready = []
    }
    if (damage !== undefined) break
  }
  if (damage === undefined) feed(new Uint8Array(0), true)
  yield* ready
  if (damage !== undefined) throw damaged(`the gzip archive is damaged: ${damage}; what comes before was read`)
}

const STEP = 4096
