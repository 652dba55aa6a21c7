import type { Paint } from '../base/frame.ts'
import { printable } from '../base/printable.ts'
import { clip, padEnd, padStart, widthOf } from '../base/width.ts'

/** A piece of a table: text without escapes, and how it is coloured. */
export interface TableCell {
  readonly text: string
  readonly paint?: (text: string) => string
  readonly right?: boolean
}

/**
 * Rows under a heading (which may have several lines), with a line between. With `width` the widest columns are narrowed until it fits, but none below 8
 * columns; without, nothing is cut. Characters that could steer a terminal are made visible.
 */
export function renderTable(
  heading: readonly string[],
  rows: readonly (readonly TableCell[])[],
  paint: Paint,
  width?: number,
): string {
  const safe = rows.map(row => row.map(cell => ({ ...cell, text: printable(cell.text) })))
  const head = heading.map(title => title.split('\n').map(printable))
  const natural = head.map((title, i) =>
    safe.reduce((widest, row) => Math.max(widest, widthOf(row[i]?.text ?? '')), Math.max(...title.map(widthOf))),
  )
  const widths = width === undefined ? natural : shrink(natural, width - 3 * Math.max(0, head.length - 1))
  const line = (cells: readonly TableCell[]): string =>
    widths
      .map((w, i) => {
        const cell = cells[i] ?? { text: '' }
        const cut = clip(cell.text, w)
        const padded = cell.right ? padStart(cut, w) : i === widths.length - 1 ? cut : padEnd(cut, w)
        return cell.paint === undefined ? padded : cell.paint(padded)
      })
      .join(paint.dim(' │ '))
      .trimEnd()
  return [
    ...Array.from({ length: Math.max(1, ...head.map(title => title.length)) }, (_, n) =>
      line(head.map(title => ({ text: title[n] ?? '', paint: paint.strong }))),
    ),
    paint.dim(widths.map(w => '─'.repeat(w)).join('─┼─')),
    ...safe.map(line),
  ].join('\n')
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
