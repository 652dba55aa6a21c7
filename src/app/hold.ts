import type { Dataset, Engine, Tables } from '../engines/engine.ts'
import type { Origin } from '../event/event.ts'
import type { Plan, Predicate } from '../plan/plan.ts'
import { partsOf, readParts } from '../plan/precompute.ts'
import type { Schema } from '../plan/schema.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Disk } from './disk.ts'
import { type LogFiles, loadEvents, type ReadSummary } from './load-events.ts'
import { loadTables, rowOf, type TableFiles } from './load-table.ts'

/** Data that an engine holds, and how queries see it. */
export interface Held {
  readonly data: Dataset
  readonly schema: Schema
  readonly read: ReadSummary
  /** The plan over the data as it was loaded. */
  prepare(plan: Plan): Plan
  /** Where the row of the data with this id was read. */
  originOf(id: number): Origin | undefined
}

/** Logs, read event by event and presented as the platform would hold them; what `likely` wants of them is taken out already. */
export async function holdEvents(
  from: LogFiles,
  likely: Plan,
  engine: Engine,
  disk: Disk,
  beside: Tables = new Map(),
): Promise<Held> {
  const parts = partsOf([likely], from.platform.columns)
  const { data, profile, origins, read, found } = await loadEvents(from, parts, engine, disk, beside)
  return {
    data,
    schema: from.platform.schema(profile),
    read,
    prepare: plan => readParts(plan, parts, found),
    originOf: origins.of,
  }
}

/** Tables, which the engine reads by itself. */
export async function holdTables(
  tables: TableFiles,
  platform: Platform,
  engine: Engine,
  disk: Disk,
  beside: Tables = new Map(),
): Promise<Held> {
  const data = await loadTables(tables, engine, disk, beside)
  const rows = await countRows({ op: 'scan', columns: [] }, data, engine)
  return {
    data,
    schema: platform.tableSchema(tables.columns),
    read: {
      files: tables.files.length,
      events: rows,
      kinds: [{ kind: `rows of ${tables.format}`, count: rows }],
      problems: [],
      problemCount: 0,
      incomplete: rows === 0,
    },
    prepare: plan => plan,
    originOf: id => rowOf(tables, id),
  }
}

/** How many events do not say when they happened. */
export async function countTimeless({ data, schema }: Held, engine: Engine): Promise<number> {
  const { time } = schema
  if (time === undefined) return 0
  const where: Predicate = { op: 'not', arg: { op: 'present', of: time } }
  return countRows({ op: 'filter', input: { op: 'scan', columns: schema.columns }, where }, data, engine)
}

/** How many rows a plan gives over data. */
export async function countRows(input: Plan, data: Dataset, engine: Engine): Promise<number> {
  const compiled = engine.compile({
    op: 'group',
    input,
    by: [],
    aggregates: [{ name: 'rows', value: { fn: 'count', args: [] } }],
  })
  if ('unsupported' in compiled) return 0
  const { rows } = await compiled.run(data)
  return Number(rows[0]?.values[0] ?? 0)
}
