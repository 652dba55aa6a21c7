import type { Column } from '../../../event/value.ts'
import type { Aggregate, Named, Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { allOf, anyOf, negation } from '../../sumo/lower/logic.ts'
import { names } from './matching-records.ts'
import { recordCount } from './signals.ts'
import { int, text } from './texts.ts'

/** How a rule looks at the records of a window. */
export interface Windowed {
  /** Matching records, numbered in order of time. */
  readonly records: Plan
  /** Text columns whose values the records of a window have in common. Rows that miss one (an entity) take no part. */
  readonly keys: readonly string[]
  readonly windowMs: number
  /** A boolean column that says at which records a window may end; at every record where it is undefined. */
  readonly ends?: string
  /** Columns of the last record of a window that its signal, or `aggregates`, say something of. */
  readonly carried: readonly Column[]
  /** Columns that are counted over the records of a window: there they are called `within(name)`. */
  readonly counted: readonly Column[]
  readonly aggregates: readonly Named<Aggregate>[]
  /** Whether a window fires, by its aggregates and the columns of its last record. */
  readonly fires: Predicate
}

/** The name of a column of all records of a window, beside those of its last record. */
export const within = (name: string): string => `in window: ${name}`

const number: Column = { name: names.number, type: 'int' }
const time: Column = { name: names.time, type: 'int' }
const span = 'span of time'
const place = 'place among ends'
const fired = 'fires'
const firedBefore = 'fired before'

const read = ({ name, type }: Column): Scalar => ({ op: 'field', name, type })
const intOf = (name: string): Scalar => ({ op: 'field', name, type: 'int' })
const isTrue = (name: string): Predicate => ({
  op: 'compare',
  is: 'eq',
  left: { op: 'field', name, type: 'bool' },
  right: { op: 'literal', type: 'bool', value: true },
})
/** A condition as a column. */
export const asColumn = (holds: Predicate): Scalar => ({ op: 'truth', whenTrue: holds, whenFalse: negation(holds) })

/**
 * The windows that fire, as their last records. A window ends with a record and holds those of the same keys that are no
 * longer before it than its length (docs/cse/rules/write-threshold-rule.md: a sliding time window). Of windows that fire one
 * after the other the first is taken: the others are the duplicates that Cloud SIEM suppresses. Records without a time make
 * one window, in the order of the data. Behind a row stand all records of its window.
 */
export function firingWindows(of: Windowed): Plan {
  const present: Plan = {
    op: 'filter',
    input: of.records,
    where: allOf(of.keys.map(name => ({ op: 'present', of: { op: 'field', name, type: 'string' } }))),
  }
  const keys = [...of.keys, span]
  const joined: Plan = {
    op: 'join',
    kind: 'inner',
    left: endsOf(of, inSpans(present, of.windowMs, 0n), keys),
    right: recordsOf(of, present, keys),
    on: keys.map(key => ({ left: key, right: within(key) })),
  }
  const windows: Plan = {
    op: 'sort',
    input: { op: 'filter', input: joined, where: inWindow(of.windowMs) },
    keys: [names.number, within(names.number)].map(name => ({ by: intOf(name), descending: false, nulls: 'last' })),
  }
  const counted: Plan = {
    op: 'group',
    input: windows,
    by: [names.number, ...keys],
    aggregates: [
      { name: recordCount, value: { fn: 'count', args: [] } },
      ...[time, ...of.carried].map(c => ({ name: c.name, value: { fn: 'first', args: [read(c)] } as const })),
      ...of.aggregates,
    ],
  }
  return firstOfSeries(counted, of)
}

/**
 * Records with the span of time they lie in, as long as a window, so that each meets only records of its own span and the one
 * before. Those without a time are in a span of their own.
 */
function inSpans(records: Plan, windowMs: number, later: bigint): Plan {
  const at: Scalar = { op: 'call', fn: 'floor_div', args: [intOf(names.time), int(BigInt(windowMs))] }
  const shifted: Scalar = later === 0n ? at : { op: 'call', fn: 'add', args: [at, int(later)] }
  const value: Scalar = {
    op: 'call',
    fn: 'coalesce',
    args: [{ op: 'convert', to: 'string', arg: shifted }, text('no time')],
  }
  return { op: 'extend', input: records, columns: [{ name: span, value }] }
}

/** The records at which windows end; of those without a time only the last, since all of them are one window. */
function endsOf(of: Windowed, records: Plan, keys: readonly string[]): Plan {
  const ends: Plan = of.ends === undefined ? records : { op: 'filter', input: records, where: isTrue(of.ends) }
  const sorted: Plan = {
    op: 'sort',
    input: ends,
    keys: [{ by: intOf(names.number), descending: true, nulls: 'last' }],
  }
  const placed: Plan = {
    op: 'window',
    input: sorted,
    by: keys,
    columns: [{ name: place, value: { fn: 'row_number', args: [], preceding: undefined, following: 0 } }],
  }
  const last: Predicate = { op: 'compare', is: 'eq', left: intOf(place), right: int(1n) }
  return {
    op: 'keep',
    input: { op: 'filter', input: placed, where: anyOf([{ op: 'present', of: intOf(names.time) }, last]) },
    columns: [names.number, names.time, ...keys, ...of.carried.map(c => c.name)],
  }
}

/** The records of windows under names of their own: each in its span of time, and in the one after it. */
function recordsOf(of: Windowed, records: Plan, keys: readonly string[]): Plan {
  const timed: Plan = { op: 'filter', input: records, where: { op: 'present', of: intOf(names.time) } }
  const columns: Column[] = [number, time, ...keys.map(name => ({ name, type: 'string' as const })), ...of.counted]
  return {
    op: 'keep',
    input: {
      op: 'extend',
      input: {
        op: 'union',
        inputs: [inSpans(records, of.windowMs, 0n), inSpans(timed, of.windowMs, 1n)],
      },
      columns: columns.map(c => ({ name: within(c.name), value: read(c) })),
    },
    columns: columns.map(c => within(c.name)),
  }
}

function inWindow(windowMs: number): Predicate {
  const notLater: Predicate = {
    op: 'compare',
    is: 'le',
    left: intOf(within(names.number)),
    right: intOf(names.number),
  }
  const before: Scalar = {
    op: 'call',
    fn: 'subtract',
    args: [intOf(names.time), intOf(within(names.time))],
  }
  const near: Predicate = { op: 'compare', is: 'le', left: before, right: int(BigInt(windowMs)) }
  const timeless = negation({ op: 'present', of: intOf(names.time) })
  return allOf([notLater, anyOf([timeless, near])])
}

/** Of windows of the same keys that fire one after the other, the first. */
function firstOfSeries(counted: Plan, of: Windowed): Plan {
  const judged: Plan = { op: 'extend', input: counted, columns: [{ name: fired, value: asColumn(of.fires) }] }
  const sorted: Plan = {
    op: 'sort',
    input: judged,
    keys: [{ by: intOf(names.number), descending: false, nulls: 'last' }],
  }
  const lag = {
    fn: 'lag',
    args: [{ op: 'field', name: fired, type: 'bool' }],
    preceding: 1,
    following: 0,
  } as const
  const seen: Plan = { op: 'window', input: sorted, by: of.keys, columns: [{ name: firedBefore, value: lag }] }
  return { op: 'filter', input: seen, where: allOf([isTrue(fired), negation(isTrue(firedBefore))]) }
}
