import { type Column, sameType, type Type } from '../../../src/event/value.ts'
import type { PlanAggregate } from '../../../src/plan/aggregates/aggregate.ts'
import { type AggregateName, aggregates } from '../../../src/plan/aggregates/index.ts'
import { columnsOf } from '../../../src/plan/columns.ts'
import { isOrdered } from '../../../src/plan/order.ts'
import type { Aggregate, Between, Named, Plan, WindowCall } from '../../../src/plan/plan.ts'
import type { Draw } from './draw.ts'
import { drawPredicate } from './predicates.ts'
import { drawScalar, types } from './scalars.ts'
import { dataColumns, missingColumn, nullable, tableColumns, tableName } from './values.ts'

/** The operators that are put on top of another plan. */
export type Operator = Exclude<Plan['op'], 'scan'>

export const operators: readonly Operator[] = [
  ...(['filter', 'filter', 'extend', 'keep', 'group', 'sort', 'limit', 'unnest'] as const),
  ...(['union', 'join', 'window', 'sequence', 'link', 'follow', 'rows', 'table', 'pivot', 'detach'] as const),
]

/** A well-typed plan over `dataColumns`, with up to four of these operators above its scan. */
export function drawPlan(draw: Draw, allowed: readonly Operator[]): Plan {
  let plan = drawScan(draw)
  const stages = draw.int(1, 4)
  for (let i = 0; i < stages; i++) plan = drawStage(draw, draw.one(...allowed), plan)
  return plan
}

function drawScan(draw: Draw): Plan {
  const all = [...dataColumns, missingColumn]
  return { op: 'scan', columns: draw.some(all, 3, all.length) }
}

/** Columns whose values engines agree on to the last bit; means and deviations they need not. */
const exact = (columns: readonly Column[]): Column[] => columns.filter(c => !c.name.startsWith('inexact'))

function drawStage(draw: Draw, op: Operator, input: Plan): Plan {
  const columns = columnsOf(input)
  const known = exact(columns)
  switch (op) {
    case 'filter':
      return { op, input, where: drawPredicate(draw, known, 3) }
    case 'extend': {
      const named = draw.some(newNames, 1, 2)
      return { op, input, columns: named.map(name => ({ name, value: drawScalar(draw, drawType(draw), known, 3) })) }
    }
    case 'keep': {
      const names = columns.map(c => c.name)
      const others = draw.boolean() ? { others: true as const } : {}
      return { op, input, columns: draw.some(names, 1, names.length), ...others }
    }
    case 'rows':
      return drawUnion(draw, input, drawRows(draw, columns))
    case 'table':
      return drawTable(draw, input, columns)
    case 'detach':
      return drawUnion(draw, input, { op, input: { op: 'filter', input, where: drawPredicate(draw, known, 1) } })
    case 'pivot':
      return drawPivot(draw, input, known)
    case 'group':
      return drawGroup(draw, input, known)
    case 'sort':
      return {
        op,
        input,
        keys: draw.many(1, 2, () => ({
          by: drawScalar(draw, draw.one(...types.filter(isOrdered)), known, 1),
          descending: draw.boolean(),
          nulls: draw.one('first', 'last'),
        })),
      }
    case 'limit':
      return { op, input, count: draw.int(0, 4), by: drawKeys(draw, known, 1) }
    case 'unnest': {
      const element = draw.one('string', 'int')
      const list = drawScalar(draw, { list: element }, known, 2)
      return { op, input, list, as: draw.one(...newNames), outer: draw.boolean() }
    }
    case 'union': {
      const names = columns.map(c => c.name)
      const filtered: Plan = { op: 'filter', input, where: drawPredicate(draw, known, 1) }
      const turned: Plan = {
        op: 'keep',
        input: filtered,
        columns: draw.some(names, names.length, names.length),
      }
      return drawUnion(draw, input, turned)
    }
    case 'join':
      return drawJoin(draw, input, known)
    case 'window':
      return drawWindow(draw, input, known)
    case 'sequence':
      return drawSequence(draw, input, known)
    case 'link':
      return drawLink(draw, input, known)
    case 'follow':
      return drawFollow(draw, input, known)
  }
}

const drawUnion = (draw: Draw, a: Plan, b: Plan): Plan => ({ op: 'union', inputs: draw.boolean() ? [a, b] : [b, a] })

