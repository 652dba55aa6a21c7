import type { Column, Type } from '../../event/value.ts'
import { EngineError } from '../engine.ts'
import type { Source } from '../sql/source.ts'
import { type Database, rowsOf } from './database.ts'
import type { Files } from './files.ts'
import { columnType, identifier, quote } from './literal.ts'
import { firstBadLine } from './ndjson-line.ts'
import { engineError } from './problem.ts'

/**
 * Files of JSON objects, one a line. Every line is read once now, so that what is wrong with one is said with its place,
 * and no number is rounded and no record dropped later.
 */
export async function loadNdjson(data: Files, database: Database): Promise<Source> {
  const files = `[${data.paths.map(quote).join(', ')}]`
  const read = (columns: readonly Column[], type: (type: Type) => string): string => {
    const types = columns.map(c => `${identifier(c.name)}: '${type(c.type)}'`)
    return `read_json(${files}, format = 'newline_delimited', records = true, columns = {${types.join(', ')}})`
  }
  await expectReadable(data, read(atLeastOne(data.columns), textType), `read_json(${files}, ${LINES})`, database)
  const known = new Set(data.columns.map(c => c.name))
  return {
    from: (columns, ids) => {
      const rows = read(atLeastOne(columns.filter(c => known.has(c.name))), fileType)
      return ids ? `(SELECT *, row_number() OVER () - 1 AS __id FROM ${rows})` : rows
    },
    column: ({ name, type }) => {
      if (!known.has(name)) return undefined
      return type === 'object' || type === 'any' ? `CAST(${identifier(name)} AS VARCHAR)` : identifier(name)
    },
    id: '__id',
  }
}

/** DuckDB wants one column at least; this name occurs in no file we expect. */
const atLeastOne = (columns: readonly Column[]): readonly Column[] =>
  columns.length === 0 ? [{ name: '__none', type: 'string' }] : columns

const fileType = (type: Type): string => (type === 'object' || type === 'any' ? 'JSON' : columnType(type))

/** The type that shows a value as it is written. */
const textType = (type: Type): string => (typeof type === 'object' ? `${textType(type.list)}[]` : 'VARCHAR')

/** Every line as one value. */
const LINES = `format = 'newline_delimited', records = false, columns = {line: 'JSON'}`

async function expectReadable(data: Files, records: string, lines: string, database: Database): Promise<void> {
  const columns = atLeastOne(data.columns).map(c => identifier(c.name))
  const wrong = data.columns.flatMap(c => mismatch(identifier(c.name), c.type)).join(' OR ') || 'false'
  const empty = columns.map(c => `${c} IS NULL`).join(' AND ')
  const connection = await database.connect()
  try {
    const [[bad, blank] = []] = await rowsOf(
      connection,
      `SELECT count(*) FILTER (WHERE ${wrong}), count(*) FILTER (WHERE ${empty}) FROM ${records}`,
    )
    // An object without these columns is a row of nulls, which is what DuckDB makes of the word null too.
    const [[none] = []] =
      blank === 0n ? [] : await rowsOf(connection, `SELECT count(*) FROM ${lines} WHERE line IS NULL`)
    if (bad !== 0n || (none ?? 0n) !== 0n) throw new EngineError('a value is not of the type of its column')
  } catch (error) {
    const line = await firstBadLine(data.paths, data.columns).catch(() => undefined)
    throw line === undefined ? engineError(error, `reading ${data.paths.join(', ')}`) : new EngineError(line)
  } finally {
    connection.closeSync()
  }
}

/** True where a value, read as text, is not one of the type; nothing for types that every value fits. */
function mismatch(sql: string, type: Type): string[] {
  if (typeof type === 'object')
    return mismatch('__v', type.list).map(inner => `len(list_filter(${sql}, lambda __v: ${inner})) > 0`)
  switch (type) {
    case 'int':
    case 'time':
      return [
        `(NOT regexp_full_match(${sql}, '-?[0-9]+') OR (${sql} IS NOT NULL AND TRY_CAST(${sql} AS BIGINT) IS NULL))`,
      ]
    case 'float':
      return [`(${sql} IS NOT NULL AND TRY_CAST(${sql} AS DOUBLE) IS NULL)`]
    case 'bool':
      return [`${sql} NOT IN ('true', 'false')`]
    default:
      return []
  }
}
