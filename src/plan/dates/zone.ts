import { IANAZone } from 'luxon'
import { remember } from '../functions/remember.ts'

/** A time zone. Times are milliseconds since 1970 UTC. */
export interface Zone {
  /** Milliseconds that its clocks are ahead of UTC. */
  offset(time: number): number
  /** Its name in English as both Java and ICU write it; undefined where they do not agree. */
  name(time: number, long: boolean): string | undefined
  /** Milliseconds that its clocks are ahead at all times, where that is so by its very name. */
  readonly fixed?: number
}

/** The zone of an IANA name in any letter case, or of `GMT+3`, `GMT-03:30`; undefined for any other name. */
export const zoneNamed = remember((name: string): Zone | undefined => {
  if (/^(?:utc|gmt)$/i.test(name)) return fixedZone(0, name.toUpperCase() === 'GMT' ? 'GMT' : 'UTC')
  const custom = /^GMT([+-])(\d{1,2})(?::?(\d\d))?$/.exec(name)
  if (custom !== null) {
    const [, sign, hours, minutes = '0'] = custom
    if (Number(hours) > 23 || Number(minutes) > 59) return undefined
    return fixedZone((sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000, undefined)
  }
  return /^[A-Za-z0-9+_/-]+$/.test(name) && IANAZone.isValidZone(name) ? ianaZone(IANAZone.create(name)) : undefined
})

const fixedZone = (offset: number, short: 'UTC' | 'GMT' | undefined): Zone => ({
  fixed: offset,
  offset: () => offset,
  name: (_, long) => (short === undefined ? undefined : long ? longNames[short] : short),
})

const longNames = { UTC: 'Coordinated Universal Time', GMT: 'Greenwich Mean Time' }

/** Names that Java and ICU share; elsewhere one writes `CET` and the other `GMT+1`. */
const sharedNames = /^(?:UTC|GMT|[ECMP][SD]T|AK[SD]T|HST)$/

const hour = 3_600_000

function ianaZone(zone: IANAZone): Zone {
  const exact = (time: number): number => Math.round(zone.offset(time) * 60_000)
  // asking Intl takes 10 µs, and logs come in order: within an hour that begins and ends alike the offset is the same
  let known = { from: Number.NaN, offset: 0 }
  return {
    offset: time => {
      const from = Math.floor(time / hour) * hour
      if (from === known.from) return known.offset
      const offset = exact(from)
      if (offset !== exact(from + hour - 1)) return exact(time)
      known = { from, offset }
      return offset
    },
    name: (time, long) => {
      const short = zone.offsetName(time, { format: 'short', locale: 'en-US' }) ?? ''
      if (!sharedNames.test(short)) return undefined
      return long ? (zone.offsetName(time, { format: 'long', locale: 'en-US' }) ?? undefined) : short
    },
  }
}

/**
 * The time at which clocks of the zone show this (given as if it were UTC). What they show twice is the later of the two, in
 * winter time; what they skip is read by the clock before the change. Java's calendars do the same.
 */
export function timeInZone(local: number, zone: Zone): number {
  const day = 24 * hour
  const [before, after] = [zone.offset(local - day), zone.offset(local + day)]
  if (before === after && zone.offset(local - before) === before) return local - before
  if (zone.offset(local - after) === after) return local - after
  return local - before
}
