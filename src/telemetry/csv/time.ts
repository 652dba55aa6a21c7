import { epochOf, timeNames } from '../json/understand.ts'
import { type Fields, own } from '../values/fields.ts'
import { isoTime, monthNames, utc, zoneAt } from '../values/time.ts'

/**
 * Columns that hold the time of an event, best first, in lower case: those of JSON events, and as portals write them (Log Analytics
 * puts the zone behind the name).
 */
const columns: ReadonlySet<string> = new Set([
  ...timeNames.map(name => name.toLowerCase()),
  'timegenerated',
  'timegenerated [utc]',
  'timestamp [utc]',
  'systemtime',
  'timecreated',
  'eventtime',
  'creationtime',
  'datetime',
])

/** Whether a column of this name holds times. */
export const isTimeName = (name: string): boolean => columns.has(name.toLowerCase())

/** The columns that may hold the time of an event, best first. */
export const timeColumns = (names: readonly string[]): readonly string[] =>
  [...columns].flatMap(known => names.filter(name => name.toLowerCase() === known))

/** The first of these columns that is a time, in microseconds since 1970; without a zone it is UTC, as collectors take it. */
export function timeIn(record: Fields, names: readonly string[]): bigint | undefined {
  for (const name of names) {
    const text = own(record, name)
    if (typeof text !== 'string') continue
    const bare = text.replace(/ (?:UTC|GMT)$/, '')
    const american = name.endsWith('[UTC]') ? americanTime(text) : undefined
    const time = american ?? isoTime(bare) ?? epochOf(text) ?? kibanaTime(bare)
    if (time !== undefined) return time
  }
  return undefined
}

/** `Nov 24, 2026 @ 02:40:01.258`, as Kibana writes times by default. The zone is a setting of its own that the file does not tell. */
function kibanaTime(text: string): bigint | undefined {
  const parts = /^([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{4}) @ ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?$/.exec(
    text,
  )
  if (parts === null) return undefined
  const [, month = '', day, year, hour, minute, second, fraction] = parts
  const number = monthNames.indexOf(month) + 1
  return utc(Number(year), number, Number(day), Number(hour), Number(minute), Number(second), micros(fraction))
}

/**
 * `11/24/2026, 2:40:01.258 AM`, the month first and perhaps a zone, as the portals of Microsoft and Sumo Logic write times. Open: no page
 * says so, so it is read in their columns only.
 */
export function americanTime(text: string): bigint | undefined {
  const parts =
    /^([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4}),? ([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?( [AP]M)?(?: ([+-][0-9]{4}))?$/.exec(
      text,
    )
  if (parts === null) return undefined
  const [, month, day, year, written, minute, second, fraction, half, zone] = parts
  const hour = half === undefined ? Number(written) : (Number(written) % 12) + (half === ' PM' ? 12 : 0)
  const time = utc(Number(year), Number(month), Number(day), hour, Number(minute), Number(second), micros(fraction))
  const offset = zone === undefined ? 0 : (zoneAt(zone, 0)?.seconds ?? 0)
  return time === undefined ? undefined : time - BigInt(offset) * 1_000_000n
}

const micros = (fraction = ''): number => Number(`${fraction}000000`.slice(0, 6))
