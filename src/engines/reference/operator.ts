import type { Column, Value } from '../../event/value.ts'
import { columnsOf } from '../../plan/columns.ts'
import type { Plan } from '../../plan/plan.ts'
import { group, partition } from './group.ts'
import { join } from './join.ts'
import { holds } from './predicate.ts'
import { type Row, read, withValues } from './row.ts'
import { evaluate } from './scalar.ts'
import { sort } from './sort.ts'
import { stateful } from './stateful.ts'
import { window } from './window.ts'

/** What a plan is run over. */
export interface Given {
  /** The rows of the data. */
  readonly rows: readonly Row[]
  /** The rows of a table beside it. Throws `EngineError` where there is none of this name. */
  readonly table: (name: string) => readonly Row[]
}

/** The rows that a checked plan, whose pivots are settled, gives over the data. */
export function runPlan(plan: Plan, data: Given): readonly Row[] {
  switch (plan.op) {
    case 'scan':
      return data.rows.map(row => columnsOfRow(row, plan.columns))
    case 'table':
      return data.table(plan.name).map(row => ({ ...columnsOfRow(row, plan.columns), behind: [] }))
    case 'rows':
      return plan.rows.map(row => ({
        values: new Map(plan.columns.map((c, i) => [c.name, row[i] ?? null])),
        behind: [],
      }))
    case 'filter':
      return runPlan(plan.input, data).filter(row => holds(plan.where, row.values))
    case 'extend':
      return runPlan(plan.input, data).map(row =>
        withValues(
          row,
          plan.columns.map(c => [c.name, evaluate(c.value, row.values)]),
        ),
      )
    case 'keep':
      return runPlan(plan.input, data).map(row => keep(row, plan.columns))
    case 'group':
      return group(plan, runPlan(plan.input, data))
    case 'pivot':
      throw new TypeError('a pivot is settled before it is run')
    case 'sort':
      return sort(plan.keys, runPlan(plan.input, data))
    case 'limit':
      return limit(plan, runPlan(plan.input, data))
    case 'detach':
      return runPlan(plan.input, data).map(row => ({ ...row, behind: [] }))
    case 'unnest':
      return runPlan(plan.input, data).flatMap(row => unnest(plan, row))
    case 'union': {
      const names = columnsOf(plan).map(c => c.name)
      return plan.inputs.flatMap(input => runPlan(input, data).map(row => keep(row, names)))
    }
    case 'join':
      return join(
        plan,
        runPlan(plan.left, data),
        runPlan(plan.right, data),
        columnsOf(plan.right).map(c => c.name),
      )
    case 'window':
      return window(plan, runPlan(plan.input, data))
    case 'sequence':
    case 'link':
    case 'follow':
      return stateful(plan, input => runPlan(input, data))
  }
}

/** Columns of a row as it is stored; those it lacks are null. */
const columnsOfRow = (row: Row, columns: readonly Column[]): Row => ({
  ...row,
  values: new Map(columns.map(c => [c.name, row.values.get(c.name) ?? null])),
})

const keep = (row: Row, names: readonly string[]): Row => ({
  ...row,
  values: new Map(names.map(name => [name, read(row.values, name)])),
})

function limit({ count, by }: Extract<Plan, { op: 'limit' }>, rows: readonly Row[]): Row[] {
  const kept = new Set(partition(rows, by).flatMap(part => part.slice(0, count)))
  return rows.filter(row => kept.has(row))
}

function unnest({ list, as, outer }: Extract<Plan, { op: 'unnest' }>, row: Row): Row[] {
  const found = evaluate(list, row.values)
  const items: readonly Value[] = Array.isArray(found) && found.length > 0 ? found : outer ? [null] : []
  return items.map(item => withValues(row, [[as, item]]))
}
