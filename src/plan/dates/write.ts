import { dayOfYear, weekOfMonth, weekOfYear } from './calendar.ts'
import { days, months, short } from './names.ts'
import type { TimePart } from './pattern.ts'
import type { Zone } from './zone.ts'

/**
 * A time (milliseconds since 1970 UTC) as a pattern has it, in English of the United States; null outside the years 1 to
 * 9999 and for a name of a zone that is not known.
 */
export function writeTime(time: number, parts: readonly TimePart[], zone: Zone): string | null {
  const offset = zone.offset(time)
  const date = new Date(time + offset)
  const year = date.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) return null
  let out = ''
  for (const part of parts) {
    const written =
      typeof part === 'string'
        ? part
        : part.letter === 'z'
          ? zone.name(time, part.count > 3)
          : write(part.letter, part.count, date, offset)
    if (written === undefined) return null
    out += written
  }
  return out
}

function write(letter: string, count: number, date: Date, offset: number): string {
  const number = (value: number): string => String(value).padStart(count, '0')
  const hours = date.getUTCHours()
  switch (letter) {
    case 'G':
      return 'AD'
    case 'y':
      return count === 2 ? lastTwo(date.getUTCFullYear()) : number(date.getUTCFullYear())
    case 'Y': {
      const { year } = weekOfYear(date)
      return count === 2 ? lastTwo(year) : number(year)
    }
    case 'M':
    case 'L': {
      const name = months[date.getUTCMonth()] ?? ''
      return count > 3 ? name : count === 3 ? short(name) : number(date.getUTCMonth() + 1)
    }
    case 'w':
      return number(weekOfYear(date).week)
    case 'W':
      return number(weekOfMonth(date))
    case 'D':
      return number(dayOfYear(date))
    case 'd':
      return number(date.getUTCDate())
    case 'F':
      return number(Math.ceil(date.getUTCDate() / 7))
    case 'E': {
      const name = days[date.getUTCDay()] ?? ''
      return count > 3 ? name : short(name)
    }
    case 'u':
      return number(date.getUTCDay() || 7)
    case 'a':
      return hours < 12 ? 'AM' : 'PM'
    case 'H':
      return number(hours)
    case 'k':
      return number(hours || 24)
    case 'K':
      return number(hours % 12)
    case 'h':
      return number(hours % 12 || 12)
    case 'm':
      return number(date.getUTCMinutes())
    case 's':
      return number(date.getUTCSeconds())
    case 'S':
      return number(date.getUTCMilliseconds())
    case 'X':
      return offset === 0 ? 'Z' : writeOffset(offset, count === 3 ? ':' : '').slice(0, count === 1 ? 3 : undefined)
    default:
      return writeOffset(offset, '')
  }
}

const lastTwo = (year: number): string => String(year % 100).padStart(2, '0')

function writeOffset(offset: number, between: string): string {
  const minutes = Math.trunc(Math.abs(offset) / 60_000)
  const [h, m] = [Math.trunc(minutes / 60), minutes % 60].map(n => String(n).padStart(2, '0'))
  return `${offset < 0 ? '-' : '+'}${h}${between}${m}`
}
