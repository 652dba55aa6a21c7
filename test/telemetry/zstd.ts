/** Data as zstd frames (RFC 8878) that store it: what no compressor is needed for. */
export function storedZstd(data: Uint8Array, blockSize = 1000): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0; at < data.length || at === 0; at += blockSize) {
    const part = data.subarray(at, at + blockSize)
    blocks.push(blockHeader(part.length, 0, at + blockSize >= data.length), Buffer.from(part))
  }
  return Buffer.concat([frameHeader, ...blocks])
}

/** One frame of blocks that each repeat one byte. */
export const repeatedZstd = (byte: number, size: number, times: number): Buffer =>
  Buffer.concat([
    frameHeader,
    ...Array.from({ length: times }, (_, i) => Buffer.concat([blockHeader(size, 1, i === times - 1), Buffer.of(byte)])),
  ])

/** No checksum, no size, a window of 1 MiB. */
const frameHeader = Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3)

function blockHeader(size: number, type: number, last: boolean): Buffer {
  const header = Buffer.alloc(3)
  header.writeUIntLE((size << 3) | (type << 1) | (last ? 1 : 0), 0, 3)
  return header
}
