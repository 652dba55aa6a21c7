import { millisecondsOfDay } from './calendar.ts'
import type { Zone } from './zone.ts'

// Days of a time zone, numbered from 1 January 1970. A day begins when the clocks of the zone first show its date or a later
// one, and ends when the next begins, so that days follow each other whatever clocks do: most have 24 hours, some 23 or 25, and
// a date that a zone skipped has none.

/** The first and the last day that dates are known of: 1 January of the year 1 and 31 December 9999. */
const [firstDay, lastDay] = [-719_162, 2_932_896]

/** The number of the day that a time (milliseconds since 1970 UTC) lies in; null outside the years 1 to 9999. */
export function dayOf(time: number, zone: Zone): number | null {
  // clocks differ from UTC by less than a day
  let day = Math.floor(time / millisecondsOfDay) + 1
  if (!isKnown(day) && !isKnown(day - 2)) return null
  while (beginning(day, zone) > time) day--
  return isKnown(day) ? day : null
}

/** When a day begins, in milliseconds since 1970 UTC; null outside the years 1 to 9999. */
export const startOfDay = (day: number, zone: Zone): number | null => (isKnown(day) ? beginning(day, zone) : null)

const isKnown = (day: number): boolean => day >= firstDay && day <= lastDay

/** Days that are kept for a zone: asking it for its offset takes a hundred times as long, and rows lie in few days. */
const most = 20_000
const kept = new WeakMap<Zone, Map<number, number>>()

function beginning(day: number, zone: Zone): number {
  const days = kept.get(zone) ?? new Map<number, number>()
  const known = days.get(day)
  if (known !== undefined) return known
  if (days.size >= most) days.clear()
  const found = findBeginning(day, zone)
  kept.set(zone, days.set(day, found))
  return found
}

function findBeginning(day: number, zone: Zone): number {
  const midnight = day * millisecondsOfDay
  const [before, after] = [zone.offset(midnight - millisecondsOfDay), zone.offset(midnight + millisecondsOfDay)]
  const old = midnight - before
  if (before === after || zone.offset(old) === before) return old
  const young = midnight - after
  // between the two the clocks jump over midnight, and the day begins with the jump
  return zone.offset(young) === after ? young : change(young, old, after, zone)
}

/** When clocks change that are not yet, and in the end are, so far ahead. O(log of the range). */
function change(from: number, to: number, after: number, zone: Zone): number {
  let [old, young] = [from, to]
  while (young - old > 1) {
    const middle = Math.floor((old + young) / 2)
    if (zone.offset(middle) === after) young = middle
    else old = middle
  }
  return young
}
