import { didYouMean } from '../base/suggest.ts'
import type { QueryTime } from '../languages/language.ts'
import { momentForms, readMoment } from '../plan/dates/moment.ts'
import { type Zone, zoneNamed } from '../plan/dates/zone.ts'
import { InputError } from './input-error.ts'

/** What a user says of the time of a search, as it was written. */
export interface TimeRequest {
  /** The range that is searched; without `from`, all of the data is. */
  readonly from?: string | undefined
  /** Where the range ends, which is not in it; without, now. */
  readonly to?: string | undefined
  /** The IANA name of the time zone of the person who asks; without, UTC. */
  readonly zone?: string | undefined
  /** What time the search is told it is; without, what the clock says. */
  readonly now?: string | undefined
}

/** What a query is told that is run now over all the data there is, for somebody in UTC. */
export const untilNow = (now: bigint): QueryTime => ({ now, zone: 'UTC' })

/** What a query is told, when the clock stands at `clock` (microseconds since 1970 UTC). Throws `InputError` for what cannot be read. */
export function queryTime({ from, to, zone: name = 'UTC', now: written }: TimeRequest, clock: bigint): QueryTime {
  const zone = zoneOf(name)
  const now = written === undefined ? clock : momentOf('now', written, clock, zone)
  if (from === undefined) {
    if (to !== undefined)
      throw new InputError('--to says where a range of time ends, and nothing says where it begins', 'add --from')
    return { now, zone: name }
  }
  const start = momentOf('from', from, now, zone)
  const end = to === undefined ? now : momentOf('to', to, now, zone)
  if (start >= end)
    throw new InputError(
      `the range of time ends before it begins: --from ${from}, ${to === undefined ? 'until now' : `--to ${to}`}`,
      'the end is not in the range, so it has to come after the beginning',
    )
  return { now, range: { start, end }, zone: name }
}

function zoneOf(name: string): Zone {
  const zone = zoneNamed(name)
  if (zone !== undefined) return zone
  const near = didYouMean(name, ['UTC', ...Intl.supportedValuesOf('timeZone')])
  throw new InputError(`there is no time zone \`${name}\``, near ?? 'write it like `Europe/Berlin` or `UTC`')
}

function momentOf(option: string, written: string, now: bigint, zone: Zone): bigint {
  const moment = readMoment(written, now, zone)
  if (moment !== undefined) return moment
  throw new InputError(`--${option} ${written} is no moment`, `write it like ${momentForms}`)
}
