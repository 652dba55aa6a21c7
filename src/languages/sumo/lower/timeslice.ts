import type { Span } from '../../../base/span.ts'
import type { Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Expr, Stage } from '../syntax.ts'
import { call, choose, int } from './build.ts'
import { asInt } from './coerce.ts'
import { type Context, lost, notRun, say } from './context.ts'
import { needsValue } from './parameters.ts'
import { rangeBeside } from './range.ts'
import { resolveTyped } from './resolve.ts'
import { setFields } from './rows.ts'
import { gridStart, originOf, sliceAt, slicingOf, week } from './slices.ts'
import { intOf } from './typed.ts'
import { asColumn } from './window.ts'

type TimeSlice = Extract<Stage, { kind: 'timeslice' }>

/**
 * `timeslice 5m`: the start and the end, in milliseconds, of the slice of that width that a message falls into; days and
 * weeks are those of the zone of the search. `timeslice 10 buckets` takes a width of the clock of which at most about so many slices cover the range
 * of the search, and without either there is one slice, the range itself
 * (docs/search/search-query-language/search-operators/timeslice.md).
 */
export function lowerTimeslice(context: Context, stage: TimeSlice): undefined {
  const { span, width } = stage
  context.rows.slice = undefined
  if (stage.buckets !== undefined) return inBuckets(context, stage, stage.buckets)
  if (width === undefined) return wholeRange(context, stage)
  const milliseconds = widthOf(context, width)
  const time = timeOf(context, span)
  if (milliseconds === undefined || time === undefined) return lost(context)
  context.rows.slice = BigInt(milliseconds)
  const hold = (scalar: Scalar, near: string): Scalar => asColumn(context.rows, scalar, 'int', near, span)
  const slice = sliceAt(slicingOf(context, milliseconds), time, hold, span)
  setSlice(context, stage, slice.start, slice.end)
}

function timeOf(context: Context, span: Span): Scalar | undefined {
  const time = resolveTyped(context, '_messageTime', span)
  return time === undefined ? undefined : asInt(time)
}

/** A width in milliseconds, or undefined after saying why it is none. */
export function widthOf(context: Context, width: Expr): number | undefined {
  if (width.kind === 'parameter') return needsValue(context, 'the width of a time slice', width.span)
  if (width.kind !== 'number')
    return notRun(context, 'a `timeslice` whose width is computed', width.span, 'its page takes a number with a unit')
  if (Number.isSafeInteger(width.value) && width.value > 0) return width.value
  return say(context, {
    code: 'sumo/timeslice-width',
    severity: 'error',
    message: 'the width of a time slice is a whole number of milliseconds above 0',
    help: 'write it like `5m` or `1h`',
    span: width.span,
  })
}

function setSlice(context: Context, stage: TimeSlice, start: Scalar, end: Scalar): undefined {
  const { span } = stage
  setFields(
    context.rows,
    [
      { name: stage.as?.name ?? '_timeslice', value: intOf(start, span) },
      { name: '__timeslice_end', value: intOf(end, span) },
    ],
    span,
  )
}

/** The end of the range is not in it, and lies a millisecond after the last message. */
function wholeRange(context: Context, stage: TimeSlice): undefined {
  if (timeOf(context, stage.span) === undefined) return lost(context)
  const range = rangeBeside(context, '`timeslice` without a width', stage.span)
  if (range === undefined) return lost(context)
  setSlice(context, stage, range.first, call('add', [range.last, int(1)], stage.span))
}

function inBuckets(context: Context, stage: TimeSlice, buckets: number): undefined {
  const { span } = stage
  if (!Number.isSafeInteger(buckets) || buckets < 1) {
    lost(context)
    return say(context, {
      code: 'sumo/timeslice-width',
      severity: 'error',
      message: 'a number of buckets is a whole number from 1',
      help: 'write for example `timeslice 100 buckets`',
      span,
    })
  }
  const time = timeOf(context, span)
  const range = time === undefined ? undefined : rangeBeside(context, '`timeslice … buckets`', span)
  if (time === undefined || range === undefined) return lost(context)
  const { rows } = context
  const from = originOf(context, range.first, span)
  const origin = from && asColumn(rows, from, 'int', 'midnight of 1970', span)
  const width = asColumn(rows, widthFor(buckets, range, origin, span), 'int', 'slice width', span)
  const start = gridStart(time, width, origin ?? 0, span)
  setSlice(context, stage, start, call('add', [start, width], span))
}

/** The least step of the clock that needs no more slices than asked for; beyond the last step, as many weeks as it takes. */
function widthFor(
  buckets: number,
  { first, last }: { first: Scalar; last: Scalar },
  origin: Scalar | undefined,
  at: Span,
): Scalar {
  const slices = (width: number): Scalar => {
    const [a, b] = [first, last]
      .map(time => (origin === undefined ? time : call('subtract', [time, origin], at)))
      .map(time => call('floor_div', [time, int(width)], at))
    return call('add', [call('subtract', [b ?? last, a ?? first], at), int(1)], at)
  }
  const weeks = call('floor_div', [call('add', [slices(week), int(buckets - 1)], at), int(buckets)], at)
  return choices.bucketWidths.reduceRight<Scalar>(
    (wider, width) =>
      choose({ op: 'compare', is: 'le', left: slices(width), right: int(buckets), at }, int(width), wider, at),
    call('multiply', [weeks, int(week)], at),
  )
}
