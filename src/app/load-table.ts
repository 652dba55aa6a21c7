import type { Dataset, Engine, Tables } from '../engines/engine.ts'
import type { EngineEntry } from '../engines/index.ts'
import type { Origin } from '../event/event.ts'
import type { Column } from '../event/value.ts'
import { peek } from '../telemetry/bytes/decode.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'

/** Files that are tables already: one column per field, no text of the messages. */
export interface TableFiles {
  readonly format: 'parquet' | 'ndjson'
  readonly files: readonly string[]
  readonly columns: readonly Column[]
}

/** Whether a file is Parquet, by its first bytes. What can be read once only is none, and what cannot be read is told when it is read. */
export async function isParquet(file: string, disk: Disk): Promise<boolean> {
  if (!(await disk.rereadable(file))) return false
  try {
    const { head } = await peek(4, disk.bytes(file))
    return new TextDecoder().decode(head) === 'PAR1'
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/**
 * The tables among what a user named: Parquet always, other files when `asTable` says that they are NDJSON to be read so.
 * Undefined when the files are logs. Rejects with `InputError` when they are of both kinds.
 */
export async function findTables(
  paths: readonly string[],
  asTable: boolean,
  disk: Disk,
): Promise<Pick<TableFiles, 'format' | 'files'> | undefined> {
  const files: string[] = []
  const kinds: boolean[] = []
  for (const path of paths) {
    const found = (await disk.list(path)) ?? []
    for (const file of found) {
      const parquet = await isParquet(file, disk)
      if (!parquet && found[0] !== path && !file.endsWith('.ndjson') && asTable) continue
      files.push(file)
      kinds.push(parquet)
    }
  }
  if (kinds.some(k => k) && kinds.some(k => !k))
    throw new InputError('Parquet and other files cannot be searched together', 'give them to two runs')
  if (kinds.some(k => k)) return { format: 'parquet', files }
  return asTable && files.length > 0 ? { format: 'ndjson', files } : undefined
}

/** The columns of tables, told by an engine that reads files. */
export async function describeTables(
  { format, files }: Pick<TableFiles, 'format' | 'files'>,
  entry: EngineEntry,
  disk: Disk,
  tempFolder: string,
): Promise<TableFiles> {
  if (entry.describe === undefined)
    throw new InputError(`the engine ${entry.id} reads no tables`, 'use another engine, or give it logs')
  const paths = files.map(disk.path)
  return { format, files, columns: await entry.describe(format, paths, { tempFolder }) }
}

/** The tables as data of an engine; it reads them at each run. */
export const loadTables = (tables: TableFiles, engine: Engine, disk: Disk, beside: Tables): Promise<Dataset> =>
  engine.load(
    { is: 'files', format: tables.format, paths: tables.files.map(disk.path), columns: tables.columns },
    beside,
  )

/** Where a row of tables is: in one file its number, in several its number in all of them together. */
export const rowOf = ({ files }: TableFiles, id: number): Origin => ({
  file: files.length === 1 ? (files[0] ?? '') : `${files.length} files`,
  line: id + 1,
})
