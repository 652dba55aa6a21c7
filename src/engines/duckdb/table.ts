import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { Column, Value } from '../../event/value.ts'
import { type Data, EngineError } from '../engine.ts'
import { identifiers } from '../sql/relation.ts'
import type { Source } from '../sql/source.ts'
import type { Database } from './database.ts'
import { columnType, identifier } from './literal.ts'
import { libraryType, writerOf } from './values.ts'

/** Rows that a chunk of the client library holds at most. */
const CHUNK = 2048
/** Characters, about, that are handed on together; DuckDB would collect 200,000 rows however long they are. */
const MOST_CHARACTERS = 8_000_000

/** Writes batches of rows into a new table as they come, and says how to select from it. Memory does not grow with the rows. */
export async function loadTable(data: Data & { is: 'rows' }, table: string, database: Database): Promise<Source> {
  const names = namesInTable(data.columns)
  // A table has at least one column.
  const definitions = data.columns.map((c, i) => `${names[i]} ${columnType(c.type)}`)
  const connection = await database.connect()
  try {
    await connection.run(
      `CREATE TABLE ${table} (${[...definitions, ...(names.length === 0 ? ['__none BOOLEAN'] : [])].join(', ')})`,
    )
    await appendRows(table, data.columns, data.batches, connection, database)
  } finally {
    connection.closeSync()
  }
  const places = new Map(data.columns.map((c, i) => [c.name, names[i]]))
  return { from: () => table, column: ({ name }) => places.get(name), id: 'rowid' }
}

/** Identifiers for the columns of a table, in which `rowid` is the position of a row. */
export const namesInTable = (columns: readonly Column[]): string[] =>
  identifiers(
    columns.map(c => (c.name.toLowerCase() === 'rowid' ? '' : c.name)),
    identifier,
  )

/** Writes batches of rows behind those of a table that has these columns. Memory does not grow with the rows. */
export async function appendRows(
  table: string,
  columns: readonly Column[],
  batches: AsyncIterable<Rows> | Iterable<Rows>,
  connection: DuckDBConnection,
  database: Database,
): Promise<void> {
  await connection.run('BEGIN')
  const appender = await connection.createAppender(table)
  const fill = filler(columns, database)
  let rows: (readonly Value[])[] = []
  let first = 0
  let characters = 0
  const append = (): void => {
    if (rows.length > 0) appender.appendDataChunk(fill(rows, first))
    first += rows.length
    rows = []
    if (characters > MOST_CHARACTERS) {
      appender.flushSync()
      characters = 0
    }
  }
  for await (const batch of batches)
    for (const row of batch) {
      rows.push(row)
      for (const value of row) characters += weightOf(value)
      if (rows.length === CHUNK || characters > MOST_CHARACTERS) append()
    }
  append()
  appender.flushSync()
  appender.closeSync()
  await connection.run('COMMIT')
}

/** Rows of one batch, a value per column each. */
type Rows = Iterable<readonly Value[]>

/** The characters of a value, about. */
const weightOf = (value: Value): number =>
  typeof value === 'string'
    ? value.length
    : Array.isArray(value)
      ? value.reduce((n: number, v) => n + weightOf(v), 8)
      : 8

/** Puts rows into a chunk, column by column; `first` is the position of the first of them in the data. */
function filler(
  columns: readonly Column[],
  { library }: Database,
): (rows: readonly (readonly Value[])[], first: number) => DuckDBDataChunk {
  const types = columns.length === 0 ? [library.BOOLEAN] : columns.map(c => libraryType(c.type, library))
  const writers = columns.map(c => writerOf(c.type, library))
  // One for all: what a chunk holds outside of the heap is freed only when the heap is swept, which it gives no reason for.
  const chunk = library.DuckDBDataChunk.create(types)
  return (rows, first) => {
    chunk.reset()
    chunk.rowCount = rows.length
    for (const i of types.keys()) {
      const vector = chunk.getColumnVector(i)
      const write = writers[i]
      for (const [n, row] of rows.entries()) {
        try {
          vector.setItem(n, write === undefined ? null : write(row[i] ?? null))
        } catch (cause) {
          throw new EngineError(`row ${first + n} holds no ${types[i]} in column \`${columns[i]?.name}\``, { cause })
        }
      }
      vector.flush()
    }
    return chunk
  }
}
