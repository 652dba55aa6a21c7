import type { Span } from '../../../base/span.ts'
import { columnsOf } from '../../../plan/columns.ts'
import type { Plan, Scalar } from '../../../plan/plan.ts'
import { int } from './build.ts'
import { asInt } from './coerce.ts'
import { type Context, needsTimes } from './context.ts'
import { freshColumn, type Rows } from './rows.ts'
import { intOf } from './typed.ts'

// A search runs over a range of time. Where nobody says which, all of the data is searched, and the range is that of the data:
// from its first message to its last, found by the search or not.

/** When a message happened, over the columns of the data, in milliseconds. */
function timeOfMessages(context: Context, at: Span): Scalar | undefined {
  const field = context.schema.fields.get('_messagetime')
  return field === undefined ? undefined : asInt(intOf(field.scalar, at))
}

const noTime = (context: Context, what: string, at: Span): undefined =>
  needsTimes(context, what, at, 'it needs the time range of the search, and this data has no times')

/** The names of the range's columns. */
export const firstTime = 'first time of the data'
export const lastTime = 'last time of the data'

/** Whether a plan finds the range of the data that it reads. */
export const isRange = (plan: Plan): boolean => plan.op === 'group' && plan.aggregates.some(a => a.name === firstTime)

/** The range that was asked for: its first and its last millisecond. */
export function givenRange({ time }: Context): Rows['range'] {
  if (time?.range === undefined) return undefined
  const { start, end } = time.range
  return { first: int(milliseconds(start)), last: int(milliseconds(end) - 1n) }
}

/** The first whole millisecond that is not before a time. */
export const milliseconds = (micros: bigint): bigint => -floorDiv(-micros, 1000n)

const floorDiv = (a: bigint, b: bigint): bigint => (a % b < 0n ? a / b - 1n : a / b)

/** The first and the last time of the range beside each row; undefined after saying that there is none. */
export function rangeBeside(context: Context, what: string, at: Span): Rows['range'] {
  const { rows } = context
  const given = givenRange(context)
  if (given !== undefined) return given
  if (rows.range !== undefined && !rows.aggregate) return rows.range
  const range = rangeAlone(context, what, at)
  if (range === undefined) return undefined
  if (rows.aggregate) return besideGroups(rows, range, at)
  // below everything else, so that no stage narrows the range
  rows.steps.unshift(input => beside(input, range(input), at))
  for (const name of [firstTime, lastTime]) rows.columns.add(name)
  rows.range = {
    first: { op: 'field', name: firstTime, type: 'int' },
    last: { op: 'field', name: lastTime, type: 'int' },
  }
  return rows.range
}

/** The range beside rows that are no messages any more, in columns of their own. */
function besideGroups(rows: Rows, range: (of: Plan) => Plan, at: Span): Rows['range'] {
  const [first, last] = [firstTime, lastTime].map(
    (name): Scalar => ({ op: 'field', name: freshColumn(rows, `${name} searched`), type: 'int' }),
  )
  if (first?.op !== 'field' || last?.op !== 'field') return undefined
  const columns = [
    { name: first.name, value: { op: 'field', name: firstTime, type: 'int' } },
    { name: last.name, value: { op: 'field', name: lastTime, type: 'int' } },
  ] as const
  rows.steps.push(input => {
    const renamed: Plan = { op: 'extend', input: range(input), columns }
    return beside(input, { op: 'keep', input: renamed, columns: [first.name, last.name] }, at)
  })
  return { first, last }
}

/** One row with the first and the last time of the data that a plan reads, in columns of these names. */
export function rangeAlone(context: Context, what: string, at: Span): ((of: Plan) => Plan) | undefined {
  const time = timeOfMessages(context, at)
  if (time === undefined) return noTime(context, what, at)
  return of => ({
    op: 'detach',
    input: {
      op: 'group',
      input: dataOf(of),
      by: [],
      aggregates: [
        { name: firstTime, value: { fn: 'min', args: [time] } },
        { name: lastTime, value: { fn: 'max', args: [time] } },
      ],
    },
    at,
  })
}

/** Every row of a plan beside every row of another. */
export function beside(plan: Plan, more: Plan, at: Span): Plan {
  const [left, right] = ['one', 'other'].map(
    side =>
      `${side} beside ${columnsOf(more)
        .map(c => c.name)
        .join(' and ')}`,
  )
  if (left === undefined || right === undefined) return plan
  return {
    op: 'join',
    kind: 'inner',
    left: { op: 'extend', input: plan, columns: [{ name: left, value: int(1) }] },
    right: { op: 'extend', input: more, columns: [{ name: right, value: int(1) }] },
    on: [{ left, right }],
    at,
  }
}

/** What a plan reads in the first place. */
function dataOf(plan: Plan): Plan {
  if (plan.op === 'scan' || plan.op === 'rows' || plan.op === 'table') return plan
  if (plan.op === 'union') return dataOf(plan.inputs[0] ?? { op: 'scan', columns: [] })
  return dataOf(plan.op === 'join' ? plan.left : plan.input)
}
