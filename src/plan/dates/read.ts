import { dateAt, dateOfWeek, millisecondsOfDay } from './calendar.ts'
import { days, months, short } from './names.ts'
import type { TimePart } from './pattern.ts'
import { readOffset } from './read-offset.ts'
import { timeInZone, type Zone } from './zone.ts'

/** The last time that calendars here know, and before 1970 the first. */
const latest = 8_640_000_000_000_000

/** What was read so far: the value of each part, in the order of reading. */
interface Reading {
  readonly text: string
  at: number
  readonly found: Map<string, number>
  /** The year was written with two digits. */
  twoDigits: boolean
}

/**
 * The time (milliseconds since 1970 UTC) that a text begins with, read by a pattern as Java's SimpleDateFormat reads it when
 * it is lenient: numbers may have fewer digits than letters, or more where no other number follows; values run on (13 o'clock
 * on 32 May is 1 June); what is not written is as on 1 January 1970. Two digits of a year lie within 80 years before and 20
 * years after `near`. Null where the text does not begin so.
 */
export function readTime(text: string, parts: readonly TimePart[], zone: Zone, near: number): number | null {
  const reading: Reading = { text, at: 0, found: new Map(), twoDigits: false }
  for (const [i, part] of parts.entries()) {
    const next = parts[i + 1]
    const fits = typeof part === 'string' ? readText(reading, part) : readPart(reading, part, typeof next === 'object')
    if (!fits) return null
  }
  const time = timeOf(reading, zone, near)
  return Math.abs(time) <= latest ? time : null
}

function readText(reading: Reading, text: string): boolean {
  if (!reading.text.startsWith(text, reading.at)) return false
  reading.at += text.length
  return true
}

function readPart(reading: Reading, { letter, count }: TimePart & object, beforeNumber: boolean): boolean {
  while (reading.text[reading.at] === ' ' || reading.text[reading.at] === '\t') reading.at++
  switch (letter) {
    case 'G':
      return set(reading, letter, readWord(reading, ['AD']))
    case 'M':
    case 'L':
      if (count < 3) break
      return set(reading, 'M', readName(reading, months))
    case 'E':
      return set(reading, letter, readName(reading, days))
    case 'a':
      return set(reading, letter, readWord(reading, ['AM', 'PM']))
    case 'z':
    case 'Z':
    case 'X': {
      const found = readOffset(reading.text, reading.at, letter === 'X' ? count : undefined)
      if (found === undefined) return false
      reading.at = found.end
      return set(reading, 'offset', found.offset)
    }
  }
  const digits = /[0-9]*/y
  digits.lastIndex = reading.at
  const written = (digits.exec(reading.text)?.[0] ?? '').slice(0, beforeNumber ? count : undefined)
  if (written === '' || (beforeNumber && reading.at + count > reading.text.length)) return false
  reading.at += written.length
  const value = Number(written)
  switch (letter) {
    case 'y':
      reading.twoDigits = count <= 2 && written.length === 2
      return set(reading, letter, value)
    case 'M':
    case 'L':
      return set(reading, 'M', value - 1)
    case 'u':
      return set(reading, 'E', value % 7)
    case 'k':
      return set(reading, 'H', value === 24 ? 0 : value)
    case 'h':
      return set(reading, 'K', value === 12 ? 0 : value)
    default:
      return set(reading, letter, value)
  }
}

/** Notes a value as the latest one. */
function set({ found }: Reading, letter: string, value: number | undefined): boolean {
  if (value === undefined) return false
  found.delete(letter)
  found.set(letter, value)
  return true
}

/** The number of the name that comes next, in its long or short form, in any letter case. */
function readName(reading: Reading, names: readonly string[]): number | undefined {
  const long = readWord(reading, names)
  return long ?? readWord(reading, names.map(short))
}

function readWord(reading: Reading, words: readonly string[]): number | undefined {
  const { text, at } = reading
  const found = words.findIndex(word => text.slice(at, at + word.length).toLowerCase() === word.toLowerCase())
  if (found < 0) return undefined
  reading.at += words[found]?.length ?? 0
  return found
}

function timeOf(reading: Reading, zone: Zone, near: number): number {
  const { found } = reading
  const timeOfDay = hourOf(found) * 3_600_000 + part(found, 'm') * 60_000 + part(found, 's') * 1000 + part(found, 'S')
  const offset = found.get('offset')
  const at = (year: number): number => {
    const local = dayOf(found, year) + timeOfDay
    return offset === undefined ? timeInZone(local, zone) : local - offset
  }
  const year = part(found, 'y', 1970)
  if (!reading.twoDigits) return at(year)
  const earliest = new Date(near)
  earliest.setUTCFullYear(earliest.getUTCFullYear() - 80)
  const century = Math.floor(earliest.getUTCFullYear() / 100) * 100
  const time = at(century + year)
  return time < earliest.getTime() ? at(century + 100 + year) : time
}

const part = (found: ReadonlyMap<string, number>, letter: string, otherwise = 0): number =>
  found.get(letter) ?? otherwise

/** The first moment of the day; a year of weeks counts instead of months where it was written last. */
function dayOf(found: ReadonlyMap<string, number>, year: number): number {
  const order = [...found.keys()]
  if (order.indexOf('Y') > order.indexOf('y'))
    return dateOfWeek(part(found, 'Y'), part(found, 'w', 1), part(found, 'E'))
  const dayOfYear = found.get('D')
  if (dayOfYear !== undefined) return dateAt(year, 0, 1) + (dayOfYear - 1) * millisecondsOfDay
  return dateAt(year, part(found, 'M'), part(found, 'd', 1))
}

/** The hour of the day counts, unless an hour of the half day and AM or PM were both written and one of them later. */
function hourOf(found: ReadonlyMap<string, number>): number {
  const order = [...found.keys()]
  const half = found.has('K') && found.has('a') ? Math.max(order.indexOf('K'), order.indexOf('a')) : -1
  const whole = found.get('H')
  if (whole !== undefined && order.indexOf('H') > half) return whole
  return part(found, 'K') + 12 * part(found, 'a')
}
