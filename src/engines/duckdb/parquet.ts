import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column, Type } from '../../event/value.ts'
import { printType } from '../../event/value.ts'
import { EngineError } from '../engine.ts'
import type { Source } from '../sql/source.ts'
import { type Database, rowsOf } from './database.ts'
import type { Files } from './files.ts'
import { columnType, identifier, quote } from './literal.ts'

/** Parquet files, one after the other: their columns by name, converted where they are stored as something else. */
export async function loadParquet(data: Files, database: Database): Promise<Source> {
  const connection = await database.connect()
  try {
    const read = `read_parquet([${data.paths.map(quote).join(', ')}], union_by_name = true)`
    const stored = new Map(
      (await rowsOf(connection, `DESCRIBE SELECT * FROM ${read}`)).map(([name, type]) => [String(name), String(type)]),
    )
    const columns = new Map(data.columns.flatMap(c => placeOf(c, stored)))
    return { from: () => read, column: ({ name }) => columns.get(name), id: await idOf(connection, data.paths) }
  } finally {
    connection.closeSync()
  }
}

/** A row's position in all the files together. */
async function idOf(connection: DuckDBConnection, paths: readonly string[]): Promise<string> {
  const before: bigint[] = []
  let rows = 0n
  for (const path of paths) {
    before.push(rows)
    const [[count] = []] = await rowsOf(connection, `SELECT num_rows FROM parquet_file_metadata(${quote(path)})`)
    rows += typeof count === 'bigint' ? count : 0n
  }
  return before.length === 1
    ? 'file_row_number'
    : `(file_row_number + CAST([${before.join(', ')}] AS BIGINT[])[CAST(file_index AS BIGINT) + 1])`
}

function placeOf({ name, type }: Column, stored: ReadonlyMap<string, string>): [string, string][] {
  const found = stored.get(name)
  if (found === undefined) return []
  const sql = converted(identifier(name), found, type)
  if (sql === undefined)
    throw new EngineError(`the column \`${name}\` is stored as ${found}, which cannot be read as ${printType(type)}`)
  return [[name, sql]]
}

const WHOLE = /^U?(TINY|SMALL|BIG|)INT(EGER)?$/

/** A stored column as a value of the type; undefined where that would lose or guess something. */
function converted(sql: string, stored: string, type: Type): string | undefined {
  const wanted = columnType(type)
  if (type === 'object' || type === 'any')
    return stored === 'JSON' ? `CAST(${sql} AS VARCHAR)` : `CAST(to_json(${sql}) AS VARCHAR)`
  if (type === 'time' && /^TIMESTAMP/.test(stored)) return `epoch_us(${sql})`
  if (stored === wanted) return sql
  const fits =
    wanted === 'BIGINT'
      ? WHOLE.test(stored)
      : wanted === 'DOUBLE'
        ? WHOLE.test(stored) || /^(FLOAT|DECIMAL)/.test(stored)
        : wanted === 'VARCHAR'
          ? WHOLE.test(stored) || /^(UUID|ENUM|JSON)/.test(stored)
          : false
  return fits ? `CAST(${sql} AS ${wanted})` : undefined
}
