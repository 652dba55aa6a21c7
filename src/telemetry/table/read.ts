import type { Column } from '../../event/value.ts'
import { abandon, peek } from '../bytes/decode.ts'
import { delimiterOf } from '../csv/cells.ts'
import { textOf } from '../read.ts'
import { csvColumns, csvRows } from './csv.ts'
import { jsonColumns, jsonRows } from './json.ts'
import type { TableFile, TablePiece } from './table.ts'

/** So much text tells CSV from JSON. */
const headBytes = 64 * 1024

/**
 * A file as a table: CSV whose first line names the columns, or JSON objects (in lines, in an array, or in the one list of an
 * object). gzip and zstd are undone. What is no table comes back as a sentence. `bytes` is asked as often as the file is read.
 */
export async function openTable(
  file: string,
  bytes: () => AsyncIterable<Uint8Array>,
): Promise<TableFile | { readonly problem: string }> {
  const start = await peekText(bytes())
  if ('problem' in start) return start
  const { head } = start
  if (head.trim() === '') return { problem: 'it is empty' }
  const damage: string[] = []
  async function* text(): AsyncGenerator<Uint8Array> {
    const found = await textOf(bytes(), what => damage.push(what))
    if ('text' in found) yield* found.text
  }
  if (/^\s*[[{]/.test(head)) {
    const columns = await jsonColumns(text())
    if (columns.length === 0) return { problem: 'it holds no JSON object' }
    return tableOf(file, columns, () => jsonRows(file, text(), columns), damage)
  }
  const delimiter = delimiterOf(head)
  const columns = await csvColumns(text(), delimiter)
  if (typeof columns === 'string') return { problem: columns }
  return tableOf(file, columns, () => csvRows(file, text(), delimiter, columns), damage)
}

const tableOf = (
  file: string,
  columns: readonly Column[],
  rows: () => AsyncIterable<TablePiece>,
  damage: string[],
): TableFile => ({
  columns,
  async *rows() {
    damage.length = 0
    yield* rows()
    if (damage.length > 0) yield { rows: [], problems: damage.map(message => ({ file, line: 0, message, lines: 0 })) }
  },
})

async function peekText(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: string } | { readonly problem: string }> {
  const found = await textOf(bytes, () => {})
  if ('problem' in found) return found
  const { head, all } = await peek(headBytes, found.text)
  await abandon(all)
  return { head: new TextDecoder().decode(head) }
}
