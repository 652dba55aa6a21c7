import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import type { Column } from '../../event/value.ts'
import { type Delimiter, longestRecord } from '../csv/cells.ts'
import type { Problem } from '../reader.ts'
import { pieceSize, type TablePiece } from './table.ts'

/** The columns that the first line names, all of them text; or what is wrong with it. Blanks around a name are none of it (S/lookup). */
export async function csvColumns(text: AsyncIterable<Uint8Array>, delimiter: Delimiter): Promise<Column[] | string> {
  for await (const { rows } of records(text, delimiter, () => {})) {
    const names = rows[0]?.map(name => (name ?? '').trim()) ?? []
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (names.some(name => name === ''))
      return 'its first line has a column without a name; it is read as the names of columns'
    if (twice !== undefined) return `its first line names the column \`${twice}\` twice`
    return names.map(name => ({ name, type: 'string' }))
  }
  return 'it has no line with the names of its columns'
}

/**
 * The rows after the first line (RFC 4180). An empty cell is no value, and `""` is the empty text. A row that has another number of
 * cells than the first line, or a quote where none can be, is left out and told.
 */
export async function* csvRows(
  file: string,
  text: AsyncIterable<Uint8Array>,
  delimiter: Delimiter,
  columns: readonly Column[],
): AsyncGenerator<TablePiece> {
  let problems: Problem[] = []
  const complain = (line: number, message: string): void => {
    problems.push({ file, line, message })
  }
  let first = true
  const fail = (error: CsvError): void => {
    const [line, message] = problemOf(error)
    // rows behind such a one are lost with it, however many they are: the table is not whole
    problems.push({ file, line, message, ...(loseTheRest.has(error.code) ? { lines: 0 } : {}) })
  }
  for await (const { rows, lines } of records(text, delimiter, fail)) {
    const good = rows.filter((row, i) => {
      if (first) {
        first = false
        return false
      }
      if (row.length === columns.length) return true
      const cells = `${row.length} ${row.length === 1 ? 'cell' : 'cells'}`
      complain(lines[i] ?? 0, `this row has ${cells}, and there are ${columns.length} columns; it was left out`)
      return false
    })
    yield { rows: good, problems }
    problems = []
  }
  if (problems.length > 0) yield { rows: [], problems }
}

type Row = readonly (string | null)[]

/** The records of a CSV text with the line that each ends on; `fail` is told of what is none. */
async function* records(
  text: AsyncIterable<Uint8Array>,
  delimiter: Delimiter,
  fail: (error: CsvError) => void,
): AsyncGenerator<{ rows: Row[]; lines: number[] }> {
  const source = Readable.from(text)
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRecord,
    cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
  })
  parser.on('skip', error => {
    if (error !== undefined) fail(error)
  })
  source.on('error', error => parser.destroy(error))
  source.pipe(parser)
  let rows: Row[] = []
  let lines: number[] = []
  // the first record is handed on alone, for whoever wants no more
  let most = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      rows.push(record)
      lines.push(info.lines)
      if (rows.length < most) continue
      most = pieceSize
      yield { rows, lines }
      rows = []
      lines = []
    }
    if (rows.length > 0) yield { rows, lines }
  } finally {
    source.destroy()
  }
}

const loseTheRest: ReadonlySet<string> = new Set(['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED'])

/** The line and the words for a record that is none. */
function problemOf(error: CsvError): [line: number, message: string] {
  const line = Number((error as { lines?: unknown }).lines ?? 0)
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return [
        line,
        `a row is longer than ${longestRecord.toLocaleString('en-US')} characters, and was left out: is a quote missing?`,
      ]
    case 'CSV_QUOTE_NOT_CLOSED':
      return [line, 'a quote is opened here and never closed; what follows it was left out']
    default:
      return [line, `this row is no CSV (${error.message.replace(/ at line \d+.*/s, '').trim()}); it was left out`]
  }
}
