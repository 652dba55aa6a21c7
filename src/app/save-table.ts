import type { Column, Value } from '../event/value.ts'
import type { SaveTarget } from '../languages/language.ts'
import { openTable } from '../telemetry/table/read.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'
import { jsonText, plainText } from './value-text.ts'

/** What became of rows that were saved. */
export interface Saved {
  readonly file: string
  readonly rows: number
  /** Columns of the rows that the table does not have, and that were left out. */
  readonly left: readonly string[]
}

type Row = { readonly values: readonly Value[] }
type Columns = readonly Column[]

/**
 * Writes rows into the file of a table, in one step. A table that is there keeps its columns: more of the rows are left out,
 * fewer are an error; a new one has those of the rows. Rejects with `InputError` when that cannot be done.
 */
export async function saveTable(
  { file, append, exact }: SaveTarget & { readonly file: string },
  columns: Columns,
  rows: readonly Row[],
  disk: Disk,
): Promise<Saved> {
  const format = formatOf(file)
  const before = await textIn(file, disk)
  const names = before === undefined || before.trim() === '' ? undefined : await namesIn(file, disk)
  const kept = names === undefined ? columns : keptOf(names, columns, file)
  const left = columns.filter(c => !kept.includes(c)).map(c => c.name)
  if (exact && left.length > 0)
    throw new InputError(
      `the rows have columns that ${file} has not: ${left.join(', ')}`,
      'rows that are appended must have the columns that are there; keep those with `| fields …`',
    )
  const places = kept.map(column => columns.indexOf(column))
  const lines = rows.map(row =>
    format.row(
      kept,
      names ?? kept.map(c => c.name),
      places.map(i => row.values[i] ?? null),
    ),
  )
  const start = append && names !== undefined ? withLineEnd(before ?? '') : format.start(names ?? kept.map(c => c.name))
  await disk.write(file, start + lines.map(line => `${line}\n`).join(''))
  return { file, rows: rows.length, left }
}

/** What is in the file; undefined when there is none. */
async function textIn(file: string, disk: Disk): Promise<string | undefined> {
  if ((await disk.list(file)) === undefined) return undefined
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of disk.bytes(file)) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

const withLineEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

/** The names of the columns of the table that is there. */
async function namesIn(file: string, disk: Disk): Promise<readonly string[]> {
  const table = await openTable(file, () => disk.bytes(file))
  if ('problem' in table)
    throw new InputError(
      `${file} is no table, and nothing was written: ${table.problem}`,
      'move it away, or save elsewhere',
    )
  return table.columns.map(c => c.name)
}

/** The column for each of the table's own; names do not distinguish letter case. */
function keptOf(names: readonly string[], columns: Columns, file: string): Columns {
  const found = names.map(name => columns.find(c => c.name.toLowerCase() === name.toLowerCase()))
  const missing = names.filter((_, i) => found[i] === undefined)
  if (missing.length > 0)
    throw new InputError(
      `the rows lack columns of ${file}: ${missing.join(', ')}; nothing was written`,
      'a table keeps its columns: make them in the query, or save into a new file',
    )
  return found.filter(column => column !== undefined)
}

interface Format {
  readonly start: (names: readonly string[]) => string
  readonly row: (columns: Columns, names: readonly string[], values: readonly Value[]) => string
}

function formatOf(file: string): Format {
  if (/\.csv$/i.test(file)) return csv
  if (/\.(ndjson|jsonl)$/i.test(file)) return ndjson
  throw new InputError(`cannot save rows in ${file}`, 'a table is written as .csv or .ndjson')
}

const ndjson: Format = {
  start: () => '',
  row: (columns, names, values) =>
    `{${columns.map((c, i) => `${JSON.stringify(names[i])}:${jsonText(values[i] ?? null, c.type)}`).join(',')}}`,
}

/** A missing value is an empty cell, the empty text `""`. */
const csv: Format = {
  start: names => `${names.map(quoted).join(',')}\n`,
  row: (columns, _, values) =>
    columns
      .map(({ type }, i) => {
        const value = values[i] ?? null
        return value === null ? '' : quoted(plainText(value, type))
      })
      .join(','),
}

const quoted = (text: string): string =>
  text === '' || /^\s|\s$|[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
