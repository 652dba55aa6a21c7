import type { CharSet } from './regex.ts'

/** The last code point of Unicode. */
export const LAST = 0x10ffff

export const NONE: CharSet = []
export const ALL: CharSet = [[0, LAST]]

/** The set of these ranges, which may overlap and stand in any order. O(n log n). */
export function setOf(ranges: Iterable<readonly [number, number]>): CharSet {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const [from, to] of sorted) {
    const last = merged[merged.length - 1]
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** The set of the code points of a string. */
export const charsOf = (text: string): CharSet => setOf(Array.from(new Set(text), c => rangeOf(c)))

/** The set of one code point. */
export const single = (codePoint: number): CharSet => [[codePoint, codePoint]]

function rangeOf(c: string): readonly [number, number] {
  const codePoint = c.codePointAt(0) ?? 0
  return [codePoint, codePoint]
}

/** Code points in any of them; where one of them holds all others, that one itself. */
export function union(...sets: readonly CharSet[]): CharSet {
  const [first = NONE, ...others] = sets.filter((set, i) => set.length > 0 && sets.indexOf(set) === i)
  if (others.length === 0) return first
  const widest = others.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a), first)
  return [first, ...others].every(set => set === widest || isSubset(set, widest))
    ? widest
    : setOf([first, ...others].flat())
}

/** Every code point that is not in the set. O(n). */
export function complement(set: CharSet): CharSet {
  const out: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) out.push([next, from - 1])
    next = to + 1
  }
  if (next <= LAST) out.push([next, LAST])
  return out
}

/** Code points in both. O(n + m). */
export function intersect(a: CharSet, b: CharSet): CharSet {
  const out: [number, number][] = []
  let i = 0
  let j = 0
  for (;;) {
    const x = a[i]
    const y = b[j]
    if (x === undefined || y === undefined) return out
    const from = Math.max(x[0], y[0])
    const to = Math.min(x[1], y[1])
    if (from <= to) out.push([from, to])
    if (x[1] < y[1]) i++
    else j++
  }
}

/** Code points in the first and not in the second. */
export const subtract = (a: CharSet, b: CharSet): CharSet => intersect(a, complement(b))

/** O(log n). */
export function contains(set: CharSet, codePoint: number): boolean {
  let low = 0
  let high = set.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = set[middle]
    if (range === undefined) return false
    if (codePoint < range[0]) high = middle - 1
    else if (codePoint > range[1]) low = middle + 1
    else return true
  }
  return false
}

/** Whether all of the first is in the second. O(n + m). */
export function isSubset(a: CharSet, b: CharSet): boolean {
  let i = 0
  for (const [from, to] of a) {
    while ((b[i]?.[1] ?? LAST) < from) i++
    const range = b[i]
    if (range === undefined || range[0] > from || range[1] < to) return false
  }
  return true
}

/** Whether they have the same code points. */
export const sameSet = (a: CharSet, b: CharSet): boolean =>
  a.length === b.length && a.every((range, i) => range[0] === b[i]?.[0] && range[1] === b[i]?.[1])

/** How many code points it has. */
export const sizeOf = (set: CharSet): number => set.reduce((n, [from, to]) => n + to - from + 1, 0)

/** Its only code point, or undefined when it has none or several. */
export function onlyOne(set: CharSet): number | undefined {
  const [range] = set
  return set.length === 1 && range !== undefined && range[0] === range[1] ? range[0] : undefined
}
