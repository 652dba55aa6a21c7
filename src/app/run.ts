import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Result } from '../engines/engine.ts'
import type { Origin } from '../event/event.ts'
import type { Schema } from '../plan/schema.ts'
import { printPlan } from '../plan/text/print.ts'
import type { Profile } from '../platforms/platform.ts'
import { understand } from '../proof/understand.ts'
import { nothingKnown } from './check.ts'
import { findData } from './find-data.ts'
import { countTimeless, holdEvents, holdTables } from './hold.ts'
import type { ReadSummary } from './load-events.ts'
import { describeTables, findTables } from './load-table.ts'
import { type Parameters, withParameters } from './parameters.ts'
import { queryTime, type TimeRequest } from './query-time.ts'
import { readFiles } from './read-files.ts'
import { engineFor, languageFor, platformFor, styleFor } from './registry.ts'
import type { Surroundings } from './surroundings.ts'

export interface RunRequest extends TimeRequest {
  readonly source: Source
  /** Values of the query's template parameters. */
  readonly param?: Parameters | undefined
  /** Ids; undefined for what the file's name says, or the default. */
  readonly language?: string | undefined
  readonly engine?: string | undefined
  readonly style?: string | undefined
  /** Files and folders. */
  readonly data: readonly string[]
  /** Of the first time stamp, for logs that write none; without it, this year. */
  readonly year?: number | undefined
  /** Read NDJSON as a table with one column per key, as Parquet is always read: fast, without the text of the messages. */
  readonly table?: boolean | undefined
  /** Keep for each row where the events behind it were read. */
  readonly why?: boolean
}

/** A query that ran, or the reasons why it did not. */
export type RunAnswer = Ran | Refused

export interface Refused {
  readonly refused: true
  readonly source: Source
  readonly diagnostics: readonly Diagnostic[]
}

export interface Ran {
  readonly refused: false
  readonly source: Source
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[]
  readonly columns: Result['columns']
  readonly rows: Result['rows']
  readonly read: ReadSummary
  /** Events that were not searched since they do not say when they happened, where a range of time was asked for. */
  readonly timeless: number
  readonly explained: Explained
  /** Milliseconds that the query took, without reading. */
  readonly ms: number
  /** Where the events behind a row were read; none unless `why` was asked for. */
  origins(row: Result['rows'][number]): Origin[]
}

/** How a query was understood, and what the engine makes of it. */
export interface Explained {
  readonly engine: string
  readonly plan: string
  readonly text: string | undefined
}

/** Runs a query over files. Rejects with `InputError` or `EngineError` when the data or a name cannot be used. */
export async function run(request: RunRequest, surroundings: Surroundings): Promise<RunAnswer> {
  const language = languageFor(request.language, request.source.name)
  const platform = platformFor(language)
  const style = styleFor(request.style, platform)
  const entry = engineFor(request.engine)
  const source = withParameters(request.source, request.param ?? {})
  const time = queryTime(request, surroundings.time)
  const judge = (schema: Schema) => understand(source, language, schema, time)
  // A query that can never run is refused before any data is read.
  const early = judge(platform.schema(nothingKnown))
  if (early.plan === undefined) return refuse(source, early.diagnostics)
  const { disk, now, tempFolder } = surroundings
  const found = await findTables(request.data, request.table ?? false, disk)
  const tables = found && (await describeTables(found, entry, disk, tempFolder))
  const files = tables === undefined ? await findData(request.data, disk) : []
  const engine = await entry.open({ tempFolder })
  try {
    const held =
      tables === undefined
        ? await holdEvents(
            { files, platform, style, year: request.year ?? surroundings.year },
            early.plan,
            engine,
            disk,
          )
        : await holdTables(tables, platform, engine, disk)
    const { plan, diagnostics } = judge(held.schema)
    if (plan === undefined) return refuse(source, diagnostics)
    const compiled = engine.compile(held.prepare(plan))
    if ('unsupported' in compiled) return refuse(source, [...diagnostics, ...compiled.unsupported])
    const timeless = time.range === undefined ? 0 : await countTimeless(held, engine)
    const start = now()
    const { columns, rows } = await compiled.run(held.data, { lineage: request.why ?? false })
    return {
      refused: false,
      source,
      diagnostics,
      columns,
      rows,
      read: held.read,
      timeless,
      explained: { engine: engine.title, plan: printPlan(plan), text: compiled.text },
      ms: now() - start,
      origins: row => row.behind.flatMap(id => held.originOf(id) ?? []),
    }
  } finally {
    await engine.close()
  }
}

export interface ProfileRequest {
  readonly source: Source
  readonly language?: string | undefined
  readonly style?: string | undefined
  readonly data: readonly string[]
}

/** What occurs in files, as the platform of a query's language would hold them. */
export async function profileOf(request: ProfileRequest, { disk, year }: Surroundings): Promise<Profile> {
  const platform = platformFor(languageFor(request.language, request.source.name))
  const style = styleFor(request.style, platform)
  const profiler = platform.profiler()
  for await (const { events } of readFiles(await findData(request.data, disk), disk, year))
    for (const event of events) profiler.see(platform.present(event, style))
  return profiler.profile()
}

const refuse = (source: Source, diagnostics: readonly Diagnostic[]): Refused => {
  if (!hasErrors(diagnostics)) throw new Error('a query was refused without a reason')
  return { refused: true, source, diagnostics }
}
