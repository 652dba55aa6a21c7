import { longest, type Piece, type Splitter, tooLong } from './splitter.ts'

/** Every line is a record, without its end (`\n` or `\r\n`). */
export function splitLines(cap = longest): Splitter {
  let held: Buffer[] = []
  let heldBytes = 0
  let line = 1
  let skipping = false

  /** The line that ends here, put together from what earlier chunks left. */
  function finish(tail: Buffer): Piece {
    const skipped = skipping || heldBytes + tail.length > cap
    const bytes = skipped || heldBytes === 0 ? tail : Buffer.concat([...held, tail])
    held = []
    heldBytes = 0
    skipping = false
    return skipped
      ? { text: '', line: line++, lost: { why: tooLong, lines: 1 } }
      : { text: textOf(bytes), line: line++ }
  }

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const out: Piece[] = []
      let from = 0
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
        out.push(finish(bytes.subarray(from, at)))
        from = at + 1
      }
      if (skipping || from === bytes.length) return out
      // copied, because a small rest would keep its whole chunk alive
      const rest = Buffer.from(bytes.subarray(from))
      held.push(rest)
      heldBytes += rest.length
      if (heldBytes > cap) {
        skipping = true
        held = []
        heldBytes = 0
      }
      return out
    },
    end: () => (skipping || heldBytes > 0 ? [finish(Buffer.alloc(0))] : []),
  }
}

function textOf(bytes: Buffer): string {
  const end = bytes.length > 0 && bytes[bytes.length - 1] === 13 ? bytes.length - 1 : bytes.length
  return bytes.toString('utf8', 0, end)
}
