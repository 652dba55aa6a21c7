/** One record of a file, or a stretch of it that cannot be one. */
export interface Piece {
  readonly text: string
  /** The line (from 1) on which it starts. */
  readonly line: number
  /** Why it was given up, and how many lines went with it; the text is empty then. */
  readonly lost?: { readonly why: string; readonly lines: number }
}

/** Cuts the bytes of a text (UTF-8) into records, holding no more than one of them. */
export interface Splitter {
  push(chunk: Uint8Array): readonly Piece[]
  end(): readonly Piece[]
}

/** No record is longer than this many bytes; what is longer is given up, so that no file can exhaust the memory. */
export const longest = 16 * 1024 * 1024

/** Why such a record was given up. */
export const tooLong = 'this record is longer than 16 MiB and was skipped'

/** How many line ends are in a text, from an offset to another. */
export function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