/** Rows of these columns, written out. */
const drawRows = (draw: Draw, columns: readonly Column[]): Plan => ({
  op: 'rows',
  columns,
  rows: draw.many(0, 3, () => columns.map(c => draw.from(nullable(c.type)))),
})

/** The rows of the table beside the data, under the names of these columns. */
function drawTable(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const isOther = ({ name, type }: Column): boolean => {
    const own = tableColumns.find(c => c.name === name)
    return own !== undefined && !sameType(own.type, type)
  }
  return columns.some(isOther) ? input : drawUnion(draw, input, { op: 'table', name: tableName, columns })
}

function drawPivot(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const names = columns.filter(c => c.type === 'string').map(c => c.name)
  if (names.length === 0) return input
  const by = drawKeys(draw, columns, 2)
  const listed = draw
    .some(['a', 'A', '', 'null', 'other'], by.length === 0 ? 1 : 0, 2)
    .filter(name => !by.includes(name))
  return {
    op: 'pivot',
    input,
    by,
    name: draw.one(...names),
    value: draw.one(...columns.map(c => c.name)),
    columns: listed,
    others: draw.int(1, 4),
  }
}

const newNames = ['c', 'C', 'd', 'a b', 'select', 's', '1.c'] as const

const drawType = (draw: Draw): Type => draw.one(...types)

const drawKeys = (draw: Draw, columns: readonly Column[], most: number): string[] => {
  const names = columns.filter(c => isOrdered(c.type)).map(c => c.name)
  return draw.some(names, 0, most)
}

function drawGroup(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const by = drawKeys(draw, columns, 2)
  const named = draw.many(by.length === 0 ? 1 : 0, 3, (i): Named<Aggregate> => {
    const { fn, args } = drawAggregate(draw, columns)
    const where = draw.boolean() ? {} : { where: drawPredicate(draw, columns, 1) }
    return { name: nameFor(fn, by.includes(`agg ${i}`) ? i + 10 : i), value: { fn, args, ...where } }
  })
  return { op: 'group', input, by, aggregates: named }
}

const nameFor = (fn: string, i: number): string =>
  fn === 'avg' || fn === 'stddev' || fn === 'percentile' ? `inexact ${i}` : `agg ${i}`

function drawAggregate(draw: Draw, columns: readonly Column[]): Aggregate {
  const fn = draw.one(...(Object.keys(aggregates) as AggregateName[]))
  const { literal }: PlanAggregate = aggregates[fn]
  // sums of floats are compared only where they are exact in any order
  const isSum = fn === 'sum' || fn === 'avg' || fn === 'stddev'
  const fitting = [[], ...types.map(t => [t]), ['string', 'int'] as Type[], ['float', 'float'] as Type[]].filter(
    ts => aggregates[fn].result(ts) !== undefined,
  )
  const args = draw.one(...fitting)
  return {
    fn,
    args: args.map((type, i) => {
      if (i === literal?.argument) return { op: 'literal', type, value: draw.one(0, 0.25, 0.5, 1) }
      if (!isSum || type !== 'float') return drawScalar(draw, type, columns, 1)
      return columns.some(c => c.name === 'tame' && c.type === 'float')
        ? { op: 'field', name: 'tame', type }
        : { op: 'literal', type, value: draw.one(null, 0.25, -3) }
    }),
  }
}

/** Joins with rows of the data under other names. */
function drawJoin(draw: Draw, left: Plan, columns: readonly Column[]): Plan {
  const right = columnsOf(drawScan(draw)).filter(c => isOrdered(c.type))
  const renamed: Plan = {
    op: 'keep',
    columns: right.map(c => `right ${c.name}`),
    input: {
      op: 'extend',
      input: { op: 'scan', columns: right },
      columns: right.map(c => ({ name: `right ${c.name}`, value: { op: 'field', ...c } })),
    },
  }
  const pairs = columns.flatMap(l =>
    right.filter(r => sameType(l.type, r.type)).map(r => ({ left: l.name, right: `right ${r.name}` })),
  )
  // names of both sides must differ, and a join upon a join would repeat them
  if (pairs.length === 0 || columnsOf(left).some(c => c.name.startsWith('right '))) return left
  const between = draw.boolean() ? drawBetween(draw, pairs) : undefined
  const on = draw.some(pairs, between === undefined ? 1 : 0, 2)
  const where = between === undefined ? {} : { between }
  return { op: 'join', kind: draw.one('inner', 'left'), left, right: renamed, on, ...where }
}

