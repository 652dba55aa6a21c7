import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** The same events in two formats. */
export interface EventFiles {
  readonly parquet: string
  readonly ndjson: string
}

/** A text as SQL writes it. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Writes what a statement selects as Parquet and as NDJSON into the system's temporary folder, unless it is there already. */
export async function eventFiles(name: string, select: string): Promise<EventFiles> {
  const folder = join(tmpdir(), 'assay-bench')
  mkdirSync(folder, { recursive: true })
  const files = { parquet: join(folder, `${name}.parquet`), ndjson: join(folder, `${name}.ndjson`) }
  if (existsSync(files.parquet) && existsSync(files.ndjson)) return files
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`copy (${select}) to ${sqlText(files.parquet)} (format parquet, compression zstd)`)
  await connection.run(
    `copy (select * from read_parquet(${sqlText(files.parquet)})) to ${sqlText(files.ndjson)} (format json)`,
  )
  connection.closeSync()
  return files
}
