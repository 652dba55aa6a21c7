import type { Paint } from '../base/frame.ts'
import { printable } from '../base/printable.ts'
import { clip, padEnd, padStart, widthOf, wrap } from '../base/width.ts'

/** A piece of a table: text without escapes, and how it is coloured. */
export interface TableCell {
  readonly text: string
  readonly paint?: (text: string) => string
  readonly right?: boolean
  /** It may have several lines, each cut where its column is too narrow, or broken; else it is one line and cut. */
  readonly lines?: 'cut' | 'broken'
}

export interface TableOptions {
  /** Columns of the terminal: the widest columns are narrowed until the table fits, but none below 8. Without, nothing is cut. */
  readonly width?: number | undefined
  /** What stands between two columns. */
  readonly between?: ' │ ' | '  '
}

/**
 * Rows under a heading (which may have several lines), with a line between; when some row has several lines, there is a line
 * between the rows too. Characters that could steer a terminal are made visible.
 */
export function renderTable(
  heading: readonly string[],
  rows: readonly (readonly TableCell[])[],
  paint: Paint,
  { width, between = ' │ ' }: TableOptions = {},
): string {
  const head = heading.map(title => ({ text: title, lines: 'cut', paint: paint.strong }) as const)
  const natural = heading.map((_, i) =>
    [head, ...rows].reduce(
      (widest, row) => naturalLines(row[i]).reduce((most, line) => Math.max(most, widthOf(line)), widest),
      0,
    ),
  )
  const widths =
    width === undefined ? natural : shrink(natural, width - between.length * Math.max(0, heading.length - 1))
  const bar = paint.dim(between)
  const rule = paint.dim(widths.map(w => '─'.repeat(w)).join(between === ' │ ' ? '─┼─' : '──'))
  const drawn = rows.map(row => draw(row, widths, bar))
  const ruled = drawn.some(lines => lines.length > 1)
  return [
    ...draw(head, widths, bar),
    rule,
    ...drawn.flatMap((lines, i) => (ruled && i > 0 ? [rule, ...lines] : lines)),
  ].join('\n')
}

const naturalLines = (cell: TableCell | undefined): string[] =>
  cell === undefined ? [''] : cell.lines !== undefined ? cell.text.split('\n').map(printable) : [printable(cell.text)]

/** The lines of one row. */
function draw(row: readonly TableCell[], widths: readonly number[], bar: string): string[] {
  const columns = widths.map((w, i) => {
    const lines = naturalLines(row[i])
    return row[i]?.lines === 'broken' ? lines.flatMap(line => wrap(line, w)) : lines.map(line => clip(line, w))
  })
  const height = Math.max(1, ...columns.map(lines => lines.length))
  return Array.from({ length: height }, (_, n) =>
    widths
      .map((w, i) => {
        const text = columns[i]?.[n] ?? ''
        const padded = row[i]?.right ? padStart(text, w) : i === widths.length - 1 ? text : padEnd(text, w)
        return row[i]?.paint?.(padded) ?? padded
      })
      .join(bar)
      .trimEnd(),
  )
}

const narrowest = 8

/** Takes from the widest column until the sum fits. */
function shrink(natural: readonly number[], room: number): number[] {
  const widths = [...natural]
  const sum = (): number => widths.reduce((a, b) => a + b, 0)
  while (sum() > room) {
    const widest = widths.indexOf(Math.max(...widths))
    const second = Math.max(narrowest, ...widths.filter((_, i) => i !== widest))
    const now = widths[widest] ?? 0
    if (now <= narrowest) break
    widths[widest] = Math.max(narrowest, now - (sum() - room), Math.min(second, now - 1))
  }
  return widths
}
