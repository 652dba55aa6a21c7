import { fixUntilStable, type Settled } from '../base/refix.ts'
import type { Source } from '../base/source.ts'
import type { Dataset } from '../engines/engine.ts'
import type { Event } from '../event/event.ts'
import type { Value } from '../event/value.ts'
import type { QueryTime } from '../languages/language.ts'
import type { Plan } from '../plan/plan.ts'
import { computeParts, partColumns, partsOf, readParts } from '../plan/precompute.ts'
import type { Schema } from '../plan/schema.ts'
import type { Claims, Telemetry, Written } from './claims.ts'
import { type Understood, understand } from './understand.ts'
import type { Speaker, World } from './world.ts'

/** A platform's view of all telemetry of a package, in one style. */
export interface View {
  readonly speaker: Speaker
  readonly recordings: readonly Presented[]
  /** A query's meaning over what occurs in the telemetry. */
  understand(query: Written): Understood
  /** A query with its fixes. */
  fix(query: Written): Settled
  /** The plan over the data as it was loaded. */
  prepare(plan: Plan): Plan
  /** The columns of the data as it was loaded, and the row that an event became. */
  readonly columns: Dataset['columns']
  row(event: Event): readonly Value[]
}

/** What telemetry is there for. */
export type Role = 'test' | 'benign' | 'variant'

/** Telemetry as a platform would hold it, ready to be queried. */
export interface Presented {
  /** The test, the part of the baseline or the variant. */
  readonly of: string
  readonly role: Role
  readonly telemetry: Telemetry
  readonly data: Dataset
}

/**
 * Presents all telemetry to the queries that will be asked. It is read twice: once to learn which names occur in it, and once
 * to be loaded, with the parts of messages that the queries want taken out already.
 */
export async function openView(
  { speaker, style }: { readonly speaker: Speaker; readonly style: string },
  queries: readonly Written[],
  claims: Claims,
  world: World,
): Promise<View> {
  const { language, platform } = speaker
  const telemetry = [
    ...claims.tests.map(t => ({ of: t.id, role: 'test' as const, telemetry: t.telemetry })),
    ...claims.baseline.map(b => ({ of: b.id, role: 'benign' as const, telemetry: b.telemetry })),
    ...claims.variants.map(v => ({ of: v.id, role: 'variant' as const, telemetry: v.telemetry })),
  ]
  const profiler = platform.profiler()
  let last: bigint | undefined
  for (const { telemetry: of } of telemetry)
    for await (const { events } of world.read(of))
      for (const event of events) {
        profiler.see(platform.present(event, style))
        if (event.time === undefined) continue
        if (last === undefined || event.time > last) last = event.time
      }
  const meaning: Meaning = {
    schema: withTables(platform.schema(profiler.profile()), world),
    time: rightAfter(last ?? 0n),
  }

  const parts = partsOf(plansOf(queries, speaker, meaning), platform.columns)
  const columns = [...platform.columns, ...partColumns(parts)]
  const compute = computeParts(parts, platform.columns)
  const row = (event: Event): readonly Value[] => {
    const record = platform.present(event, style)
    return [...record, ...compute(record)]
  }
  async function* rows(of: Telemetry): AsyncGenerator<(readonly Value[])[]> {
    for await (const { events } of world.read(of)) yield events.map(row)
  }
  const recordings: Presented[] = []
  for (const recording of telemetry) {
    const data = await world.engine.load({ is: 'rows', columns, batches: rows(recording.telemetry) }, world.tables)
    recordings.push({ ...recording, data })
  }
  return {
    speaker,
    recordings,
    understand: query => understand(query.source, language, meaning.schema, meaning.time),
    fix: query => fixed(query, speaker, meaning),
    prepare: plan => readParts(plan, parts),
    columns,
    row,
  }
}

const withTables = (schema: Schema, { tables }: World): Schema =>
  tables === undefined ? schema : { ...schema, tables }

/** What gives names and times of queries their meaning. */
interface Meaning {
  readonly schema: Schema
  readonly time: QueryTime
}

/**
 * Queries are told that it is right after the last event, so that what a proof finds does not depend on the day it is run;
 * they search all of the data.
 */
const rightAfter = (last: bigint): QueryTime => ({ now: last + 1n, zone: 'UTC' })

const fixed = (query: Written, { language }: Speaker, { schema, time }: Meaning): Settled =>
  fixUntilStable(query.source, source => understand(source, language, schema, time).diagnostics)

/** The plans that will be asked for: of each query, and of what its fixes make of it. */
const plansOf = (queries: readonly Written[], speaker: Speaker, meaning: Meaning): Plan[] =>
  queries.flatMap(query => {
    const planOf = (source: Source) => understand(source, speaker.language, meaning.schema, meaning.time).plan
    const plan = planOf(query.source) ?? planOf(fixed(query, speaker, meaning).source)
    return plan === undefined ? [] : [plan]
  })
