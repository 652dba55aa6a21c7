// The Gregorian calendar on milliseconds since 1970, of clocks that show them without a zone.

export const millisecondsOfDay = 86_400_000

/** The first moment of a date; months from 0, days from 1, and what is beyond the end of a month or year runs on into the next. */
export function dateAt(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.getTime()
}

/** The day of the year, from 1. */
export const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - dateAt(date.getUTCFullYear(), 0, 1)) / millisecondsOfDay) + 1

/** The year and number of the week, which begins on Sunday; the week with 1 January is the first, as in the United States. */
export function weekOfYear(date: Date): { readonly year: number; readonly week: number } {
  const saturday = new Date(date.getTime() + (6 - date.getUTCDay()) * millisecondsOfDay)
  return { year: saturday.getUTCFullYear(), week: Math.ceil(dayOfYear(saturday) / 7) }
}

/** The number of the week in its month, the week with the 1st being the first. */
export function weekOfMonth(date: Date): number {
  const first = new Date(dateAt(date.getUTCFullYear(), date.getUTCMonth(), 1)).getUTCDay()
  return Math.ceil((date.getUTCDate() + first) / 7)
}

/** The first moment of a day of a week (0 is Sunday). */
export function dateOfWeek(year: number, week: number, day: number): number {
  const first = dateAt(year, 0, 1)
  return first + ((week - 1) * 7 + day - new Date(first).getUTCDay()) * millisecondsOfDay
}
