import { inspect } from 'node:util'
import type { Dataset, Engine, Result, ResultRow } from '../../src/engines/engine.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Column, Value } from '../../src/event/value.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { dataTables } from '../plan/generate/values.ts'
import { sameValue } from '../plan/same-value.ts'

/** The same rows in the reference and in another engine. */
export interface Alike {
  readonly reference: Dataset
  readonly other: Dataset
  close(): Promise<void>
}

export async function loadedAlike(
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
  engine: Engine,
): Promise<Alike> {
  const reference = await referenceEngine.load({ is: 'rows', columns, batches: [rows] }, dataTables)
  const other = await engine.load({ is: 'rows', columns, batches: [rows] }, dataTables)
  return { reference, other, close: () => other.close() }
}

/** How an engine's answer to a plan differs from the reference's, events behind each row included; undefined where it does not. */
export async function differenceOf(plan: Plan, data: Alike, engine: Engine): Promise<string | undefined> {
  const expected = await answer(referenceEngine, plan, data.reference)
  const found = await answer(engine, plan, data.other)
  if (typeof expected === 'string') return `the reference failed: ${expected}`
  if (typeof found === 'string') return `it failed: ${found}`
  const same =
    inspect(expected.columns) === inspect(found.columns) &&
    expected.rows.length === found.rows.length &&
    expected.rows.every((row, i) => sameRow(row, found.rows[i], expected.columns))
  return same ? undefined : `expected ${show(expected.rows)}\nfound    ${show(found.rows)}`
}

async function answer(engine: Engine, plan: Plan, data: Dataset): Promise<Result | string> {
  const query = engine.compile(plan)
  if ('unsupported' in query) return JSON.stringify(query.unsupported)
  try {
    return await query.run(data, { lineage: true })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** `inexact` columns hold means and deviations, which are equal up to the rounding of another order of adding. */
const sameRow = (a: ResultRow, b: ResultRow | undefined, columns: readonly Column[]): boolean =>
  b !== undefined &&
  a.values.every((v, i) => sameValue(v, b.values[i] ?? null, columns[i]?.name.startsWith('inexact') === true)) &&
  a.behind.join() === b.behind.join()

const show = (rows: readonly ResultRow[]): string => inspect(rows, { depth: 6, breakLength: 160, maxStringLength: 200 })
