import type { Span } from '../../../base/span.ts'
import { columnsOf } from '../../../plan/columns.ts'
import type { Plan, Scalar } from '../../../plan/plan.ts'
import { call, int } from './build.ts'
import { asInt } from './coerce.ts'
import { type Context, notSupportedYet } from './context.ts'
import type { Rows } from './rows.ts'
import { intOf } from './typed.ts'

// A search runs over a range of time. What is searched here is all of the data, so the range is that of the data: from its
// first message to its last, found by the search or not.

/** When a message happened, over the columns of the data, in milliseconds. */
function timeOfMessages(context: Context, at: Span): Scalar | undefined {
  const field = context.schema.fields.get('_messagetime')
  return field === undefined ? undefined : asInt(intOf(field.scalar, at))
}

const noTime = (context: Context, what: string, at: Span): undefined =>
  notSupportedYet(context, what, at, 'it needs the time range of the search, and this data has no times')

/** The names of the range's columns. */
export const firstTime = 'first time of the data'
export const lastTime = 'last time of the data'

/** Whether a plan finds the range of the data that it reads. */
export const isRange = (plan: Plan): boolean => plan.op === 'group' && plan.aggregates.some(a => a.name === firstTime)

/** The first and the last time of the data beside each message; undefined after saying that it has none. */
export function rangeBeside(context: Context, what: string, at: Span): Rows['range'] {
  const { rows } = context
  if (rows.range !== undefined) return rows.range
  const range = rows.time === undefined ? noTime(context, what, at) : rangeAlone(context, what, at)
  if (range === undefined) return undefined
  // below everything else, so that no stage narrows the range
  rows.steps.unshift(input => beside(input, range(input), at))
  for (const name of [firstTime, lastTime]) rows.columns.add(name)
  rows.range = {
    first: { op: 'field', name: firstTime, type: 'int' },
    last: { op: 'field', name: lastTime, type: 'int' },
  }
  return rows.range
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

/** The start of the slice that a time falls into. */
export function sliceStart(time: Scalar, width: Scalar, weeks: boolean, at: Span): Scalar {
  const from = weeks ? int(firstWeek) : int(0)
  const since = weeks ? call('subtract', [time, from], at) : time
  const start = call('multiply', [call('floor_div', [since, width], at), width], at)
  return weeks ? call('add', [start, from], at) : start
}

export const day = 24 * 60 * 60 * 1000
export const week = 7 * day

/** 1970 began on a Thursday; weeks are counted from the Sunday after it. */
const firstWeek = 3 * day

/** Whether slices of this width are of whole weeks. */
export const isWeeks = (width: number): boolean => width % week === 0
