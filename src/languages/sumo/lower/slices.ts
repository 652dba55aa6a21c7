import type { Span } from '../../../base/span.ts'
import { startOfDay } from '../../../plan/dates/day.ts'
import { zoneNamed } from '../../../plan/dates/zone.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { call, choose, int, text } from './build.ts'
import type { Context } from './context.ts'

// Slices of time lie on the clock of the person who asks. Times are milliseconds.

export const day = 24 * 60 * 60 * 1000
export const week = 7 * day

/** 1970 began on a Thursday; weeks are counted from the Sunday after it. */
const firstSunday = 3

/** Clocks of all zones differ by whole quarters of an hour, so that shorter slices are the same everywhere. */
const quarter = 15 * 60 * 1000

/** How time is cut into slices. */
export type Slicing =
  /** All of one length. */
  | { readonly is: 'grid'; readonly origin: number; readonly width: number }
  /** So many days of a zone each, counted from a day on. */
  | { readonly is: 'days'; readonly count: number; readonly from: number; readonly zone: string }
  /** Parts of the days of a zone, of one length from the beginning of each day; where clocks change, the last is shorter or there is one more. */
  | { readonly is: 'parts'; readonly width: number; readonly zone: string }

/** The zone of the person who asks. */
export const zoneOf = ({ time }: Context): string => time?.zone ?? 'UTC'

/** The slices of a width: days and weeks begin at midnight there, parts of a day are counted from it, and others from that of 1970. */
export function slicingOf(context: Context, width: number): Slicing {
  const zone = zoneOf(context)
  const known = zoneNamed(zone)
  const weeks = width % week === 0 ? firstSunday : 0
  if (known === undefined || quarter % width === 0) return { is: 'grid', origin: weeks * day, width }
  if (known.fixed !== undefined) return { is: 'grid', origin: weeks * day - known.fixed, width }
  if (width % day === 0) return { is: 'days', count: width / day, from: weeks, zone }
  if (day % width === 0) return { is: 'parts', width, zone }
  return { is: 'grid', origin: startOfDay(0, known) ?? 0, width }
}

/** The slice that a time falls into; `hold` keeps what is needed twice. */
export function sliceAt(
  slicing: Slicing,
  time: Scalar,
  hold: (scalar: Scalar, near: string) => Scalar,
  at: Span,
): { readonly start: Scalar; readonly end: Scalar } {
  if (slicing.is === 'grid') {
    const width = int(slicing.width)
    const start = gridStart(time, width, slicing.origin, at)
    return { start, end: call('add', [start, width], at) }
  }
  const today = hold(dayNumber(time, slicing.zone, at), 'day')
  if (slicing.is === 'days') {
    const first = hold(gridStart(today, int(slicing.count), slicing.from, at), 'first day')
    const next = call('add', [first, int(slicing.count)], at)
    return { start: dayStart(first, slicing.zone, at), end: dayStart(next, slicing.zone, at) }
  }
  const width = int(slicing.width)
  const midnight = hold(dayStart(today, slicing.zone, at), 'midnight')
  const next = hold(dayStart(call('add', [today, int(1)], at), slicing.zone, at), 'next midnight')
  const within = gridStart(call('subtract', [time, midnight], at), width, 0, at)
  const start = hold(call('add', [midnight, within], at), 'slice')
  return { start, end: earlier(call('add', [start, width], at), next, at) }
}

/** The starts of all slices from that of one time to that of another, in the one column of the plan; `row` has one row. */
export function allSlices(
  slicing: Slicing,
  row: Plan,
  { first, last }: { readonly first: Scalar; readonly last: Scalar },
  as: string,
  at: Span,
): Plan {
  const each = (input: Plan, list: Scalar, name: string): Plan => ({
    op: 'unnest',
    input,
    list,
    as: name,
    outer: false,
  })
  const only = (input: Plan): Plan => ({ op: 'keep', input, columns: [as], at })
  const field = (name: string): Scalar => ({ op: 'field', name, type: 'int' })
  if (slicing.is === 'grid') {
    const width = int(slicing.width)
    const [from, to] = [first, last].map(time => gridStart(time, width, slicing.origin, at))
    return only(each(row, call('int_range', [from ?? first, to ?? last, width], at), as))
  }
  const { zone } = slicing
  const count = int(slicing.is === 'days' ? slicing.count : 1)
  const [from, to] = [first, last].map(time =>
    gridStart(dayNumber(time, zone, at), count, slicing.is === 'days' ? slicing.from : 0, at),
  )
  const number = 'number of day'
  const days = each(row, call('int_range', [from ?? first, to ?? last, count], at), number)
  const midnight = dayStart(field(number), zone, at)
  if (slicing.is === 'days') return only({ op: 'extend', input: days, columns: [{ name: as, value: midnight }] })
  const next = dayStart(call('add', [field(number), int(1)], at), zone, at)
  const parts = call('int_range', [midnight, call('subtract', [next, int(1)], at), int(slicing.width)], at)
  const earliest = sliceAt(slicing, first, scalar => scalar, at).start
  const inRange: Predicate = {
    op: 'and',
    args: [
      { op: 'compare', is: 'ge', left: field(as), right: earliest, at },
      { op: 'compare', is: 'le', left: field(as), right: last, at },
    ],
  }
  return only({ op: 'filter', input: each(days, parts, as), where: inRange, at })
}

/**
 * What slices of any width that only the data tells are counted from: the midnight of 1970 by the clocks of the zone as they
 * are at the beginning of the range, so that all slices have one length.
 */
export function originOf(context: Context, first: Scalar, at: Span): Scalar | undefined {
  const zone = zoneOf(context)
  const known = zoneNamed(zone)
  if (known === undefined || known.fixed === 0) return undefined
  if (known.fixed !== undefined) return int(-known.fixed)
  const today = dayNumber(first, zone, at)
  return call('subtract', [dayStart(today, zone, at), call('multiply', [today, int(day)], at)], at)
}

/** The greatest multiple of a width, counted from an origin, that a number reaches. */
export function gridStart(time: Scalar, width: Scalar, origin: number | Scalar, at: Span): Scalar {
  const from = typeof origin === 'number' ? int(origin) : origin
  const since = origin === 0 ? time : call('subtract', [time, from], at)
  const start = call('multiply', [call('floor_div', [since, width], at), width], at)
  return origin === 0 ? start : call('add', [start, from], at)
}

const dayNumber = (time: Scalar, zone: string, at: Span): Scalar => {
  const micros = call('multiply', [time, int(1000)], at)
  return call('day_number', [{ op: 'convert', to: 'time', arg: micros }, text(zone)], at)
}

const dayStart = (number: Scalar, zone: string, at: Span): Scalar => {
  const start: Scalar = { op: 'convert', to: 'int', arg: call('day_start', [number, text(zone)], at) }
  return call('floor_div', [start, int(1000)], at)
}

const earlier = (a: Scalar, b: Scalar, at: Span): Scalar =>
  choose({ op: 'compare', is: 'lt', left: a, right: b, at }, a, b, at)
