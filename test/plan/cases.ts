import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Tables } from '../../src/engines/engine.ts'
import type { Column, Type, Value } from '../../src/event/value.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'

const folder = join(import.meta.dirname, '..', '..', 'conformance', 'plan')

const cells = z.array(z.array(z.unknown()))

const written = z.strictObject({
  name: z.string(),
  /** The rule of docs/semantics.md that it is a case of. */
  rule: z.string(),
  plan: z.string(),
  /** Columns of the data, as a scan writes them. */
  data: z.string().optional(),
  rows: cells.optional(),
  /** Tables beside the data, by name. */
  tables: z.record(z.string(), z.strictObject({ columns: z.string(), rows: cells })).optional(),
  /** The rows of the result, in order. */
  gives: cells.optional(),
  /** Names of columns of the result that only the data tells. */
  finds: z.array(z.string()).optional(),
  /** The ids of the rows of the data behind each row of the result. */
  behind: z.array(z.array(z.bigint())).optional(),
  /** Floats may differ by rounding: engines add in any order. */
  rounding: z.boolean().optional(),
  /** The diagnostic that the plan is refused with, in place of a result. */
  refused: z.string().optional(),
})

/** A case as it is written, and where. */
export type Case = z.infer<typeof written> & { readonly file: string }

/** All cases of conformance/plan. */
export const readCases = (): Case[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .flatMap(name => {
      // whole numbers as bigint: identifiers pass 2⁵³
      const cases: unknown = parse(readFileSync(join(folder, name), 'utf8'), { intAsBigInt: true })
      return z
        .array(written)
        .parse(cases)
        .map(c => ({ ...c, file: name }))
    })

/** The tables that lie beside the data of a case. */
export const readTables = ({ tables = {} }: Case): Tables =>
  new Map(
    Object.entries(tables).map(([name, { columns, rows }]) => {
      const typed = readColumns(columns)
      return [name, { is: 'rows', columns: typed, batches: [readRows(rows, typed)] }]
    }),
  )

/** The columns that a text such as `a: string, b: int` declares. */
export function readColumns(text: string): readonly Column[] {
  const { value, diagnostics } = parsePlan(`scan ${text}`)
  if (value?.op !== 'scan') throw new Error(`these are no columns: ${text} (${diagnostics[0]?.message})`)
  return value.columns
}

/** Cells of YAML as values of the columns' types: YAML knows no difference between 1 and 1.0. */
export const readRows = (rows: readonly (readonly unknown[])[], columns: readonly Column[]): Value[][] =>
  rows.map(row => {
    if (row.length !== columns.length) throw new Error(`a row has ${row.length} cells for ${columns.length} columns`)
    return columns.map((c, i) => readCell(row[i], c.type))
  })

function readCell(cell: unknown, type: Type): Value {
  if (typeof type === 'object' && Array.isArray(cell)) return cell.map(item => readCell(item, type.list))
  if (type === 'float' && typeof cell === 'bigint') return Number(cell)
  return cell as Value
}
