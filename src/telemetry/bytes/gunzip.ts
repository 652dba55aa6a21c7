import { createGunzip } from 'node:zlib'
import { damaged } from './damage.ts'

/**
 * So much packed input at a time. What zlib unpacked of a step that turns out to be damaged is lost, so steps are small;
 * and a bomb (at most 1:1032) can hold no more than the output of one step before its reader sees it.
 */
const step = 4096
/** The end is fed in smaller steps: a member ends with 8 bytes that hold no data, so junk behind it costs no data. */
const lastStep = 8

/**
 * Unpacks gzip (RFC 1952), one member after another. What comes before damage is given, but for what the last 4 kB before
 * it held, then it throws `damaged`.
 */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 64 * 1024 })
  let ready: Uint8Array[] = []
  let damage: Error | undefined
  let wake = (): void => {}
  stream.on('data', (chunk: Buffer) => ready.push(chunk))
  stream.on('error', error => {
    damage = error
    wake()
  })
  stream.on('end', () => wake())
  const settled = (start: (done: () => void) => void): Promise<void> =>
    new Promise(resolve => {
      wake = resolve
      if (damage === undefined) start(resolve)
      else resolve()
    })
  try {
    for await (const part of steps(bytes)) {
      await settled(done => stream.write(part, done))
      yield* ready
      ready = []
      if (damage !== undefined) break
    }
    await settled(() => stream.end())
    yield* ready
    if (damage !== undefined)
      throw damaged(`the gzip archive is damaged: ${damage.message}; what comes before was read`)
  } finally {
    stream.destroy()
  }
}

async function* steps(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of bytes) {
    const whole = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    let at = 0
    for (; whole.length - at > step; at += step) yield whole.subarray(at, at + step)
    held = whole.subarray(at)
  }
  for (let at = 0; at < held.length; at += lastStep) yield held.subarray(at, at + lastStep)
}
