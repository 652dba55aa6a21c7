import type { PlanFunction } from './function.ts'
import { takes, text } from './signature.ts'

const written =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?(?: ?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?$/i

/** The part of a time, in UTC. */
const parts: Readonly<Record<string, (time: Date) => number>> = {
  minute: time => time.getUTCMinutes(),
  hour: time => time.getUTCHours(),
  day: time => time.getUTCDate(),
  week: isoWeek,
  month: time => time.getUTCMonth() + 1,
  year: time => time.getUTCFullYear(),
}

const date_part: PlanFunction = {
  doc: 'A part of a date that a text holds (`minute`, `hour`, `day` of the month, `week` of ISO 8601, `month`, `year`), in UTC. The text is an ISO 8601 date, with or without a time and an offset (UTC where there is none), or a whole number: seconds since 1970, or milliseconds, microseconds or nanoseconds where it has 12, 15 or 18 digits or more. Null where it is neither.',
  ...takes(['string', 'string'], 'int'),
  nulls: 'strict',
  literal: {
    argument: 1,
    problem: part =>
      typeof part === 'string' && Object.hasOwn(parts, part)
        ? undefined
        : `the parts of a date are ${Object.keys(parts).join(', ')}`,
  },
  evaluate: ([date, part]) => {
    const time = readDate(text(date))
    const of = parts[text(part)]
    return time === undefined || of === undefined ? null : BigInt(of(time))
  },
  examples: [
    gives('2024-02-29T23:59:58.5Z', 'hour', 23n),
    gives('2024-02-29 23:59', 'minute', 59n),
    gives('2024-02-29 23:59:58', 'day', 29n),
    gives('2024-12-30', 'week', 1n),
    gives('2021-01-03', 'week', 53n),
    gives('2024-01-01T00:30:00+01:00', 'year', 2023n),
    gives('2024-01-01T00:30:00-0130', 'hour', 2n),
    gives('1700000000', 'month', 11n),
    gives('1700000000000', 'month', 11n),
    gives('2023-02-29', 'day', null),
    gives('2023-02-28 24:00', 'day', null),
    gives('yesterday', 'day', null),
  ],
}

function gives(date: string, part: string, result: bigint | null) {
  return { args: [date, part], types: ['string', 'string'] as const, gives: result }
}

function readDate(date: string): Date | undefined {
  if (/^[0-9]{1,19}$/.test(date)) {
    const divisor = date.length >= 18 ? 1_000_000n : date.length >= 15 ? 1_000n : 1n
    const factor = date.length >= 12 ? 1n : 1_000n
    return new Date(Number((BigInt(date) * factor) / divisor))
  }
  const found = written.exec(date)
  if (found === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(n => Number(n ?? 0))
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, day)
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60)
    return undefined
  const offset = /^([+-])([0-9]{2}):?([0-9]{2})$/.exec(found[7] ?? '')
  const away = offset === null ? 0 : (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1)
  return new Date(time.getTime() + (hour * 3600 + (minute - away) * 60 + second) * 1000)
}

/** The week that the Thursday beside a day lies in, counted from the first Thursday of its year (ISO 8601). */
function isoWeek(time: Date): number {
  const weekday = (time.getUTCDay() + 6) % 7
  const thursday = new Date(time.getTime() + (3 - weekday) * 86_400_000)
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.floor((thursday.getTime() - first) / 604_800_000) + 1
}

export const dateParts = { date_part }
