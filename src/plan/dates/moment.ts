import { dateAt } from './calendar.ts'
import { timeInZone, type Zone } from './zone.ts'

/** Lengths in milliseconds by the letters that searches write for them. */
const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

const timeOfDay = '(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?'
const offset = '(Z|[+-]\\d\\d(?::?\\d\\d)?)?'
const relative = /^(?:now)?([+-])(\d{1,9})([smhdw])$/
const epoch = /^\d{10,16}$/
const yearFirst = new RegExp(`^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?:[T ]${timeOfDay}${offset})?$`)
const yearLast = new RegExp(`^(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{4}))?(?: ${timeOfDay}( ?[ap]m)?)?$`, 'i')

/** How moments are written, for messages. */
export const momentForms = '`-15m`, `-7d`, `now`, `2026-11-24T02:40:00Z`, `2026-11-24 02:40` or `11/24/2026 02:40`'

/**
 * A moment as people write it where they say what time to search, in microseconds since 1970 UTC: `now`; so many seconds,
 * minutes, hours, days of 24 hours or weeks from now (`-15m`, `now+1h`); milliseconds since 1970; ISO 8601 or `yyyy/MM/dd`, or
 * `MM/dd/yyyy`, each with or without a time of the day. What names no offset is read by the clocks of the zone, a date alone as
 * its midnight, and a date without a year as of the year that it is now there. Undefined for any other text. O(length).
 */
export function readMoment(text: string, now: bigint, zone: Zone): bigint | undefined {
  const written = text.trim()
  if (/^now$/i.test(written)) return now
  const [, sign, count, unit] = relative.exec(written) ?? []
  if (sign !== undefined && unit !== undefined) {
    const length = BigInt(count ?? 0) * BigInt(units[unit] ?? 0) * 1000n
    return sign === '-' ? now - length : now + length
  }
  if (epoch.test(written)) return BigInt(written) * 1000n
  const milliseconds = readDate(written, Number(now / 1000n), zone)
  return milliseconds === undefined ? undefined : BigInt(milliseconds) * 1000n
}

function readDate(written: string, now: number, zone: Zone): number | undefined {
  const iso = yearFirst.exec(written)
  if (iso !== null) {
    const [, year, , month, day, hour = '0', minute = '0', second = '0', fraction = '', zoned] = iso
    const local = localTime(Number(year), Number(month), Number(day), [hour, minute, second, fraction])
    if (local === undefined) return undefined
    if (zoned === undefined) return timeInZone(local, zone)
    const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zoned) ?? []
    const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000
    return Number(hours) > 23 || Number(minutes) > 59 ? undefined : sign === '-' ? local + ahead : local - ahead
  }
  const [found, month, day, year, hour = '0', minute = '0', second = '0', fraction = '', half] =
    yearLast.exec(written) ?? []
  if (found === undefined) return undefined
  const of = year === undefined ? new Date(now + zone.offset(now)).getUTCFullYear() : Number(year)
  const isHalf = half !== undefined && (Number(hour) < 1 || Number(hour) > 12)
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)
  const local = isHalf ? undefined : localTime(of, Number(month), Number(day), [`${hours}`, minute, second, fraction])
  return local === undefined ? undefined : timeInZone(local, zone)
}

/** What clocks show, as if they were those of UTC; undefined for a date or time that there is not. */
function localTime(
  year: number,
  month: number,
  day: number,
  [hour, minute, second, fraction]: readonly [string, string, string, string],
): number | undefined {
  const midnight = dateAt(year, month - 1, day)
  const date = new Date(midnight)
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  return midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms
}
