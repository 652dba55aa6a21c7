import type { Token as Piece } from '../language.ts'
import { read } from './parser.ts'

/** The text cut into coloured pieces that cover it, as the parser understood them. O(length of the text). */
export function tokens(text: string): readonly Piece[] {
  const { tokens: taken, comments } = read(text)
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, colour } of [...taken, ...comments].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at || end <= start) continue
    if (start > at) pieces.push({ start: at, end: start, kind: 'text' })
    pieces.push({ start, end, kind: colour })
    at = end
  }
  if (at < text.length) pieces.push({ start: at, end: text.length, kind: 'text' })
  return pieces
}
