import type { Aggregate, Named, Plan, Scalar } from '../plan.ts'
import { ANYTHING, type Known } from './known.ts'
import { narrow } from './narrow.ts'
import { columnOf, eitherRows, type MaybeRows, type Rows, rowsOf, withColumns } from './rows.ts'
import { know } from './scalars.ts'
import { type See, visitCondition, visitScalar } from './visit.ts'

/** What is known of the rows that a plan gives, calling `see` for the leaves of every condition on the way. */
export function flow(plan: Plan, see: See): MaybeRows {
  switch (plan.op) {
    case 'scan':
    case 'rows':
    case 'table':
      return rowsOf(new Map())
    case 'union':
      return eitherRows(plan.inputs.map(input => flow(input, see)))
    case 'join': {
      const left = flow(plan.left, see)
      const right = flow(plan.right, see)
      return left && withColumns(left, right?.columns ?? [])
    }
    default: {
      const rows = flow(plan.input, see)
      return rows && through(plan, rows, see)
    }
  }
}

type WithInput = Exclude<Plan, { op: 'scan' | 'rows' | 'table' | 'union' | 'join' }>

function through(plan: WithInput, rows: Rows, see: See): MaybeRows {
  switch (plan.op) {
    case 'filter':
      visitCondition(plan.where, rows, see)
      return narrow(plan.where, rows, true)
    case 'extend':
      return withColumns(
        rows,
        plan.columns.map(c => [c.name, learn(c.value, rows, see)] as const),
      )
    case 'keep':
      return pick(rows, plan.columns)
    case 'group':
      return withColumns(
        pick(rows, plan.by),
        plan.aggregates.map(a => [a.name, aggregate(a, rows, see)] as const),
      )
    case 'pivot':
      return pick(rows, plan.by)
    case 'sort':
      for (const key of plan.keys) visitScalar(key.by, rows, see)
      return rows
    case 'limit':
    case 'detach':
    case 'follow':
      return rows
    case 'unnest':
      visitScalar(plan.list, rows, see)
      return withColumns(rows, [[plan.as, ANYTHING]])
    case 'window':
      return withColumns(
        rows,
        plan.columns.map(({ name, value }) => {
          const args = value.args.map(arg => learn(arg, rows, see))
          return [name, value.fn === 'lag' || isChoosing(value.fn) ? (args[0] ?? ANYTHING) : ANYTHING] as const
        }),
      )
    case 'link':
      for (const condition of [plan.bounds?.starts, plan.bounds?.ends])
        if (condition !== undefined) visitCondition(condition, rows, see)
      return withColumns(rows, [[plan.as, ANYTHING]])
    case 'sequence':
      return rowsOf(
        new Map(
          plan.steps.flatMap((step, i) => {
            visitCondition(step, rows, see)
            const fulfilled = narrow(step, rows, true)
            return [...(fulfilled?.columns ?? [])].map(([name, known]) => [`${i + 1}.${name}`, known] as const)
          }),
        ),
      )
  }
}

function learn(scalar: Scalar, rows: Rows, see: See): Known {
  visitScalar(scalar, rows, see)
  return know(scalar, rows)
}

const pick = (rows: Rows, names: readonly string[]): Rows =>
  rowsOf(new Map(names.map(name => [name, columnOf(rows, name)])))

function aggregate({ value }: Named<Aggregate>, rows: Rows, see: See): Known {
  if (value.where !== undefined) visitCondition(value.where, rows, see)
  const counted = value.where === undefined ? rows : narrow(value.where, rows, true)
  const args = counted === undefined ? [] : value.args.map(arg => learn(arg, counted, see))
  return isChoosing(value.fn) ? (args[0] ?? ANYTHING) : ANYTHING
}

/** Whether the aggregate gives one of the values that it is given. */
const isChoosing = (fn: string): boolean => ['first', 'last', 'min', 'max'].includes(fn)
