const mask = (1n << 64n) - 1n
const c1 = 0x87c37b91114253d5n
const c2 = 0x4cf5ad432745937fn

const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & mask

function finish(h: bigint): bigint {
  let k = h ^ (h >> 33n)
  k = (k * 0xff51afd7ed558ccdn) & mask
  k ^= k >> 33n
  k = (k * 0xc4ceb9fe1a85ec53n) & mask
  return k ^ (k >> 33n)
}

const mix1 = (k: bigint): bigint => (rotate((k * c1) & mask, 31n) * c2) & mask
const mix2 = (k: bigint): bigint => (rotate((k * c2) & mask, 33n) * c1) & mask

/** MurmurHash3 x64 128 bit, seed 0, its two halves written from their low byte, as Guava and the reference program write it. */
export function murmur3(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / 16) * 16)
  padded.set(bytes)
  const view = new DataView(padded.buffer)
  const blocks = Math.floor(bytes.length / 16)
  let [h1, h2] = [0n, 0n]
  for (let i = 0; i < blocks; i++) {
    h1 ^= mix1(view.getBigUint64(16 * i, true))
    h1 = ((rotate(h1, 27n) + h2) * 5n + 0x52dce729n) & mask
    h2 ^= mix2(view.getBigUint64(16 * i + 8, true))
    h2 = ((rotate(h2, 31n) + h1) * 5n + 0x38495ab5n) & mask
  }
  // the bytes after the last whole block, filled up with zeros, which change nothing
  if (padded.length > 16 * blocks) {
    h1 ^= mix1(view.getBigUint64(16 * blocks, true))
    h2 ^= mix2(view.getBigUint64(16 * blocks + 8, true))
  }
  const length = BigInt(bytes.length)
  h1 ^= length
  h2 ^= length
  h1 = (h1 + h2) & mask
  h2 = (h2 + h1) & mask
  h1 = finish(h1)
  h2 = finish(h2)
  h1 = (h1 + h2) & mask
  h2 = (h2 + h1) & mask
  const out = new DataView(new ArrayBuffer(16))
  out.setBigUint64(0, h1, true)
  out.setBigUint64(8, h2, true)
  return new Uint8Array(out.buffer)
}
