import type { Source } from '../base/source.ts'
import type { EngineEntry } from '../engines/index.ts'
import type { QueryTime } from '../languages/language.ts'
import type { Schema } from '../plan/schema.ts'
import type { Platform } from '../platforms/platform.ts'
import { type Understood, understand } from '../proof/understand.ts'
import { type BoundTables, bindTables, type TableBinding } from './bound-tables.ts'
import { type Parameters, withParameters } from './parameters.ts'
import { queryTime, type TimeRequest } from './query-time.ts'
import { engineFor, languageFor, platformFor, styleFor } from './registry.ts'
import type { Surroundings } from './surroundings.ts'

/** A query, and what it is told. */
export interface QueryRequest extends TimeRequest {
  readonly source: Source
  /** Values of the query's template parameters. */
  readonly param?: Parameters | undefined
  /** Ids; undefined for what the file's name says, or the default. */
  readonly language?: string | undefined
  readonly engine?: string | undefined
  readonly style?: string | undefined
  /** Tables that the query may read. */
  readonly lookup?: readonly TableBinding[] | undefined
}

/** A query with everything that can be known of it before data is read. */
export interface PreparedQuery {
  readonly platform: Platform
  readonly style: string
  readonly entry: EngineEntry
  /** With the values of its parameters. */
  readonly source: Source
  readonly time: QueryTime
  readonly beside: BoundTables
  /** What it means over data with this schema, and the tables beside it. */
  understood(schema: Schema): Understood
}

/** Finds what a request names. Rejects with `InputError` for a name that is none, a time that cannot be read and a table that is none. */
export async function prepareQuery(request: QueryRequest, surroundings: Surroundings): Promise<PreparedQuery> {
  const language = languageFor(request.language, request.source.name)
  const platform = platformFor(language)
  const style = styleFor(request.style, platform)
  const entry = engineFor(request.engine)
  const source = withParameters(request.source, request.param ?? {})
  const time = queryTime(request, surroundings.time)
  const beside = await bindTables(request.lookup ?? [], entry, surroundings.disk, surroundings.tempFolder)
  return {
    platform,
    style,
    entry,
    source,
    time,
    beside,
    understood: schema => understand(source, language, { ...schema, tables: beside.tables }, time),
  }
}
