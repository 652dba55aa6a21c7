import type { Data, Tables } from '../engines/engine.ts'
import { type EngineEntry, engines } from '../engines/index.ts'
import type { Value } from '../event/value.ts'
import type { Unread } from '../proof/world.ts'
import { openTable } from '../telemetry/table/read.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'
import { isParquet } from './load-table.ts'
import { unreadOf } from './read-files.ts'

/** A file that lies beside the data under the name that queries call it. */
export interface TableBinding {
  readonly name: string
  readonly file: string
}

/** Tables that queries may read, and what could not be read of them, once they were. */
export interface BoundTables {
  readonly tables: Tables
  problems(): readonly Unread[]
}

/**
 * Opens the files that are bound to names: CSV, JSON and Parquet. Only these are ever read, whatever a query names. Rejects
 * with `InputError` when one is no table.
 */
export async function bindTables(
  bindings: readonly TableBinding[],
  entry: EngineEntry,
  disk: Disk,
  tempFolder: string,
): Promise<BoundTables> {
  const tables = new Map<string, Data>()
  const problems = new Map<string, Unread[]>()
  for (const { name, file } of bindings) {
    if (tables.has(name)) throw new InputError(`two files are bound to the table ${name}`, 'bind one of them')
    if (!(await disk.rereadable(file)))
      throw new InputError(`${file} cannot be a table`, 'it is read more than once, which a pipe cannot be')
    const table = (await isParquet(file, disk))
      ? await parquet(file, entry, disk, tempFolder)
      : await text(file, disk, found => problems.set(name, found))
    tables.set(name, table)
  }
  return { tables, problems: () => [...problems.values()].flat() }
}

async function text(file: string, disk: Disk, tell: (problems: Unread[]) => void): Promise<Data> {
  const table = await openTable(file, () => disk.bytes(file))
  if ('problem' in table)
    throw new InputError(`${file} is no table: ${table.problem}`, 'a table is CSV, JSON or Parquet')
  const batches = async function* (): AsyncGenerator<readonly (readonly Value[])[]> {
    const found: Unread[] = []
    tell(found)
    for await (const { rows, problems } of table.rows()) {
      found.push(...problems.map(unreadOf))
      if (rows.length > 0) yield rows
    }
  }
  return { is: 'rows', columns: table.columns, batches: { [Symbol.asyncIterator]: batches } }
}

/** A Parquet table: an engine that reads such files opens it by itself, another one is handed its rows. */
async function parquet(file: string, entry: EngineEntry, disk: Disk, tempFolder: string): Promise<Data> {
  const reading = entry.describe === undefined ? engines.find(e => e.describe !== undefined) : entry
  if (reading?.describe === undefined) throw new InputError(`no engine reads ${file}`, 'write the table as CSV')
  const paths = [disk.path(file)]
  const columns = await reading.describe('parquet', paths, { tempFolder })
  const files: Data = { is: 'files', format: 'parquet', paths, columns }
  if (reading === entry) return files
  const engine = await reading.open({ tempFolder })
  try {
    const query = engine.compile({ op: 'scan', columns })
    if ('unsupported' in query) throw new Error('an engine cannot read its own data')
    const { rows } = await query.run(await engine.load(files))
    return { is: 'rows', columns, batches: [rows.map(row => row.values)] }
  } finally {
    await engine.close()
  }
}
