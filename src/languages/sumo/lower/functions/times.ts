import type { Span } from '../../../../base/span.ts'
import { suggest } from '../../../../base/suggest.ts'
import { parseTimePattern, type TimePart, unreadable } from '../../../../plan/dates/pattern.ts'
import { zoneNamed } from '../../../../plan/dates/zone.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { choices } from '../../choices.ts'
import { sayTwelveHours, sayWeekYear } from '../../lints/time-patterns.ts'
import { pageOf } from '../../pages.ts'
import { asText } from '../coerce.ts'
import { type Context, notRun, say } from '../context.ts'
import { rangeBeside } from '../range.ts'
import type { Rows } from '../rows.ts'
import { intOf, literalText, type Typed, textOf } from '../typed.ts'
import { call, int, type Lowering, type Lowerings, string } from './lowering.ts'
import { notANumber, numeric, wholeNumber } from './numbers.ts'

/** Times (S/formatdate, P/parsedate, S/now, S/querystarttime, S/queryendtime, S/querytimerange). They are milliseconds throughout. */
export const timeFunctions: Lowerings = {
  formatdate,
  parsedate,
  // dates are milliseconds too, so that there is nothing to do
  tomillis: milliseconds(1n),
  frommillis: milliseconds(1n),
  fromseconds: milliseconds(1000n),
}

/** What the search knows of its own time, in milliseconds: when it is run, and the range that it searches, the end of which is excluded. */
export const ownTimes: Readonly<Record<string, (context: Context, at: Span) => Typed | undefined>> = {
  now: (context, at) => (context.time === undefined ? noClock(context, at) : intOf(int(context.time.now / 1000n), at)),
  querystarttime: (context, at) => ofRange(context, '`queryStartTime`', at, ({ first }) => first),
  queryendtime: (context, at) => ofRange(context, '`queryEndTime`', at, ({ last }) => call('add', [last, int(1n)], at)),
  querytimerange: (context, at) =>
    ofRange(context, '`queryTimeRange`', at, ({ first, last }) =>
      call('subtract', [call('add', [last, int(1n)], at), first], at),
    ),
}

function ofRange(
  context: Context,
  what: string,
  at: Span,
  take: (range: NonNullable<Rows['range']>) => Scalar,
): Typed | undefined {
  const range = rangeBeside(context, what, at)
  return range === undefined ? undefined : intOf(take(range), at)
}

function noClock(context: Context, at: Span): undefined {
  return say(context, {
    code: 'sumo/no-clock',
    severity: 'error',
    message: 'nobody said what time it is',
    because: 'the search asks for its own time, and was understood without one',
    span: at,
  })
}

function milliseconds(each: bigint): Lowering {
  return ([x], at, context) => {
    const number = wholeNumber(x, at)
    const scaled = number === undefined || each === 1n ? number : call('multiply', [number, int(each)], at)
    return numeric(context, x, at, scaled, 'int')
  }
}

/** A whole number of milliseconds as a time. */
const timeOf = (ms: Scalar, at: Span): Scalar => ({
  op: 'convert',
  to: 'time',
  arg: call('multiply', [ms, int(1000n)], at),
  at,
})

function formatdate([x, pattern, zone]: readonly [Typed, ...Typed[]], at: Span, context: Context): Typed | undefined {
  if (pattern === undefined) sayUsStyle(context, at)
  const number = wholeNumber(x, at)
  if (number === undefined) return notANumber(context, x)
  const where = zoneOf(context, zone)
  if (where !== undefined && pattern === undefined)
    return textOf(call('format_time', [timeOf(number, at), string(choices.usDate), where], at), at)
  const parts = pattern === undefined ? undefined : partsOf(context, pattern)
  if (pattern === undefined || parts === undefined || where === undefined) return undefined
  if (parts !== 'unknown') {
    sayWeekYear(context, parts, pattern, 'written')
    sayTwelveHours(context, parts, pattern)
    if (!canNameZone(context, parts, pattern, where)) return undefined
  }
  return textOf(call('format_time', [timeOf(number, at), asText(pattern), where], at), at)
}

