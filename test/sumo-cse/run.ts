import { hasErrors } from '../../src/base/diagnostic.ts'
import type { Engine, Tables } from '../../src/engines/engine.ts'
import type { Event } from '../../src/event/event.ts'
import { jsonToValue, parseJson } from '../../src/event/json.ts'
import type { Value } from '../../src/event/value.ts'
import { sumoCse } from '../../src/languages/sumo-cse/index.ts'
import type { Profile } from '../../src/platforms/platform.ts'
import { sumoCsePlatform } from '../../src/platforms/sumo-cse/index.ts'
import { type Understood, understand as understandText } from '../../src/proof/understand.ts'
import { beside, type CaseTable } from '../sumo/run.ts'

export interface Given {
  readonly profile: Profile
  readonly rows: readonly (readonly Value[])[]
  /** What lies beside the records. */
  readonly tables?: Tables
}

/** The time that expressions are told: records without one of their own are looked at then. */
const now = 1_700_000_000_000_000n

/** Records as a reader of JSON would give them, with tables beside them. */
export function givenRecords(records: readonly unknown[], tables?: Readonly<Record<string, CaseTable>>): Given {
  const rows = records.map((record, i) => sumoCsePlatform.present(eventOf(record, i), 'record'))
  const profiler = sumoCsePlatform.profiler()
  for (const row of rows) profiler.see(row)
  const given = { profile: profiler.profile(), rows }
  if (tables === undefined) return given
  const schema = sumoCsePlatform.schema(given.profile)
  const bound = beside({ schema, columns: [], rows: [] }, tables).tables
  return bound === undefined ? given : { ...given, tables: bound }
}

function eventOf(record: unknown, i: number): Event {
  const json = parseJson(JSON.stringify(record))
  const fields = json === undefined ? {} : jsonToValue(json)
  return {
    origin: { file: 'case', line: i + 1 },
    time: undefined,
    logSource: {},
    fields: fields as Event['fields'],
    raw: undefined,
  }
}

/** What a text means over records; nothing is known of them unless they are given. */
export const understand = (text: string, given?: Given): Understood =>
  understandText(
    { name: 'case', text },
    sumoCse,
    {
      ...sumoCsePlatform.schema(given?.profile ?? { keys: undefined, fields: undefined }),
      ...(given?.tables === undefined ? {} : { tables: given.tables }),
    },
    { now, zone: 'UTC' },
  )

/** Codes of what is not a mere note, in alphabetical order. */
export const codesOf = (understood: Understood): string[] =>
  understood.diagnostics
    .filter(d => d.severity !== 'note')
    .map(d => d.code)
    .sort()

export interface Found {
  readonly row: Readonly<Record<string, unknown>>
  /** Positions of the records behind the row, from 0. */
  readonly behind: readonly number[]
}

/** The rows of a text over records. */
export async function rowsOf(engine: Engine, understood: Understood, given: Given): Promise<Found[]> {
  const { plan } = understood
  if (plan === undefined || hasErrors(understood.diagnostics)) throw new Error('there is no plan')
  const query = engine.compile(plan)
  if ('unsupported' in query)
    throw new Error(`${engine.id} refuses: ${query.unsupported.map(d => d.message).join('; ')}`)
  const data = await engine.load({ is: 'rows', columns: sumoCsePlatform.columns, batches: [given.rows] }, given.tables)
  const result = await query.run(data, { lineage: true })
  await data.close()
  return result.rows.map(row => ({
    row: Object.fromEntries(result.columns.map((c, i) => [c.name, plain(row.values[i] ?? null)])),
    behind: row.behind,
  }))
}

function plain(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value)
  return Array.isArray(value) ? value.map(plain) : value
}
