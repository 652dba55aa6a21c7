import type { Column, Type } from '../../event/value.ts'
import { openDatabase } from './database.ts'
import { quote } from './literal.ts'
import type { DuckdbOptions } from './options.ts'
import { engineError } from './problem.ts'

/**
 * The columns that files hold: of Parquet as the files say; of NDJSON every key that occurs in any line, of the one type that all
 * its values have, else `any`. Reads NDJSON once. Rejects with `EngineError` when the files cannot be read.
 */
export async function describeFiles(
  format: 'parquet' | 'ndjson',
  paths: readonly string[],
  options: DuckdbOptions,
): Promise<Column[]> {
  try {
    const database = await openDatabase(options, paths)
    try {
      const connection = await database.connect()
      const list = `[${paths.map(quote).join(', ')}]`
      const sql = format === 'parquet' ? parquetColumns(list) : ndjsonColumns(list)
      const rows = (await connection.runAndReadAll(sql)).getRows()
      connection.closeSync()
      return rows.map(([name, type]) => ({ name: String(name), type: typeOf(String(type)) }))
    } finally {
      await database.close()
    }
  } catch (error) {
    throw engineError(error, `reading ${paths.join(', ')}`)
  }
}

const parquetColumns = (list: string): string =>
  `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${list}, union_by_name = true))`

const ndjsonColumns = (list: string): string => `
SELECT key, CASE WHEN len(types) = 1 THEN types[1] ELSE 'JSON' END
FROM (
  SELECT key, list(DISTINCT type) AS types, min(place) AS place
  FROM (
    SELECT unnest(json_keys(json)) AS key, unnest(list_transform(json_keys(json), lambda k: json_type(json, '$."' || k || '"'))) AS type,
      generate_subscripts(json_keys(json), 1) AS place
    FROM read_ndjson_objects(${list}))
  WHERE type <> 'NULL' GROUP BY key)
ORDER BY place, key`

/** DuckDB's name of a stored type as a type of ours; what has no counterpart is read as JSON. */
function typeOf(stored: string): Type {
  if (/^U?(TINY|SMALL|BIG|)INT(EGER)?$/.test(stored)) return 'int'
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(stored)) return 'float'
  if (/^(VARCHAR|UUID|ENUM)/.test(stored)) return 'string'
  if (/^TIMESTAMP/.test(stored)) return 'time'
  return stored === 'BOOLEAN' ? 'bool' : 'any'
}
