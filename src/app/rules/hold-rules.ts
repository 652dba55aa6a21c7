import type { Dataset, Engine } from '../../engines/engine.ts'
import type { EngineEntry } from '../../engines/index.ts'
import type { Origin } from '../../event/event.ts'
import type { LogSource } from '../../event/log-source.ts'
import type { Column, Value } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import { partColumns, partsOf, readParts } from '../../plan/precompute.ts'
import type { Schema } from '../../plan/schema.ts'
import type { Platform } from '../../platforms/platform.ts'
import { sigmaPlatform } from '../../platforms/sigma/index.ts'
import { nothingKnown } from '../check.ts'
import { findData } from '../find-data.ts'
import { holdTables } from '../hold.ts'
import { InputError } from '../input-error.ts'
import { loadEvents, type ReadSummary } from '../load-events.ts'
import { describeTables, findTables } from '../load-table.ts'
import type { Surroundings } from '../surroundings.ts'
import type { ReadRules } from './read-rules.ts'

/** Data that an engine holds for many rules, and how they see it. */
export interface HeldRules {
  readonly data: Dataset
  readonly schema: Schema
  readonly read: ReadSummary
  /** All columns, those included that were taken out of events while they were loaded. */
  readonly columns: readonly Column[]
  /** The columns that a matched event is shown and explained with. */
  readonly kept: readonly Column[]
  /** The column of the time, where there is one. */
  readonly time: string | undefined
  prepare(plan: Plan): Plan
  originOf(id: number): Origin | undefined
}

/** What is asked for, as far as it concerns the data. */
export interface DataRequest {
  readonly data: readonly string[]
  readonly logSource?: LogSource | undefined
  readonly year?: number | undefined
  readonly table?: boolean | undefined
}

/** Reads data once for all rules. Rejects with `InputError` or `EngineError` where it cannot be used. */
export async function holdForRules(
  request: DataRequest,
  rules: ReadRules,
  engine: Engine,
  entry: EngineEntry,
  { disk, tempFolder, year }: Surroundings,
): Promise<HeldRules> {
  const found = await findTables(request.data, request.table ?? false, disk)
  if (found !== undefined) {
    if (request.logSource !== undefined)
      throw new InputError('a table has no log sources that could be said for it', 'rules run over it as it is')
    const tables = await describeTables(found, entry, disk, tempFolder)
    const held = await holdTables(tables, sigmaPlatform, engine, disk)
    const { columns } = held.schema
    return { ...held, columns, kept: columns, time: timeOf(held.schema) }
  }
  const files = await findData(request.data, disk)
  const platform = said(sigmaPlatform, request.logSource)
  const style = platform.styles[0]?.id ?? ''
  const plans = rules.lower(platform.schema(nothingKnown)).rules.map(rule => rule.plan)
  const parts = partsOf(plans, platform.columns)
  const from = { files, platform, style, year: request.year ?? year }
  const { data, profile, origins, read, found: inData } = await loadEvents(from, parts, engine, disk)
  const schema = platform.schema(profile)
  return {
    data,
    schema,
    read,
    columns: [...platform.columns, ...partColumns(parts)],
    kept: platform.columns,
    time: timeOf(schema),
    prepare: plan => readParts(plan, parts, inData),
    originOf: origins.of,
  }
}

const timeOf = ({ time }: Schema): string | undefined => (time?.op === 'field' ? time.name : undefined)

/** The platform with events that are all from the log source that the user named, as far as it was. */
export function said(platform: Platform, logSource: LogSource | undefined): Platform {
  if (logSource === undefined) return platform
  const { product, service, category } = logSource
  const given: Readonly<Record<string, Value | undefined>> = {
    product,
    service,
    categories: category === undefined ? undefined : [category],
  }
  return {
    ...platform,
    present: (event, style) =>
      platform.present(event, style).map((value, i) => given[platform.columns[i]?.name ?? ''] ?? value),
  }
}
