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

/**
 * Writes batches of rows into a new table as they come, and says how to select from it. Memory does not grow with the rows. A
 * column is made when a row has a value for it: of many that are asked for, most data has few. Those of the first rows are
 * made with the table, which for most data is all.
 */
export async function loadTable(data: Data & { is: 'rows' }, table: string, database: Database): Promise<Source> {
  const names = namesInTable(data.columns)
  const connection = await database.connect()
  const made: number[] = []
  const create = (): Promise<unknown> =>
    connection.run(`CREATE TABLE ${table} (${['__none BOOLEAN', ...made.map(definition)].join(', ')})`)
  const definition = (i: number): string => `${names[i]} ${columnType(data.columns[i]?.type ?? 'any')}`
  try {
    let appending: Appending | undefined
    const end = async (): Promise<void> => {
      appending?.end()
      if (appending !== undefined) await connection.run('COMMIT')
    }
    let first = 0
    for await (const rows of inChunks(data.batches)) {
      const fresh = names.flatMap((_, i) => (!made.includes(i) && rows.some(row => isPresent(row[i])) ? [i] : []))
      if (fresh.length > 0 || appending === undefined) {
        await end()
        // Outside of a transaction: what is appended to a table that the same one has altered stays in memory until it is over.
        if (appending !== undefined)
          for (const i of fresh) await connection.run(`ALTER TABLE ${table} ADD COLUMN ${definition(i)}`)
        made.push(...fresh)
        if (appending === undefined) await create()
        await connection.run('BEGIN')
        appending = await startAppending(table, data.columns, [undefined, ...made], connection, database)
      }
      appending.add(rows, first)
      first += rows.length
    }
    await end()
    if (appending === undefined) await create()
    await database.holds(first)
  } finally {
    connection.closeSync()
  }
  const places = new Map(made.map(i => [data.columns[i]?.name, names[i]]))
  return { from: () => table, column: ({ name }) => places.get(name), id: 'rowid' }
}

const isPresent = (value: Value | undefined): boolean => value !== undefined && value !== null

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
  const places = columns.length === 0 ? [undefined] : [...columns.keys()]
  const appending = await startAppending(table, columns, places, connection, database)
  let first = 0
  for await (const rows of inChunks(batches)) {
    appending.add(rows, first)
    first += rows.length
  }
  appending.end()
  await connection.run('COMMIT')
}

/** Rows on their way into a table. */
interface Appending {
  /** Takes as many rows as a chunk holds; `first` is the position of the first of them in the data. */
  readonly add: (rows: readonly (readonly Value[])[], first: number) => void
  readonly end: () => void
}

/** Begins to write rows into a table, whose columns hold the values at these places of a row, `undefined` being nothing. */
async function startAppending(
  table: string,
  columns: readonly Column[],
  places: readonly (number | undefined)[],
  connection: DuckDBConnection,
  database: Database,
): Promise<Appending> {
  const appender = await connection.createAppender(table)
  const fill = filler(columns, places, database)
  let characters = 0
  return {
    add: (rows, first) => {
      appender.appendDataChunk(fill(rows, first))
      for (const row of rows) characters += weightOfRow(row)
      if (characters <= MOST_CHARACTERS) return
      appender.flushSync()
      characters = 0
    },
    end: () => {
      appender.flushSync()
      appender.closeSync()
    },
  }
}

/** The rows of all batches, as many at a time as a chunk holds, or as are long enough together. */
async function* inChunks(batches: AsyncIterable<Rows> | Iterable<Rows>): AsyncGenerator<readonly (readonly Value[])[]> {
  let rows: (readonly Value[])[] = []
  let characters = 0
  for await (const batch of batches)
    for (const row of batch) {
      rows.push(row)
      characters += weightOfRow(row)
      if (rows.length < CHUNK && characters <= MOST_CHARACTERS) continue
      yield rows
      rows = []
      characters = 0
    }
  if (rows.length > 0) yield rows
}

/** Rows of one batch, a value per column each. */
type Rows = Iterable<readonly Value[]>

function weightOfRow(row: readonly Value[]): number {
  let weight = 0
  for (const value of row) weight += weightOf(value)
  return weight
}

/** The characters of a value, about. */
const weightOf = (value: Value): number =>
  typeof value === 'string'
    ? value.length
    : Array.isArray(value)
      ? value.reduce((n: number, v) => n + weightOf(v), 8)
      : value === null
        ? 0
        : 8

/** Puts rows into a chunk, column by column; `first` is the position of the first of them in the data. */
function filler(
  columns: readonly Column[],
  places: readonly (number | undefined)[],
  { library }: Database,
): (rows: readonly (readonly Value[])[], first: number) => DuckDBDataChunk {
  const held = places.map(place => (place === undefined ? undefined : columns[place]))
  const types = held.map(c => (c === undefined ? library.BOOLEAN : libraryType(c.type, library)))
  const writers = held.map(c => (c === undefined ? undefined : writerOf(c.type, library)))
  // One for all: what a chunk holds outside of the heap is freed only when the heap is swept, which it gives no reason for.
  const chunk = library.DuckDBDataChunk.create(types)
  return (rows, first) => {
    chunk.reset()
    chunk.rowCount = rows.length
    for (const [i, place] of places.entries()) {
      const vector = chunk.getColumnVector(i)
      const write = writers[i]
      for (const [n, row] of rows.entries()) {
        try {
          vector.setItem(n, write === undefined ? null : write(row[place ?? -1] ?? null))
        } catch (cause) {
          throw new EngineError(`row ${first + n} holds no ${types[i]} in column \`${held[i]?.name}\``, { cause })
        }
      }
      vector.flush()
    }
    return chunk
  }
}
