import type { Span } from '../../base/span.ts'
import type { Value } from '../../event/value.ts'
import { keyOf } from '../order.ts'
import { ALL, charsOf, intersect, isSubset, union } from '../regex/charset.ts'
import type { CharSet } from '../regex/regex.ts'

/**
 * What is certain about an expression, whatever the data: every value it can have is in here. Null is not counted, as no
 * condition but `present` is true of it. Knowing less is always right.
 */
export interface Known {
  /** Every value it can have; undefined when they are too many, or anything. */
  readonly values: readonly Value[] | undefined
  /** Every character that can occur in it, where it is text. */
  readonly chars: CharSet
  /** Why not more. */
  readonly reasons: readonly Reason[]
}

/** Something in the plan that limits a value, and the characters that it leaves possible. */
export interface Reason {
  readonly is: 'lower' | 'upper' | 'literal' | 'equal' | 'unequal' | 'number' | 'group' | 'missing' | 'text of a type'
  readonly chars: CharSet
  readonly at: Span | undefined
}

export const ANYTHING: Known = { values: undefined, chars: ALL, reasons: [] }

/** More values than this are not told apart. */
const MOST_VALUES = 64
/** Nor are reasons; they are for people. */
const MOST_REASONS = 8

/** One of these values and nothing else. */
export function oneOf(values: readonly Value[], is: Reason['is'], at: Span | undefined): Known {
  const known = withValues(values, [])
  return { ...known, reasons: [{ is, chars: known.chars, at }] }
}

/** Text of these characters. */
export const textOf = (
  chars: CharSet,
  is: Reason['is'],
  at: Span | undefined,
  before: readonly Reason[] = [],
): Known => ({
  values: undefined,
  chars,
  reasons: [...before, { is, chars, at }].slice(-MOST_REASONS),
})

/** These values, without repetition; nothing is known of them when they are too many or cannot be compared. */
export function withValues(values: readonly Value[], reasons: readonly Reason[]): Known {
  const distinct = new Map<string, Value>()
  const texts: string[] = []
  for (const value of values) {
    if (value === null) continue
    if (typeof value === 'object') return { ...ANYTHING, reasons }
    distinct.set(keyOf(value), value)
    if (typeof value === 'string') texts.push(value)
  }
  return {
    values: distinct.size > MOST_VALUES ? undefined : [...distinct.values()],
    chars: union(...texts.map(charsOf)),
    reasons,
  }
}

/** What is known of something that is one or the other. */
export function either(all: readonly Known[]): Known {
  const [first] = all
  if (first !== undefined && all.every(known => known === first)) return first
  const reasons = mergeReasons(all)
  const chars = union(...all.map(k => k.chars))
  const values: Value[] = []
  for (const known of all) {
    if (known.values === undefined) return { values: undefined, chars, reasons }
    values.push(...known.values)
  }
  return withValues(values, reasons)
}

/** What is known of something that is both. */
export function both(a: Known, b: Known): Known {
  const reasons = mergeReasons([a, b])
  if (a.values !== undefined)
    return withValues(
      a.values.filter(v => allows(b, v)),
      reasons,
    )
  if (b.values !== undefined)
    return withValues(
      b.values.filter(v => allows(a, v)),
      reasons,
    )
  return { values: undefined, chars: intersect(a.chars, b.chars), reasons }
}

/** Whether it can have this value. */
export function allows(known: Known, value: Value): boolean {
  if (typeof value === 'object') return true
  if (known.values !== undefined) {
    const key = keyOf(value)
    return known.values.some(v => keyOf(v) === key)
  }
  return typeof value !== 'string' || isSubset(charsOf(value), known.chars)
}

/** Whether it has no value at all: it is missing in every row. */
export const isMissing = (known: Known): boolean => known.values?.length === 0

/** The reasons of all of them, each once. */
export function mergeReasons(all: readonly Known[]): Reason[] {
  const seen = new Set<string>()
  return [...new Set(all.flatMap(k => k.reasons))]
    .filter(r => {
      const key = `${r.is} ${r.at?.start} ${r.at?.end}`
      return !seen.has(key) && seen.add(key)
    })
    .slice(-MOST_REASONS)
}
