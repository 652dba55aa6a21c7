import type { TimePart } from '../../../plan/dates/pattern.ts'
import { type Context, say } from '../lower/context.ts'
import type { Typed } from '../lower/typed.ts'

const letters = (parts: readonly TimePart[]): ReadonlySet<string> =>
  new Set(parts.map(part => (typeof part === 'string' ? '' : part.letter)))

/** `YYYY` is the year that the week belongs to, and nearly always `yyyy` is meant. */
export function sayWeekYear(
  context: Context,
  parts: readonly TimePart[],
  pattern: Typed,
  use: 'written' | 'read',
): void {
  const used = letters(parts)
  if (!used.has('Y') || used.has('w') || used.has('y')) return
  say(context, {
    code: 'sumo/week-year',
    severity: 'warning',
    message: '`YYYY` is the year of the week, not of the day',
    because:
      use === 'written'
        ? 'in the days around New Year it is the year before or after'
        : 'with it, month and day are ignored: every time is in the first week of the year',
    help: 'write `yyyy`',
    span: pattern.span,
  })
}

/** `hh` counts to twelve: without `a` a time of the afternoon looks like one of the morning. */
export function sayTwelveHours(context: Context, parts: readonly TimePart[], pattern: Typed): void {
  const used = letters(parts)
  if (!(used.has('h') || used.has('K')) || used.has('a')) return
  say(context, {
    code: 'sumo/twelve-hours',
    severity: 'warning',
    message: '`hh` counts the hours to twelve, and nothing says which half of the day it is',
    because: '03:00 and 15:00 come out alike',
    help: 'write `HH`, or add `a` for AM and PM',
    span: pattern.span,
  })
}
