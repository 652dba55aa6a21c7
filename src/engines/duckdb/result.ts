import type { DuckDBResult } from '@duckdb/node-api'
import type { Column, Value } from '../../event/value.ts'
import type { ResultRow } from '../engine.ts'
import { readerOf } from './values.ts'

/** All rows of a result that has these columns, and after them, with `behind`, the list of ids. */
export async function readRows(
  result: DuckDBResult,
  columns: readonly Column[],
  behind: boolean,
): Promise<ResultRow[]> {
  const readers = columns.map(c => readerOf(c.type))
  const readIds = readerOf({ list: 'int' })
  const rows: ResultRow[] = []
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const vectors = readers.map((_, i) => chunk.getColumnVector(i))
    const ids = behind ? chunk.getColumnVector(columns.length) : undefined
    for (let row = 0; row < chunk.rowCount; row++)
      rows.push({
        values: readers.map((read, i) => read(vectors[i]?.getItem(row) ?? null)),
        behind: ids === undefined ? [] : ascending(readIds(ids.getItem(row))),
      })
  }
  return rows
}

const ascending = (ids: Value): number[] =>
  Array.isArray(ids) ? [...new Set(ids.map(Number))].sort((a, b) => a - b) : []
