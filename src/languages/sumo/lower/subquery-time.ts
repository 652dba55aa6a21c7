import { momentForms, readMoment } from '../../../plan/dates/moment.ts'
import { zoneNamed } from '../../../plan/dates/zone.ts'
import type { QueryTime } from '../../language.ts'
import type { Subquery, TextSpan } from '../syntax.ts'
import { type Context, say } from './context.ts'

/** Where a range begins that has no beginning: the year 1, in microseconds since 1970 UTC. */
const beginning = -62_135_596_800_000_000n

/**
 * What a subquery is told about time: the range of the search around it, or its own `from=` and `to=`, which ends now unless it
 * says otherwise (docs/search/subqueries.md); `unknown` after saying what cannot be read.
 */
export function timeOfSubquery(context: Context, { from, to, span }: Subquery): QueryTime | undefined | 'unknown' {
  const { time } = context
  if (from === undefined && to === undefined) return time
  if (time === undefined) {
    say(context, {
      code: 'sumo/no-clock',
      severity: 'error',
      message: 'nobody said what time it is',
      because: 'this subquery has a range of time of its own, and was understood without a time to count from',
      span: (from ?? to)?.span ?? span,
    })
    return 'unknown'
  }
  const start = from === undefined ? (time.range?.start ?? beginning) : momentOf(context, time, from)
  const end = to === undefined ? time.now : momentOf(context, time, to)
  if (start === undefined || end === undefined) return 'unknown'
  if (start < end) return { ...time, range: { start, end } }
  say(context, {
    code: 'sumo/subquery-time',
    severity: 'error',
    message: 'the time range of this subquery ends before it begins',
    because: to === undefined ? 'without `to=` it ends now' : 'the end is not in the range, so it has to come later',
    help: 'write the earlier time after `from=`, such as `from=(-2d) to=(-1d)`',
    span: (from ?? to)?.span ?? span,
  })
  return 'unknown'
}

function momentOf(context: Context, { now, zone }: QueryTime, { text, span }: TextSpan): bigint | undefined {
  const clocks = zoneNamed(zone) ?? zoneNamed('UTC')
  const moment = clocks === undefined ? undefined : readMoment(text, now, clocks)
  if (moment !== undefined) return moment
  return say(context, {
    code: 'sumo/subquery-time',
    severity: 'error',
    message: `\`${text.trim()}\` is no time that a subquery can begin or end at`,
    help: `write it like ${momentForms}`,
    span,
  })
}
