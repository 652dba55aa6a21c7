import { millisecondsOfDay } from './calendar.ts'
import type { Zone } from './zone.ts'

// Days of a time zone, numbered from 1 January 1970. A day begins when the clocks of the zone first show its date or a later
// one, and ends when the next begins, so that days follow each other whatever clocks do: most have 24 hours, some 23 or 25, and
// a date that a zone skipped has none.

/** The first and the last day that dates are known of: 1 January of the year 1 and 31 December 9999. */
const [firstDay, lastDay] = [-719_162, 2_932_896]

/** The number of the day that a time (milliseconds since 1970 UTC) lies in; null outside the years 1 to 9999. */
export function dayOf(time: number, zone: Zone): number | null {
  const shown = Math.floor((time + zone.offset(time)) / millisecondsOfDay)
  if (!isKnown(shown)) return null
  // clocks may have been put back over midnight: the new day has begun all the same
  const next = startOfDay(shown + 1, zone)
  return next !== null && next <= time ? shown + 1 : shown
}

/** When a day begins, in milliseconds since 1970 UTC; null outside the years 1 to 9999. */
export function startOfDay(day: number, zone: Zone): number | null {
  if (!isKnown(day)) return null
  const midnight = day * millisecondsOfDay
  const [before, after] = [zone.offset(midnight - millisecondsOfDay), zone.offset(midnight + millisecondsOfDay)]
  const old = midnight - before
  if (before === after || zone.offset(old) === before) return old
  const young = midnight - after
  // between the two the clocks jump over midnight, and the day begins with the jump
  return zone.offset(young) === after ? young : change(young, old, after, zone)
}

const isKnown = (day: number): boolean => day >= firstDay && day <= lastDay

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