/** A column of the left between two of the right that are of its type. */
function drawBetween(draw: Draw, pairs: readonly { readonly left: string; readonly right: string }[]): Between {
  const { left: value, right: low } = draw.one(...pairs)
  const { right: high } = draw.one(...pairs.filter(pair => pair.left === value))
  return { value, low, high }
}

/** The call, or the same over near rows, where there is something to be near by. */
function drawNear(draw: Draw, columns: readonly Column[], call: WindowCall): WindowCall {
  const by = columns.filter(c => c.type === 'int' || c.type === 'time')
  if (by.length === 0 || call.fn === 'first' || call.fn === 'last' || call.fn === 'list' || !draw.one(true, false))
    return call
  const near = { of: draw.one(...by).name, before: draw.one(0n, 1n, 3n, 1_000_000n) }
  return { ...call, preceding: undefined, following: undefined, near }
}

function drawWindow(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const bound = (): number | undefined => draw.one(0, 1, 3, undefined)
  const call = (): WindowCall => {
    switch (draw.one('row_number', 'lag', 'aggregate', 'aggregate')) {
      case 'row_number':
        return { fn: 'row_number', args: [], preceding: undefined, following: 0 }
      case 'lag':
        return {
          fn: 'lag',
          args: [drawScalar(draw, drawType(draw), columns, 1)],
          preceding: draw.int(0, 3),
          following: 0,
        }
      default:
        return drawNear(draw, columns, { ...drawAggregate(draw, columns), preceding: bound(), following: bound() })
    }
  }
  const named = draw.many(1, 2, i => {
    const value = call()
    return { name: nameFor(value.fn, i), value }
  })
  return { op: 'window', input, by: drawKeys(draw, columns, 1), columns: named }
}

function drawSequence(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const times = columns.filter(c => c.type === 'time').map(c => c.name)
  if (times.length === 0) return input
  return {
    op: 'sequence',
    input,
    by: drawKeys(draw, columns, 1),
    time: draw.one(...times),
    within: draw.one(undefined, 0n, 1n, 1_000_000n),
    steps: draw.many(1, 3, () => drawPredicate(draw, columns, 1)),
  }
}

/** Columns whose values, or whose elements, rows can be told apart by. */
const keyed = (columns: readonly Column[]): Column[] => columns.filter(c => isOrdered(elementOf(c.type)))

const elementOf = (type: Type): Type => (typeof type === 'object' ? type.list : type)

function drawLink(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const keys = keyed(columns).map(c => c.name)
  const free = ['g', 'group 2'].filter(name => !columnsOf(input).some(c => c.name === name))
  const times = columns.filter(c => c.type === 'time').map(c => c.name)
  if (keys.length === 0 || free.length === 0) return input
  const link: Plan = { op: 'link', input, keys: draw.some(keys, 1, 2), as: draw.one(...free) }
  if (times.length === 0 || draw.boolean()) return link
  const bounds = {
    time: draw.one(...times),
    ...(draw.boolean() ? {} : { span: draw.one(0n, 1n, 1_000_000n) }),
    ...(draw.boolean() ? {} : { pause: draw.one(0n, 1n, 1_000_000n) }),
    ...(draw.boolean() ? {} : { rows: draw.int(1, 3) }),
    ...(draw.boolean() ? {} : { starts: drawPredicate(draw, columns, 1) }),
    ...(draw.boolean() ? {} : { ends: drawPredicate(draw, columns, 1) }),
  }
  return { ...link, bounds }
}

function drawFollow(draw: Draw, input: Plan, columns: readonly Column[]): Plan {
  const keys = keyed(columns)
  if (keys.length === 0) return input
  const key = draw.one(...keys)
  const alike = keys.filter(c => sameType(elementOf(c.type), elementOf(key.type)))
  const from = draw.many(1, 3, () => draw.from(nullable(elementOf(key.type))))
  return { op: 'follow', input, key: key.name, adds: draw.one(...alike).name, from }
}