/** Says which format stands for the one that no page gives (open question 40). */
const sayUsStyle = (context: Context, at: Span): undefined =>
  say(context, {
    code: 'sumo/default-format',
    severity: 'warning',
    message: `\`formatDate\` without a format is read as \`${choices.usDate}\``,
    because: `its page promises “US-style”, and does not say how that looks (${pageOf('S/formatdate')})`,
    help: `write the format: \`formatDate(…, "${choices.usDate}")\``,
    span: at,
  })

function parsedate(
  [x, pattern = x, zone]: readonly [Typed, ...Typed[]],
  at: Span,
  context: Context,
): Typed | undefined {
  const parts = partsOf(context, pattern)
  const where = zoneOf(context, zone)
  if (parts === undefined || where === undefined) return undefined
  if (parts !== 'unknown') {
    const problem = unreadable(parts)
    if (problem !== undefined) return notRun(context, 'this format', pattern.span, problem)
    sayWeekYear(context, parts, pattern, 'read')
  }
  const twoDigits = parts === 'unknown' || parts.some(p => typeof p !== 'string' && p.letter === 'y' && p.count <= 2)
  if (twoDigits && context.time === undefined) return noClock(context, pattern.span)
  const near: Scalar = { op: 'literal', type: 'time', value: twoDigits ? (context.time?.now ?? 0n) : 0n }
  const read = call('parse_time', [asText(x), asText(pattern), where, near], at)
  const micros: Scalar = { op: 'convert', to: 'int', arg: read, at }
  return intOf(call('floor_div', [micros, int(1000n)], at), at)
}

/** The parts of a format; undefined after saying what is wrong with it. */
function partsOf(context: Context, pattern: Typed): readonly TimePart[] | 'unknown' | undefined {
  const written = literalText(pattern)
  if (written === undefined) return 'unknown'
  const parsed = parseTimePattern(written)
  if ('parts' in parsed) return parsed.parts
  return say(context, {
    code: 'sumo/date-format',
    severity: 'error',
    message: `this is no format of a date: ${parsed.problem}`,
    because: `Sumo reads it as Java’s SimpleDateFormat does (${pageOf('S/formatdate')})`,
    help: "write it like `yyyy-MM-dd HH:mm:ss`, text in single quotes: `yyyy-MM-dd'T'HH:mm:ss`",
    span: pattern.span,
  })
}

/** The time zone, that of the person who asks where none is given; undefined after saying that there is no such zone. */
function zoneOf(context: Context, zone: Typed | undefined): Scalar | undefined {
  if (zone === undefined) return string(context.time?.zone ?? 'UTC')
  const written = literalText(zone)
  if (zone.kind === 'null' || written === undefined || zoneNamed(written) !== undefined) return asText(zone)
  const near = /^z$/i.test(written) ? ['UTC'] : suggest(written, Intl.supportedValuesOf('timeZone'))
  return say(context, {
    code: 'sumo/unknown-time-zone',
    severity: 'error',
    message: `there is no time zone \`${written}\``,
    because: 'Java silently takes UTC for a zone that it does not know, so that every time would be shifted',
    help:
      near[0] === undefined ? 'write it like `America/New_York` or `UTC`' : `did you mean \`${near.join('` or `')}\`?`,
    span: zone.span,
  })
}

/** Whether the name of the zone, if the format asks for it, is one that we know as Java does, in winter and in summer. */
function canNameZone(context: Context, parts: readonly TimePart[], pattern: Typed, where: Scalar): boolean {
  if (!parts.some(p => typeof p !== 'string' && p.letter === 'z')) return true
  const zone = where.op === 'literal' && typeof where.value === 'string' ? zoneNamed(where.value) : undefined
  const dates = [Date.UTC(2024, 0), Date.UTC(2024, 6)]
  if (zone !== undefined && dates.every(date => zone.name(date, false) !== undefined)) return true
  notRun(
    context,
    'the name of this time zone (`z`)',
    pattern.span,
    'Java’s own names of zones are not published as data; `Z` and `X` give the offset',
  )
  return false
}
