import type { Column, Type } from '../event/value.ts'
import { aggregates } from './aggregates/index.ts'
import { functions } from './functions/index.ts'
import type { Aggregate, Pivot, Plan, Scalar, WindowCall } from './plan.ts'
import { childrenOf, isPlan } from './walk.ts'

// Types of plans that are known to be right (check.ts finds out); a wrong one is a bug of who built it.

/** The type of an expression of a checked plan. */
export function typeOf(scalar: Scalar): Type {
  switch (scalar.op) {
    case 'field':
    case 'literal':
      return scalar.type
    case 'convert':
      return scalar.to
    case 'extract_all':
      return { list: 'string' }
    case 'extract':
    case 'substitute':
      return 'string'
    case 'truth':
      return 'bool'
    case 'call':
      return known(functions[scalar.fn].result(scalar.args.map(typeOf)), scalar.fn)
  }
}

/** The type of an aggregate of a checked plan. */
export const aggregateType = ({ fn, args }: Pick<Aggregate, 'fn' | 'args'>): Type =>
  known(aggregates[fn].result(args.map(typeOf)), fn)

/** The type of a window column of a checked plan. */
export function windowType({ fn, args }: WindowCall): Type {
  if (fn === 'row_number') return 'int'
  if (fn !== 'lag') return aggregateType({ fn, args })
  return known(args[0] === undefined ? undefined : typeOf(args[0]), fn)
}

/** The columns of the rows that a checked plan gives, in order; of a pivot those that are known without the data. */
export function columnsOf(plan: Plan): readonly Column[] {
  switch (plan.op) {
    case 'scan':
    case 'rows':
    case 'table':
      return plan.columns
    case 'filter':
    case 'sort':
    case 'limit':
    case 'detach':
    case 'follow':
      return columnsOf(plan.input)
    case 'extend':
      return withColumns(
        columnsOf(plan.input),
        plan.columns.map(c => ({ name: c.name, type: typeOf(c.value) })),
      )
    case 'keep':
      return pick(columnsOf(plan.input), plan.columns)
    case 'group':
      return [
        ...pick(columnsOf(plan.input), plan.by),
        ...plan.aggregates.map(a => ({ name: a.name, type: aggregateType(a.value) })),
      ]
    case 'pivot':
      return pivotColumns(plan, columnsOf(plan.input))
    case 'unnest':
      return withColumns(columnsOf(plan.input), [{ name: plan.as, type: elementType(typeOf(plan.list)) }])
    case 'union':
      return columnsOf(plan.inputs[0] ?? { op: 'scan', columns: [] })
    case 'join':
      return [...columnsOf(plan.left), ...columnsOf(plan.right)]
    case 'window':
      return withColumns(
        columnsOf(plan.input),
        plan.columns.map(c => ({ name: c.name, type: windowType(c.value) })),
      )
    case 'sequence':
      return sequenceColumns(columnsOf(plan.input), plan.steps.length)
    case 'link':
      return [...columnsOf(plan.input), { name: plan.as, type: 'int' }]
  }
}

/** Whether the rows of a plan have columns that only the data names: those that a pivot finds and nothing takes away. */
export function findsColumns(plan: Plan): boolean {
  switch (plan.op) {
    case 'pivot':
      return true
    case 'keep':
      return plan.others === true && findsColumns(plan.input)
    case 'group':
      return false
    default:
      return childrenOf(plan).some(child => isPlan(child) && findsColumns(child))
  }
}

/** Columns with others added at the end, or put in the place of one of the same name. */
export function withColumns(columns: readonly Column[], added: readonly Column[]): Column[] {
  const all = new Map(columns.map(c => [c.name, c]))
  for (const column of added) all.set(column.name, column)
  return [...all.values()]
}

/** The columns of a pivot that are known without the data. */
export function pivotColumns({ by, value, columns }: Pivot, input: readonly Column[]): Column[] {
  const [{ type } = { type: 'any' as const }] = pick(input, [value])
  return [...pick(input, by), ...columns.map(name => ({ name, type }))]
}

/** The columns of every step of a sequence: `1.name`, `2.name`… */
export const sequenceColumns = (columns: readonly Column[], steps: number): Column[] =>
  Array.from({ length: steps }, (_, i) => columns.map(c => ({ name: `${i + 1}.${c.name}`, type: c.type }))).flat()

const pick = (columns: readonly Column[], names: readonly string[]): Column[] =>
  names.map(name =>
    known(
      columns.find(c => c.name === name),
      name,
    ),
  )

const elementType = (type: Type): Type => known(typeof type === 'object' ? type.list : undefined, 'unnest')

function known<T>(value: T | undefined, of: string): T {
  if (value === undefined) throw new TypeError(`the plan was not checked: ${of}`)
  return value
}
