import type { Span } from '../../../base/span.ts'
import { typeOf } from '../../../plan/columns.ts'
import type { Named, Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import { call, int, text } from '../../sumo/lower/build.ts'
import { allOf, anyOf, constant } from '../../sumo/lower/logic.ts'
import type { Context } from './context.ts'

/** Entries of a list beside the records: threat indicators, the items of a match list. */
export interface Entries {
  /** Their rows, with the columns below. */
  readonly rows: Plan
  /** `equal`: to the text of the column `key`. `domain`: to it, or inside of it. `network`: in the network that begins at `key` and has so many bits (`length`). */
  readonly by: 'equal' | 'domain' | 'network'
  /** Whether an entry counts for a time only: `from` to `until`, both included, in milliseconds since 1970. */
  readonly timed: boolean
}

/** Columns of entries. */
export const entry = {
  key: 'entry',
  length: 'entry length',
  from: 'entry from',
  until: 'entry until',
} as const
/** Before and after all times. */
export const always = { from: -(2n ** 62n), until: 2n ** 62n } as const

/**
 * Whether one of some values of the record, texts or lists of such, is among entries that count at the time of the record. Where
 * more is asked than that two texts are equal, the records are looked at a second time, to find which values and times fit: a
 * record fits when its own are among those. All values are looked up together, so that the entries are read once.
 */
export function isAmong(context: Context, values: readonly Scalar[], entries: Entries, at: Span): Predicate {
  const known = values.filter(value => value.op !== 'literal' || value.value !== null)
  if (known.length === 0) return constant(false, at)
  if (entries.by !== 'equal' || entries.timed || known.some(isList)) return fits(context, known, entries, at)
  const of: Plan = { op: 'keep', input: entries.rows, columns: [entry.key] }
  return anyOf(
    known.map((value): Predicate => ({ op: 'among', values: [value], of, at })),
    at,
  )
}

const isList = (value: Scalar): boolean => typeof typeOf(value) === 'object'

const looked = {
  value: 'looked up',
  at: 'looked up at',
  part: 'part looked up',
  network: 'network looked up',
  length: 'length looked up',
  found: 'found',
} as const
const keyOf = (i: number): string => `value looked up ${i + 1}`

function fits(context: Context, values: readonly Scalar[], entries: Entries, at: Span): Predicate {
  const time = entries.timed ? [{ name: looked.at, value: timeOf(context) }] : []
  const keys = values.map((value, i): Named<Scalar> => ({ name: keyOf(i), value: asKey(value) }))
  const scan: Plan = { op: 'scan', columns: context.schema.columns }
  const columns = [...keys, ...time].map(c => c.name)
  const each = values.map((value): Plan => {
    const extended: Plan = { op: 'extend', input: scan, columns: [...keys, ...time] }
    const own: Plan = isList(value)
      ? { op: 'unnest', input: extended, list: value, as: looked.value, outer: false }
      : { op: 'extend', input: extended, columns: [{ name: looked.value, value }] }
    const present: Predicate = { op: 'present', of: { op: 'field', name: looked.value, type: 'string' } }
    return { op: 'filter', input: { op: 'keep', input: own, columns: [looked.value, ...columns] }, where: present }
  })
  const [only] = each
  const all: Plan = each.length === 1 && only !== undefined ? only : { op: 'union', inputs: each }
  const different: Plan = { op: 'group', input: all, by: [looked.value], aggregates: [] }
  const found = fitting(different, entries, at)
  const back: Plan = {
    op: 'join',
    kind: 'inner',
    left: all,
    right: found,
    on: [{ left: looked.value, right: looked.found }],
    at,
  }
  const during: Plan = entries.timed ? { op: 'filter', input: back, where: inTime } : back
  return { op: 'among', values: [...keys, ...time].map(c => c.value), of: { op: 'keep', input: during, columns }, at }
}

/** What tells values apart, present also where there is none. */
function asKey(value: Scalar): Scalar {
  const shown: Scalar = isList(value) ? { op: 'call', fn: 'join_text', args: [value, text('\u0001')] } : value
  return { op: 'call', fn: 'coalesce', args: [shown, text('')] }
}

/** The values that fit an entry, as `found`, with the time of each. Values are equal, so that no engine compares every value with every entry. */
function fitting(values: Plan, { rows, by, timed }: Entries, at: Span): Plan {
  const value: Scalar = { op: 'field', name: looked.value, type: 'string' }
  const left: Plan =
    by === 'domain'
      ? { op: 'unnest', input: values, list: partsOf(value), as: looked.part, outer: false }
      : by === 'network'
        ? inNetworks(values, rows, at)
        : values
  const on =
    by === 'network'
      ? [
          { left: looked.network, right: entry.key },
          { left: looked.length, right: entry.length },
        ]
      : [{ left: by === 'domain' ? looked.part : looked.value, right: entry.key }]
  const pairs: Plan = { op: 'join', kind: 'inner', left, right: rows, on, at }
  const named: Plan = { op: 'extend', input: pairs, columns: [{ name: looked.found, value }] }
  return { op: 'keep', input: named, columns: [looked.found, ...(timed ? [entry.from, entry.until] : [])] }
}

/** Each address with the network around it of every length that occurs among the entries. */
function inNetworks(values: Plan, rows: Plan, at: Span): Plan {
  const [one, other] = ['one', 'another one']
  const lengths: Plan = { op: 'group', input: rows, by: [entry.length], aggregates: [] }
  const asked: Plan = {
    op: 'extend',
    input: lengths,
    columns: [
      { name: looked.length, value: { op: 'field', name: entry.length, type: 'string' } },
      { name: other, value: int(1) },
    ],
  }
  const pairs: Plan = {
    op: 'join',
    kind: 'inner',
    left: { op: 'extend', input: values, columns: [{ name: one, value: int(1) }] },
    right: { op: 'keep', input: asked, columns: [looked.length, other] },
    on: [{ left: one, right: other }],
    at,
  }
  const network = call(
    'concat',
    [
      { op: 'field', name: looked.value, type: 'string' },
      text('/'),
      { op: 'field', name: looked.length, type: 'string' },
    ],
    at,
  )
  const key = call('network_first_key', [network], at)
  return { op: 'extend', input: pairs, columns: [{ name: looked.network, value: key }] }
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
