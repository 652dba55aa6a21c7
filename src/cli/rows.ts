import { jsonText, plainText } from '../app/value-text.ts'
import type { Paint } from '../base/frame.ts'
import type { Column, Value } from '../event/value.ts'
import { renderTable, type TableCell } from './table.ts'

/** How rows of a result are printed. */
export const rowFormats = ['table', 'json', 'ndjson', 'csv'] as const
export type RowFormat = (typeof rowFormats)[number]

/** Rows per piece of output, so that a large result is never one string. */
const batch = 1000

/** The rows as text, in pieces. `width` is that of the terminal; without one nothing is cut, and a row of a table is one line. */
export function* printRows(
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
  format: RowFormat,
  paint: Paint,
  width: number | undefined,
): Generator<string> {
  if (format === 'table') {
    const cells = rows.map(row => columns.map((column, i) => tableCell(row[i] ?? null, column, width)))
    const names = columns.map(c => c.name)
    yield `${renderTable(names, cells, paint, { width })}\n`
    return
  }
  const line = { json: objectText, ndjson: objectText, csv: csvLine }[format]
  const separator = format === 'json' ? ',\n' : '\n'
  yield format === 'json' ? '[' : format === 'csv' ? `${columns.map(c => csvCell(c.name)).join(',')}\n` : ''
  for (let from = 0; from < rows.length; from += batch) {
    const text = rows
      .slice(from, from + batch)
      .map(row => line(columns, row))
      .join(separator)
    yield format === 'json' ? (from > 0 ? separator : '\n') + text : `${text}\n`
  }
  if (format === 'json') yield rows.length > 0 ? '\n]\n' : ']\n'
}

/** Lines of one value that a terminal shows; the rest is counted. */
const shownLines = 20

/** A value in a table: on a terminal, a text of several lines has several lines. */
function tableCell(value: Value, { type }: Column, width: number | undefined): TableCell {
  const text = plainText(value, type)
  const right = type === 'int' || type === 'float'
  if (width === undefined || !text.includes('\n')) return { text, right }
  const lines = text.split('\n')
  const rest = lines.length - shownLines
  return {
    text: rest > 1 ? [...lines.slice(0, shownLines), `… and ${rest} more`].join('\n') : text,
    right,
    lines: 'cut',
  }
}

/** A row as a JSON object with its keys in the order of the columns. */
const objectText = (columns: readonly Column[], row: readonly Value[]): string =>
  `{${columns.map((c, i) => `${JSON.stringify(c.name)}:${jsonText(row[i] ?? null, c.type)}`).join(',')}}`

const csvLine = (columns: readonly Column[], row: readonly Value[]): string =>
  columns.map((c, i) => csvCell(plainText(row[i] ?? null, c.type))).join(',')

/** Texts as a line of CSV, with its end. */
export const csvLineOf = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\n`

/** RFC 4180. */
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
