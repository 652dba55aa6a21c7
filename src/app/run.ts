import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { shellWord } from '../base/shell-word.ts'
import type { Source } from '../base/source.ts'
import type { Engine, Result } from '../engines/engine.ts'
import type { Origin } from '../event/event.ts'
import type { SaveTarget } from '../languages/language.ts'
import type { Plan } from '../plan/plan.ts'
import { printPlan } from '../plan/text/print.ts'
import type { BoundTables, TableBinding } from './bound-tables.ts'
import { nothingKnown } from './check.ts'
import { findData } from './find-data.ts'
import { type Histogram, histogramOf } from './histogram.ts'
import { countRows, countTimeless, type Held, holdEvents, holdTables } from './hold.ts'
import { keptProblems, type ReadSummary } from './load-events.ts'
import { describeTables, findTables } from './load-table.ts'
import { type PreparedQuery, prepareQuery, type QueryRequest } from './prepared-query.ts'
import { type Saved, saveTable } from './save-table.ts'
import { engineOptions, type Surroundings } from './surroundings.ts'

export interface RunRequest extends QueryRequest {
  /** Files and folders. */
  readonly data: readonly string[]
  /** Of the first time stamp, for logs that write none; without it, this year. */
  readonly year?: number | undefined
  /** Read NDJSON as a table with one column per key, as Parquet is always read: fast, without the text of the messages. */
  readonly table?: boolean | undefined
  /** Files that the query may save its rows in, by the names that it calls them. */
  readonly save?: readonly TableBinding[] | undefined
  /** Keep for each row where the events behind it were read. */
  readonly why?: boolean
  /** Give this many rows at most, and count the others. */
  readonly limit?: number | undefined
  /** Put the events into about this many buckets of time. */
  readonly histogram?: number | undefined
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
  /** All rows there are, also those over the limit. */
  readonly rowCount: number
  /** The events in time; `matched` are those behind rows, also behind those over the limit. */
  readonly histogram: Histogram | undefined
  readonly read: ReadSummary
  /** Events that were not searched since they do not say when they happened, where a range of time was asked for. */
  readonly timeless: number
  /** What became of the rows that the query saves; undefined where it saves none. */
  readonly saved: Saved | undefined
  /** The rows were to be saved and were not, since they are not the whole answer. */
  readonly unsaved: boolean
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
  const query = await prepareQuery(request, surroundings)
  const { platform, source, time, beside } = query
  // A query that can never run is refused before any data is read.
  const early = query.understood(platform.schema(nothingKnown))
  if (early.plan === undefined) return refuse(source, early.diagnostics)
  const target = early.saves && request.save?.find(binding => binding.name === early.saves?.name)
  if (early.saves !== undefined && target === undefined)
    return refuse(source, [...early.diagnostics, needsSave(early.saves)])
  const hold = await findAll(request, query, surroundings)
  const engine = await query.entry.open(engineOptions(surroundings))
  try {
    const held = await hold(early.plan, engine)
    const { plan, diagnostics } = query.understood(held.schema)
    if (plan === undefined) return refuse(source, diagnostics)
    const answer = await answerOf(held.prepare(plan), held, request, engine, surroundings.now)
    if ('unsupported' in answer) return refuse(source, [...diagnostics, ...answer.unsupported])
    const { columns, rows, rowCount, ms, text, findBehind } = answer
    const histogram =
      request.histogram === undefined
        ? undefined
        : await histogramOf(held, findBehind, request.histogram, engine, time.range)
    const read = withTables(held.read, beside)
    // half of an answer is not put in the place of a whole one
    const saved =
      early.saves && target && !read.incomplete
        ? await saveTable({ ...early.saves, file: target.file }, columns, rows, surroundings.disk)
        : undefined
    return {
      refused: false,
      source,
      diagnostics,
      columns,
      rows,
      rowCount,
      histogram,
      read,
      unsaved: target !== undefined && saved === undefined,
      saved,
      timeless: time.range === undefined ? 0 : await countTimeless(held, engine),
      explained: { engine: engine.title, plan: printPlan(plan), text },
      ms,
      origins: row => row.behind.flatMap(id => held.originOf(id) ?? []),
    }
  } finally {
    await engine.close()
  }
}

/** Finds the data that a request names, and gives what has an engine hold it: tables, which it reads by itself, or the events of logs. */
async function findAll(
  request: RunRequest,
  { platform, style, entry, beside: { tables } }: PreparedQuery,
  { disk, tempFolder, year }: Surroundings,
): Promise<(likely: Plan, engine: Engine) => Promise<Held>> {
  const found = await findTables(request.data, request.table ?? false, disk)
  if (found !== undefined) {
    const described = await describeTables(found, entry, disk, tempFolder)
    return (_, engine) => holdTables(described, platform, engine, disk, tables)
  }
  const from = { files: await findData(request.data, disk), platform, style, year: request.year ?? year }
  return (likely, engine) => holdEvents(from, likely, engine, disk, tables)
}

/** The rows of a plan, up to the limit of the request, and how many there are; or why the engine does not run it. */
async function answerOf(
  whole: Plan,
  held: Held,
  { limit, why, histogram }: RunRequest,
  engine: Engine,
  now: Surroundings['now'],
) {
  const compiled = engine.compile(limit === undefined ? whole : { op: 'limit', input: whole, count: limit + 1, by: [] })
  if ('unsupported' in compiled) return compiled
  const start = now()
  const { columns, rows: found } = await compiled.run(held.data, { lineage: why === true || histogram !== undefined })
  const ms = now() - start
  const more = limit !== undefined && found.length > limit
  const rows = more ? found.slice(0, limit) : found
  return {
    columns,
    rows,
    rowCount: more ? await countRows(whole, held.data, engine) : rows.length,
    ms,
    text: compiled.text,
    /** The ids of the events behind all rows, also those over the limit. */
    async findBehind(): Promise<ReadonlySet<number>> {
      const all = more ? await behindAll(whole, columns, held, engine) : rows
      return new Set(all.flatMap(row => row.behind))
    },
  }
}

/** All rows of a plan, for the sake of the events behind them, with as little else as an engine gives. */
async function behindAll(
  input: Plan,
  columns: Result['columns'],
  { data }: Held,
  engine: Engine,
): Promise<Result['rows']> {
  const plan: Plan = { op: 'keep', input, columns: columns.slice(0, 1).map(column => column.name) }
  const compiled = engine.compile(plan)
  if ('unsupported' in compiled) throw new Error('an engine keeps a column of what it ran')
  return (await compiled.run(data, { lineage: true })).rows
}

/** What was read, with what could not be read of the tables beside it. */
function withTables(read: ReadSummary, { problems }: BoundTables): ReadSummary {
  const found = problems()
  return {
    ...read,
    problems: [...found.slice(0, keptProblems), ...read.problems],
    problemCount: read.problemCount + found.length,
    incomplete: read.incomplete || found.some(problem => problem.is === 'file'),
  }
}

const needsSave = ({ name, span }: SaveTarget): Diagnostic => ({
  code: 'run/needs-file',
  severity: 'error',
  message: `no file is bound to the table \`${name}\`, in which the query saves its rows`,
  because: 'a query writes only what it was told to on the command line',
  help: `bind a file: \`--save ${shellWord(`${name}=FILE`)}\` (.csv or .ndjson)`,
  span,
})

const refuse = (source: Source, diagnostics: readonly Diagnostic[]): Refused => {
  if (!hasErrors(diagnostics)) throw new Error('a query was refused without a reason')
  return { refused: true, source, diagnostics }
}
