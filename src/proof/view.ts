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
import { remembered } from './remembered.ts'
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
  const shown = remembered(
    async function* (of: Telemetry): AsyncGenerator<Shown> {
      for await (const { events } of world.read(of))
        yield { events, records: events.map(event => platform.present(event, style)) }
    },
    { keyOf: of => of, sizeOf: ({ records }) => records.length, most: mostShown },
  )
  const profiler = platform.profiler()
  let last: bigint | undefined
  for (const { telemetry: of } of telemetry)
    for await (const { events, records } of shown.read(of)) {
      for (const record of records) profiler.see(record)
      for (const { time } of events) if (time !== undefined && (last === undefined || time > last)) last = time
    }
  const meaning: Meaning = {
    schema: withTables(platform.schema(profiler.profile()), world),
    time: rightAfter(last ?? 0n),
  }

  const ofSource = new Map<Source, Understood>()
  const understood = ({ source }: Written): Understood => {
    const before = ofSource.get(source)
    const now = before ?? understand(source, language, meaning.schema, meaning.time)
    ofSource.set(source, now)
    return now
  }

  const parts = partsOf(plansOf(queries, understood, speaker, meaning), platform.columns)
  const columns = [...platform.columns, ...partColumns(parts)]
  const found = { some: new Set<string>(), many: new Set<string>() }
  const compute = computeParts(parts, platform.columns, found)
  const whole = (record: readonly Value[]): readonly Value[] => [...record, ...compute(record)]
  async function* rows(of: Telemetry): AsyncGenerator<(readonly Value[])[]> {
    for await (const { records } of shown.read(of)) yield records.map(whole)
  }
  const recordings: Presented[] = []
  for (const recording of telemetry) {
    const data = await world.engine.load({ is: 'rows', columns, batches: rows(recording.telemetry) }, world.tables)
    recordings.push({ ...recording, data })
  }
  shown.forget()
  return {
    speaker,
    recordings,
    understand: understood,
    fix: query => fixed(query, speaker, meaning),
    prepare: plan => readParts(plan, parts, found),
    columns,
    row: event => whole(platform.present(event, style)),
  }
}

/** Records of a view that are kept between its two readings; more are presented again. */
const mostShown = 100_000

/** A piece of telemetry, and its events as the platform would hold them. */
interface Shown {
  readonly events: readonly Event[]
  readonly records: readonly (readonly Value[])[]
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
const plansOf = (
  queries: readonly Written[],
  understood: View['understand'],
  speaker: Speaker,
  meaning: Meaning,
): Plan[] =>
  queries.flatMap(query => {
    const fixedPlan = (): Plan | undefined =>
      understand(fixed(query, speaker, meaning).source, speaker.language, meaning.schema, meaning.time).plan
    const plan = understood(query).plan ?? fixedPlan()
    return plan === undefined ? [] : [plan]
  })
