const days = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** Days since 1970-01-01 of a date of the Gregorian calendar; month from 1. */
function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return (year - 1970) * 365 + leaps - 477 + (days[month - 1] ?? 0) + day - 1
}

/** Microseconds since 1970 UTC, or undefined where a part is out of its range (a leap second is written as 60). */
export function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  micros: number,
): bigint | undefined {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined
  const seconds = ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
  const time = seconds * 1_000_000 + micros
  return hour <= 23 && minute <= 59 && second <= 60 && !Number.isNaN(time) ? BigInt(time) : undefined
}

/** The digits from `at` to `at + count` as a number; NaN where one is no digit. */
function digits(text: string, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** A time stamp found in a text, and where it ends. */
export interface Stamp {
  readonly time: bigint
  readonly end: number
}

/**
 * `2026-11-24 02:40:01.258` or RFC 3339 at `at`; `T` or a space between date and time, up to microseconds, and a zone (`Z`,
 * `+01:00`, `+0100`). Without a zone it is read as UTC when `zone` is 'utc', else it is no point in time: undefined.
 */
export function isoStamp(text: string, at = 0, zone: 'utc' | 'required' = 'utc'): Stamp | undefined {
  const dateEnds = text.charCodeAt(at + 10)
  if (text.charCodeAt(at + 4) !== 45 || text.charCodeAt(at + 7) !== 45 || (dateEnds !== 32 && dateEnds !== 84))
    return undefined
  if (text.charCodeAt(at + 13) !== 58 || text.charCodeAt(at + 16) !== 58) return undefined
  let end = at + 19
  let micros = 0
  const point = text.charCodeAt(end)
  if (point === 46 || point === 44) {
    let unit = 100_000
    end++
    for (let d = text.charCodeAt(end) - 48; d >= 0 && d <= 9; d = text.charCodeAt(++end) - 48) {
      micros += d * unit
      unit = Math.floor(unit / 10)
    }
  }
  const offset = zoneAt(text, end)
  if (offset === undefined && zone === 'required') return undefined
  const time = utc(
    digits(text, at, 4),
    digits(text, at + 5, 2),
    digits(text, at + 8, 2),
    digits(text, at + 11, 2),
    digits(text, at + 14, 2),
    digits(text, at + 17, 2),
    micros,
  )
  if (time === undefined) return undefined
  return { time: time - BigInt(offset?.seconds ?? 0) * 1_000_000n, end: offset?.end ?? end }
}

/** The time of a text that is nothing but such a stamp. */
export function isoTime(text: string, zone: 'utc' | 'required' = 'utc'): bigint | undefined {
  const stamp = isoStamp(text, 0, zone)
  return stamp !== undefined && stamp.end === text.length ? stamp.time : undefined
}

/** The zone at a place of a text (`Z`, `+01:00`, `+0100`): how far it is ahead of UTC, and where it ends. */
export function zoneAt(text: string, at: number): { seconds: number; end: number } | undefined {
  const sign = text.charAt(at)
  if (sign === 'Z') return { seconds: 0, end: at + 1 }
  if (sign !== '+' && sign !== '-') return undefined
  const colon = text.charAt(at + 3) === ':' ? 1 : 0
  const seconds = digits(text, at + 1, 2) * 3600 + digits(text, at + 3 + colon, 2) * 60
  return Number.isNaN(seconds) ? undefined : { seconds: sign === '-' ? -seconds : seconds, end: at + 5 + colon }
}

/** The months as logs write them. */
export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `24/Nov/2026:02:40:22 +0000`, as web servers write it, or the same with other separators: `24-Nov-2026 02:50:03.132`. */
export function dayMonthTime(text: string): bigint | undefined {
  const month = monthNames.indexOf(text.slice(3, 6)) + 1
  const end = text.length > 20 && text.charCodeAt(20) === 46 ? 24 : 20
  const micros = end === 24 ? digits(text, 21, 3) * 1000 : 0
  const offset = zoneAt(text, end + 1)
  const time = utc(
    digits(text, 7, 4),
    month,
    digits(text, 0, 2),
    digits(text, 12, 2),
    digits(text, 15, 2),
    digits(text, 18, 2),
    micros,
  )
  return time === undefined ? undefined : time - BigInt(offset?.seconds ?? 0) * 1_000_000n
}

/** A time stamp of classic syslog, which has no year, and where it ends. */
export interface Yearless {
  readonly month: number
  at(year: number): bigint | undefined
  readonly end: number
}

/** `Nov 24 02:40:01` at `at`, the day padded with a space or not (RFC 3164); undefined where there is none. */
export function yearlessStamp(text: string, at: number): Yearless | undefined {
  const month = monthNames.indexOf(text.slice(at, at + 3)) + 1
  if (month === 0 || text.charCodeAt(at + 3) !== 32) return undefined
  const dayAt = text.charCodeAt(at + 4) === 32 ? at + 5 : at + 4
  const dayEnd = text.charCodeAt(dayAt + 1) === 32 ? dayAt + 1 : dayAt + 2
  if (text.charCodeAt(dayEnd) !== 32 || text.charCodeAt(dayEnd + 3) !== 58 || text.charCodeAt(dayEnd + 6) !== 58)
    return undefined
  const parts = [
    digits(text, dayAt, dayEnd - dayAt),
    digits(text, dayEnd + 1, 2),
    digits(text, dayEnd + 4, 2),
    digits(text, dayEnd + 7, 2),
  ]
  if (parts.some(Number.isNaN)) return undefined
  const [day = 0, hour = 0, minute = 0, second = 0] = parts
  return { month, end: dayEnd + 9, at: year => utc(year, month, day, hour, minute, second, 0) }
}

/** Seconds since 1970 as text (`1795488001.252`), exact to the microsecond; undefined where it is no such number. */
export function epochTime(text: string): bigint | undefined {
  const point = text.indexOf('.')
  const whole = point < 0 ? text : text.slice(0, point)
  const fraction = point < 0 ? '' : text.slice(point + 1)
  if (whole.length === 0 || whole.length > 12) return undefined
  const seconds = digits(whole, 0, whole.length)
  const part = `${fraction}000000`.slice(0, 6)
  const micros = digits(part, 0, 6)
  return Number.isNaN(seconds + micros) ? undefined : BigInt(seconds * 1_000_000 + micros)
}

/** Seconds since 1970 as a number, to the nearest microsecond. */
export const epochNumber = (seconds: number): bigint | undefined =>
  Number.isFinite(seconds) && Math.abs(seconds) < 1e12 ? BigInt(Math.round(seconds * 1_000_000)) : undefined
