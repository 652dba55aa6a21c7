import type { Column } from '../../event/value.ts'
import { type Data, EngineError } from '../engine.ts'
import type { Source } from '../sql/source.ts'
import type { Database } from './database.ts'
import { loadNdjson } from './ndjson.ts'
import { loadParquet } from './parquet.ts'

export type Files = Data & { readonly is: 'files' }

/** Looks at files once, and says how to select from them; they are read again by every query. */
export async function loadFiles(data: Files, database: Database): Promise<Source> {
  expectDistinct(data.columns)
  if (data.paths.length === 0) throw new EngineError('there is no file to read')
  return data.format === 'parquet' ? loadParquet(data, database) : loadNdjson(data, database)
}

/** DuckDB does not tell names of columns in files apart by letter case. */
function expectDistinct(columns: readonly Column[]): void {
  const names = new Map<string, string>()
  for (const { name } of columns) {
    const other = names.get(name.toLowerCase())
    if (other !== undefined)
      throw new EngineError(
        `the columns \`${other}\` and \`${name}\` differ in letter case only, which files cannot have`,
      )
    names.set(name.toLowerCase(), name)
  }
}
