import type { Span } from '../../../base/span.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import { call, int, text } from '../../sumo/lower/build.ts'
import { converted } from '../../sumo/lower/coerce.ts'
import { allOf, constant } from '../../sumo/lower/logic.ts'
import type { Context } from './context.ts'

/** Entries of a list beside the records: threat indicators, the items of a match list. */
export interface Entries {
  /** Their rows, with the columns below. */
  readonly rows: Plan
  /** `equal`: to the text of the column `key`. `domain`: to it, or inside of it. `address`: in the range of `low` to `high`. */
  readonly by: 'equal' | 'domain' | 'address'
  /** Whether an entry counts for a time only: `from` to `until`, both included, in milliseconds since 1970. */
  readonly timed: boolean
}

/** Columns of entries. */
export const entry = {
  key: 'entry',
  low: 'entry low',
  high: 'entry high',
  from: 'entry from',
  until: 'entry until',
} as const
/** Before and after all times. */
export const always = { from: -(2n ** 62n), until: 2n ** 62n } as const

const looked = { value: 'looked up', at: 'looked up at', part: 'part looked up', address: 'address looked up' } as const

/**
 * Whether a text of the record is among entries that count at the time of the record. Where more is asked than that two texts
 * are equal, the records are looked at a second time, to find the values (and times) that fit: a record fits when its own are
 * among those.
 */
export function isAmong(context: Context, value: Scalar, entries: Entries, at: Span): Predicate {
  if (value.op === 'literal' && value.value === null) return constant(false, at)
  if (entries.by === 'equal' && !entries.timed)
    return { op: 'among', values: [value], of: { op: 'keep', input: entries.rows, columns: [entry.key] }, at }
  const values = [value, ...(entries.timed ? [timeOf(context)] : [])]
  return { op: 'among', values, of: fitting(context, value, entries, at), at }
}

/** The values of the records that fit an entry, with the times at which they do. */
function fitting(context: Context, value: Scalar, { rows, by, timed }: Entries, at: Span): Plan {
  const columns = [
    { name: looked.value, value },
    ...(timed ? [{ name: looked.at, value: timeOf(context) }] : []),
    ...(by === 'address'
      ? [{ name: looked.address, value: call('ip_key', [converted(value, 'string', 'ip')], at) }]
      : []),
  ]
  const records: Plan = { op: 'extend', input: { op: 'scan', columns: context.schema.columns }, columns }
  const kept: Plan = { op: 'keep', input: records, columns: columns.map(c => c.name) }
  const left: Plan =
    by === 'domain'
      ? {
          op: 'unnest',
          input: kept,
          list: partsOf({ op: 'field', name: looked.value, type: 'string' }),
          as: looked.part,
          outer: false,
        }
      : kept
  const joined: Plan = {
    op: 'join',
    kind: 'inner',
    left,
    right: rows,
    on: by === 'address' ? [] : [{ left: by === 'domain' ? looked.part : looked.value, right: entry.key }],
    ...(by === 'address' ? { between: { value: looked.address, low: entry.low, high: entry.high } } : {}),
    at,
  }
  const during: Plan = timed ? { op: 'filter', input: joined, where: inTime } : joined
  return { op: 'keep', input: during, columns: [looked.value, ...(timed ? [looked.at] : [])] }
}

const time = (name: string): Scalar => ({ op: 'field', name, type: 'int' })
const inTime: Predicate = allOf([
  { op: 'compare', is: 'le', left: time(entry.from), right: time(looked.at) },
  { op: 'compare', is: 'le', left: time(looked.at), right: time(entry.until) },
])

/** When a record happened, in milliseconds since 1970; one that does not say is looked at now. */
function timeOf({ schema, time: asked }: Context): Scalar {
  const own: Scalar = schema.fields.get('timestamp')?.scalar ?? { op: 'literal', type: 'int', value: null }
  return asked === undefined ? own : { op: 'call', fn: 'coalesce', args: [own, int(asked.now / 1000n)] }
}

const afterDot = parseRegex('\\.()(.*)$').value

/** `mail.a.com`, `a.com` and `com` of `mail.a.com`. */
function partsOf(domain: Scalar): Scalar {
  if (afterDot === undefined) throw new TypeError('the regex of domains cannot be read')
  return {
    op: 'extract_all',
    of: { op: 'call', fn: 'concat', args: [text('.'), domain] },
    regex: afterDot,
    group: 2,
    until: 1,
  }
}
