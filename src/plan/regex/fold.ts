import { foldCase } from '../functions/case.ts'
import type { Fold } from '../pattern.ts'
import { contains, setOf, sizeOf } from './charset.ts'
import type { CharSet } from './regex.ts'

/**
 * The code points that equal this one under a fold, itself among them. A fold has one meaning in patterns and regexes: `unicode` is
 * the same simple lower case. So `k`, `K` and the Kelvin sign are one, but not `s` and the long `ſ`, nor `σ` and `ς`.
 */
export function orbit(codePoint: number, fold: Fold): readonly number[] {
  if (fold === 'none') return [codePoint]
  if (fold === 'unicode' || fold === 'casefold') return orbits(fold).get(codePoint) ?? [codePoint]
  return isAsciiLetter(codePoint) ? [codePoint & ~0x20, codePoint | 0x20] : [codePoint]
}

/** The set and everything that equals a member of it. */
export function foldSet(set: CharSet, fold: Fold): CharSet {
  if (fold === 'none') return set
  const added: [number, number][] = []
  for (const codePoint of lettersOf(set, fold))
    for (const other of orbit(codePoint, fold)) if (!contains(set, other)) added.push([other, other])
  return added.length === 0 ? set : setOf([...set, ...added])
}

/** The members of a set that equal others: asked of the members, or of all letters, whichever are fewer. */
function* lettersOf(set: CharSet, fold: Exclude<Fold, 'none'>): Generator<number> {
  const letters = fold === 'ascii' ? asciiLetters : orbits(fold)
  if (sizeOf(set) > letters.size) {
    for (const codePoint of letters.keys()) if (contains(set, codePoint)) yield codePoint
    return
  }
  for (const [from, to] of set) for (let codePoint = from; codePoint <= to; codePoint++) yield codePoint
}

const isAsciiLetter = (codePoint: number): boolean =>
  (codePoint >= 0x41 && codePoint <= 0x5a) || (codePoint >= 0x61 && codePoint <= 0x7a)

const asciiLetters = new Set(Array.from({ length: 26 }, (_, i) => [0x41 + i, 0x61 + i]).flat())

const tables = new Map<Fold, ReadonlyMap<number, readonly number[]>>()

/** Every code point that equals another, with its orbit in ascending order. Made on first use, in some ten milliseconds. */
function orbits(fold: 'unicode' | 'casefold'): ReadonlyMap<number, readonly number[]> {
  const table = tables.get(fold) ?? makeOrbits(fold)
  tables.set(fold, table)
  return table
}

function makeOrbits(fold: 'unicode' | 'casefold'): Map<number, readonly number[]> {
  const byLower = new Map<number, Set<number>>()
  for (const codePoint of casedCodePoints()) {
    const lower = foldCase(String.fromCodePoint(codePoint), fold).codePointAt(0) ?? codePoint
    if (lower !== codePoint) byLower.set(lower, (byLower.get(lower) ?? new Set([lower])).add(codePoint))
  }
  const result = new Map<number, readonly number[]>()
  for (const same of byLower.values()) {
    const sorted = [...same].sort((a, b) => a - b)
    for (const codePoint of sorted) result.set(codePoint, sorted)
  }
  return result
}

/** The code points that letter case means anything for; there are none above the first two planes. */
export function casedCodePoints(): number[] {
  const cased = /[\p{CWL}\p{CWU}]/u
  const found: number[] = []
  for (let codePoint = 0; codePoint < 0x20000; codePoint++)
    if (cased.test(String.fromCodePoint(codePoint))) found.push(codePoint)
  return found
}
