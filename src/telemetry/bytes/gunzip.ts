import { createGunzip } from 'node:zlib'
import { damaged } from './damage.ts'

/** So much packed input at a time: a bomb (at most 1:1032) can then hold 17 MB before its reader sees it. */
const step = 16 * 1024

/**
 * Unpacks gzip, one member after another. What comes before damage is given, then it throws `damaged`.
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
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length && damage === undefined; at += step) {
        await settled(done => stream.write(chunk.subarray(at, at + step), done))
        yield* ready
        ready = []
      }
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
