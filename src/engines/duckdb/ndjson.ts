import type { Column, Type } from '../../event/value.ts'
import { EngineError } from '../engine.ts'
import type { Source } from '../sql/source.ts'
import type { Database } from './database.ts'
import type { Files } from './files.ts'
import { columnType, identifier, quote } from './literal.ts'
import { engineError } from './problem.ts'

/**
 * Files of JSON objects, one a line. Every line is read once now, so that what is wrong with one is said with its place,
 * and no number is rounded and no record dropped later.
 */
export async function loadNdjson(data: Files, database: Database): Promise<Source> {
  const files = `[${data.paths.map(quote).join(', ')}]`
  const read = (types: readonly string[]): string =>
    `read_json(${files}, format = 'newline_delimited', records = true, columns = {${types.join(', ')}})`
  await expectReadable(data, read, database)
  return {
    from: (columns, ids) => {
      const known = columns.filter(c => data.columns.some(d => d.name === c.name))
      const rows = read(
        (known.length === 0 ? NO_COLUMNS : known).map(c => `${identifier(c.name)}: '${fileType(c.type)}'`),
      )
      return ids ? `(SELECT *, row_number() OVER () - 1 AS __id FROM ${rows})` : rows
    },
    column: ({ name, type }) => {
      if (!data.columns.some(c => c.name === name)) return undefined
      return type === 'object' || type === 'any' ? `CAST(${identifier(name)} AS VARCHAR)` : identifier(name)
    },
    id: '__id',
  }
}

/** DuckDB wants one column at least; this name occurs in no file we expect. */
const NO_COLUMNS: readonly Column[] = [{ name: '__none', type: 'string' }]

const fileType = (type: Type): string => (type === 'object' || type === 'any' ? 'JSON' : columnType(type))

async function expectReadable(
  data: Files,
  read: (types: readonly string[]) => string,
  database: Database,
): Promise<void> {
  const columns = data.columns.length === 0 ? NO_COLUMNS : data.columns
  const wrong = columns.flatMap(c => {
    const test = mismatch(identifier(c.name), c.type)
    return test === undefined ? [] : [test]
  })
  const types = columns.map(
    c => `${identifier(c.name)}: '${typeof c.type === 'object' ? fileType(c.type) : 'VARCHAR'}'`,
  )
  const connection = await database.connect()
  try {
    const found = await connection.runAndReadAll(
      `SELECT count(*), count(*) FILTER (WHERE ${wrong.length === 0 ? 'false' : wrong.join(' OR ')}) FROM ${read(types)}`,
    )
    if (found.getRows()[0]?.[1] !== 0n) throw new EngineError('a value is not of its column’s type')
  } catch (error) {
    throw engineError(error, `reading ${data.paths.join(', ')}`)
  } finally {
    connection.closeSync()
  }
}

/** True where a value, read as text, is not one of the type. */
function mismatch(sql: string, type: Type): string | undefined {
  switch (type) {
    case 'int':
    case 'time':
      return `(${sql} IS NOT NULL AND (NOT regexp_full_match(${sql}, '-?[0-9]+') OR TRY_CAST(${sql} AS BIGINT) IS NULL))`
    case 'float':
      return `(${sql} IS NOT NULL AND TRY_CAST(${sql} AS DOUBLE) IS NULL)`
    case 'bool':
      return `(${sql} NOT IN ('true', 'false'))`
    default:
      return undefined
  }
}
