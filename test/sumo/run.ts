import { queryTime } from '../../src/app/query-time.ts'
import { hasErrors } from '../../src/base/diagnostic.ts'
import type { Engine, Tables } from '../../src/engines/engine.ts'
import type { Event } from '../../src/event/event.ts'
import type { Column, Type, Value } from '../../src/event/value.ts'
import type { QueryTime } from '../../src/languages/language.ts'
import { lowerSearch } from '../../src/languages/sumo/lower/index.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Schema } from '../../src/plan/schema.ts'
import { sumoPlatform } from '../../src/platforms/sumo/index.ts'

/** A record of a case: a message, the JSON that is the message, or a record with `_raw` and metadata. */
export type CaseRecord = string | { readonly [key: string]: unknown }

/** A table with one column per field, in place of records. */
export interface CaseTable {
  readonly columns: Readonly<Record<string, Type>>
  readonly rows: readonly (readonly unknown[])[]
}

export interface Given {
  readonly schema: Schema
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Value[])[]
  /** What lies beside the data. */
  readonly tables?: Tables
}

/** The same with tables beside it, which queries may read. */
export function beside(given: Given, tables: Readonly<Record<string, CaseTable>>): Given {
  const all: Tables = new Map(
    Object.entries(tables).map(([name, table]) => {
      const { columns, rows } = typedTable(table)
      return [name, { is: 'rows', columns, batches: [rows] }]
    }),
  )
  return { ...given, tables: all, schema: { ...given.schema, tables: all } }
}

/** Records as Sumo has them, the first the newest, with what a profiler makes of them. */
export function givenRecords(records: readonly CaseRecord[], known = true): Given {
  const rows = records.map((record, i) => sumoPlatform.present(eventOf(record, i), 'raw'))
  const profiler = sumoPlatform.profiler()
  for (const row of rows) profiler.see(row)
  const profile = known ? profiler.profile() : { keys: undefined, fields: undefined }
  return { schema: sumoPlatform.schema(profile), columns: sumoPlatform.columns, rows }
}

export function givenTable(table: CaseTable): Given {
  const { columns, rows } = typedTable(table)
  return { schema: sumoPlatform.tableSchema(columns), columns, rows }
}

function typedTable({ columns, rows }: CaseTable): Pick<Given, 'columns' | 'rows'> {
  const typed = Object.entries(columns).map(([name, type]): Column => ({ name, type }))
  return {
    columns: typed,
    rows: rows.map(row => row.map((value, i) => typedValue(value, typed[i]?.type ?? 'string'))),
  }
}

const typedValue = (value: unknown, type: Type): Value =>
  typeof value === 'number' && (type === 'int' || type === 'time') ? BigInt(value) : (value as Value)

const newest = 1_795_488_000_000_000n

function eventOf(record: CaseRecord, i: number): Event {
  const time = newest - BigInt(i) * 1_000_000n
  const origin = { file: 'case', line: i + 1 }
  if (typeof record === 'string') return { origin, time, logSource: {}, fields: {}, raw: record }
  if ('_raw' in record) return { origin, time, logSource: {}, fields: record as Event['fields'], raw: undefined }
  return { origin, time, logSource: {}, fields: {}, raw: JSON.stringify(record) }
}

export interface Lowered {
  readonly plan: Plan | undefined
  /** Codes of what is not a mere note, in order. */
  readonly codes: readonly string[]
}

/** What a case says of the time of its search: its range, and the time zone of who asks. */
export interface CaseTime {
  readonly from?: string
  readonly to?: string
  readonly zone?: string
}

/** The time that queries of cases are told: 2026-11-24 02:40 UTC. */
const timeOf = (of: CaseTime): QueryTime => queryTime(of, newest)

/** The plan of a query, and what was said about it. */
export function understand(query: string, schema: Schema, of: CaseTime = {}): Lowered {
  const time = timeOf(of)
  const source = { name: 'case', text: query }
  const parsed = parseSearch(source)
  const usable = parsed.value !== undefined && !hasErrors(parsed.diagnostics)
  const lowered = usable && parsed.value ? lowerSearch(parsed.value, source, schema, time) : undefined
  const said = [...parsed.diagnostics, ...(lowered?.diagnostics ?? [])]
  return { plan: lowered?.value, codes: said.filter(d => d.severity !== 'note').map(d => d.code) }
}

/** Rows as objects of plain JSON values, columns in order. */
export async function rowsOf(engine: Engine, plan: Plan, given: Given): Promise<Record<string, unknown>[]> {
  const query = engine.compile(plan)
  if ('unsupported' in query)
    throw new Error(`${engine.id} refuses: ${query.unsupported.map(d => d.message).join('; ')}`)
  const data = await engine.load({ is: 'rows', columns: given.columns, batches: [given.rows] }, given.tables)
  const result = await query.run(data)
  await data.close()
  return result.rows.map(row =>
    Object.fromEntries(result.columns.map((c, i) => [c.name, plain(row.values[i] ?? null)])),
  )
}

/** Whole numbers as numbers, lists and objects as they are. */
function plain(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  return value
}

/** The same rows with only the columns that the expected ones name, numbers rounded to what engines agree on. */
export const project = (rows: readonly Record<string, unknown>[], names: readonly string[]): unknown[] =>
  rows.map(row => Object.fromEntries(names.map(name => [name, rounded(columnOf(row, name))])))

const columnOf = (row: Record<string, unknown>, name: string): unknown =>
  name in row
    ? row[name]
    : (Object.entries(row).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '(no such column)')

export const rounded = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) && Number.isFinite(value) ? Number(value.toPrecision(9)) : value

export const asSet = (rows: readonly unknown[]): string[] => rows.map(row => JSON.stringify(row)).sort()
