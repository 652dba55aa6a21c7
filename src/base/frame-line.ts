import { printable } from './printable.ts'
import { widthOf } from './width.ts'

/** Something to underline in one line of a source. */
export interface Mark {
  /** Offsets in the line; an empty mark is shown as one sign. */
  readonly start: number
  readonly end: number
  readonly sign: '^' | '-'
  readonly paint: (text: string) => string
  /** What to say behind the underline. */
  readonly label: string | undefined
  /** The mark began on an earlier line, so that leading blanks need not be underlined. */
  readonly continues: boolean
}

const tabStop = 4

/**
 * A line of a source ready to be shown, at most `width` columns wide, and a line of signs for each mark. Tabs become
 * blanks; wide characters take two signs; a long line is cut around its first mark.
 */
export function renderLine(
  text: string,
  marks: readonly Mark[],
  width: number,
): { readonly text: string; readonly underlines: readonly string[] } {
  const cells = toCells(text)
  const first = marks[0]
  const from = first === undefined ? 0 : cutFrom(cells, first, width)
  const to = cutTo(cells, from, width)
  const shown = cells.slice(from, to)
  const before = from > 0 ? '…' : ''
  const after = to < cells.length ? '…' : ''
  const origin = (cells[from]?.column ?? columnAfter(cells)) - before.length
  const underlines = marks.flatMap(mark => {
    const start = mark.continues ? mark.start + (text.length - text.trimStart().length) : mark.start
    const left = Math.max(columnAt(cells, start) - origin, 0)
    const right = Math.min(columnAt(cells, Math.max(mark.end, start + 1)) - origin, width)
    if (left > width) return []
    const signs = mark.sign.repeat(Math.max(1, right - left))
    return [' '.repeat(left) + mark.paint(mark.label === undefined ? signs : `${signs} ${printable(mark.label)}`)]
  })
  return { text: before + shown.map(c => c.text).join('') + after, underlines }
}

interface Cell {
  readonly text: string
  readonly offset: number
  readonly column: number
  readonly width: number
}

function toCells(text: string): Cell[] {
  const cells: Cell[] = []
  let offset = 0
  let column = 0
  for (const char of text) {
    const shown = char === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : printable(char)
    const width = widthOf(shown)
    cells.push({ text: shown, offset, column, width })
    offset += char.length
    column += width
  }
  return cells
}

const columnAfter = (cells: readonly Cell[]): number => {
  const last = cells.at(-1)
  return last === undefined ? 0 : last.column + last.width
}

const columnAt = (cells: readonly Cell[], offset: number): number =>
  cells.find(c => c.offset >= offset)?.column ?? columnAfter(cells)

/** The first cell to show so that the mark is in view, with some of what stands before it. */
function cutFrom(cells: readonly Cell[], mark: Mark, width: number): number {
  if (columnAfter(cells) <= width) return 0
  const end = columnAt(cells, Math.max(mark.end, mark.start + 1))
  if (end <= width - 1) return 0
  const start = columnAt(cells, mark.start)
  const wanted = Math.max(0, start - Math.max(Math.floor(width / 4), width - (end - start) - 10))
  const from = Math.min(start, Math.max(wanted, start - width + 10))
  return Math.max(
    0,
    cells.findIndex(c => c.column >= from),
  )
}

function cutTo(cells: readonly Cell[], from: number, width: number): number {
  const origin = cells[from]?.column ?? 0
  const room = width - (from > 0 ? 1 : 0)
  if (columnAfter(cells) - origin <= room) return cells.length
  let to = from
  for (let cell = cells[to]; cell !== undefined && cell.column + cell.width - origin <= room - 1; cell = cells[to]) to++
  return to
}
