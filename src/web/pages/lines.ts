import type { TextPiece } from '../../app/catalogue/model.ts'

/** The pieces line by line; each line but the last keeps its end. */
export function linesOf(pieces: readonly TextPiece[]): TextPiece[][] {
  const lines: TextPiece[][] = [[]]
  for (const piece of pieces)
    for (const [i, part] of piece.text.split(/(?<=\n)/).entries()) {
      if (i > 0 || endsLine(lines.at(-1))) lines.push([])
      if (part !== '') lines.at(-1)?.push({ ...piece, text: part })
    }
  return lines
}

const endsLine = (line: readonly TextPiece[] | undefined): boolean => line?.at(-1)?.text.endsWith('\n') === true
