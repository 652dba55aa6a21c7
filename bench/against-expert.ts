import { tmpdir } from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'
import { createDuckdbEngine } from '../src/engines/duckdb/index.ts'
import type { Column } from '../src/event/value.ts'
import { sumo } from '../src/languages/sumo/index.ts'
import type { Schema } from '../src/plan/schema.ts'
import type { EventFiles } from './event-files.ts'

export type Rows = readonly (readonly unknown[])[]

/** Events in files of one of their formats, with the columns that they have there. */
export interface Events {
  readonly files: EventFiles
  readonly format: keyof EventFiles
  readonly columns: readonly Column[]
}

/** Our way: the text of a query through parser, lowering and engine. Gives what runs it over the events, and the SQL that it became. */
export async function assay(
  source: { readonly name: string; readonly text: string },
  schema: Schema,
  { files, format, columns }: Events,
): Promise<{ readonly run: () => Promise<Rows>; readonly sql: string | undefined }> {
  const search = sumo.parse(source)
  const lowered = search.value && sumo.lower(search.value, source, schema)
  if (!lowered?.value) throw new Error(JSON.stringify([...search.diagnostics, ...(lowered?.diagnostics ?? [])]))
  const engine = await createDuckdbEngine({ tempFolder: tmpdir() })
  const query = engine.compile(lowered.value)
  if ('unsupported' in query) throw new Error(JSON.stringify(query.unsupported))
  const data = await engine.load({ is: 'files', format, paths: [files[format]], columns })
  return { run: async () => (await query.run(data)).rows.map(row => row.values), sql: query.text }
}

/** The expert's way, in a DuckDB of its own with the same defaults; `$EVENTS` in the SQL is what to read. */
export async function expert(sql: string, { files, format, columns }: Events): Promise<() => Promise<Rows>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const types = `{${columns.map(c => `"${c.name}": '${c.type === 'int' ? 'BIGINT' : 'VARCHAR'}'`).join(', ')}}`
  const from =
    format === 'parquet' ? `read_parquet('${files.parquet}')` : `read_ndjson('${files.ndjson}', columns = ${types})`
  const statement = sql.replaceAll('$EVENTS', from)
  return async () => (await connection.runAndReadAll(statement)).getRows()
}

/** Whether both have the same rows, in whatever order. */
export const sameRows = (a: Rows, b: Rows): boolean => textOf(a) === textOf(b)

const textOf = (rows: Rows): string =>
  rows
    .map(row => row.map(String).join('\u0001'))
    .sort()
    .join('\u0002')
