import type { Fold } from '../pattern.ts'
import { contains, setOf } from './charset.ts'
import type { CharSet } from './regex.ts'

/**
 * The code points that equal this one when letter case does not count, itself among them. `unicode` is simple case
 * folding (CaseFolding.txt, statuses C and S: https://www.unicode.org/reports/tr44/#CaseFolding.txt): `k`, `K` and the
 * Kelvin sign are one, `ß` and `ẞ` are one, but `ß` is not `ss` and the dotless `ı` is not `i`.
 */
export function orbit(codePoint: number, fold: Fold): readonly number[] {
  if (fold === 'none') return [codePoint]
  if (fold === 'unicode') return orbits().get(codePoint) ?? [codePoint]
  if (isAsciiLetter(codePoint)) return [codePoint & ~0x20, codePoint | 0x20]
  return [codePoint]
}

/** The set and everything that equals a member of it. */
export function foldSet(set: CharSet, fold: Fold): CharSet {
  if (fold === 'none') return set
  const added: [number, number][] = []
  const add = (codePoint: number): void => {
    if (contains(set, codePoint)) for (const other of orbit(codePoint, fold)) added.push([other, other])
  }
  if (fold === 'unicode') for (const codePoint of orbits().keys()) add(codePoint)
  else for (let upper = 0x41; upper <= 0x5a; upper++) for (const letter of [upper, upper | 0x20]) add(letter)
  return setOf([...set, ...added])
}

/** The text with each code point replaced by one that stands for its orbit: two texts are equal under `fold` when these are. */
export function foldText(text: string, fold: Fold): string {
  if (fold === 'none') return text
  if (fold === 'ascii') return text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
  if (ASCII.test(text)) return text.toLowerCase()
  const table = orbits()
  let out = ''
  for (const c of text) {
    const same = table.get(c.codePointAt(0) ?? 0)
    out += same === undefined ? c : String.fromCodePoint(standIn(same))
  }
  return out
}

const ASCII = /^[\x00-\x7f]*$/

// ASCII letters stand in lower case, so that the short cut for ASCII text agrees with the table.
const standIn = (same: readonly number[]): number => same.find(c => c >= 0x61 && c <= 0x7a) ?? same[0] ?? 0

const isAsciiLetter = (codePoint: number): boolean =>
  (codePoint >= 0x41 && codePoint <= 0x5a) || (codePoint >= 0x61 && codePoint <= 0x7a)

let table: ReadonlyMap<number, readonly number[]> | undefined

/** Every code point that has company, with its orbit in ascending order. */
function orbits(): ReadonlyMap<number, readonly number[]> {
  table ??= makeOrbits()
  return table
}

/**
 * JavaScript's own case folding under the flags `iu` is simple case folding, but it only answers whether two characters
 * are equal. So candidates are those that share an upper or a lower case, and that answer decides.
 */
function makeOrbits(): Map<number, readonly number[]> {
  const cased = casedCodePoints()
  const byCase = new Map<string, Set<number>>()
  for (const codePoint of cased) {
    const c = String.fromCodePoint(codePoint)
    for (const key of [c.toUpperCase(), c.toLowerCase(), c.toUpperCase().toLowerCase()]) {
      const others = byCase.get(key) ?? new Set()
      byCase.set(key, others.add(codePoint))
    }
  }
  const result = new Map<number, readonly number[]>()
  for (const codePoint of cased) {
    if (result.has(codePoint)) continue
    const candidates = new Set<number>([codePoint])
    for (const c of candidates) {
      const text = String.fromCodePoint(c)
      for (const key of [text, text.toUpperCase(), text.toLowerCase(), text.toUpperCase().toLowerCase()])
        for (const other of byCase.get(key) ?? []) candidates.add(other)
    }
    const equal = new RegExp(`^\\u{${codePoint.toString(16)}}$`, 'iu')
    const same = [...candidates].filter(c => equal.test(String.fromCodePoint(c))).sort((a, b) => a - b)
    if (same.length > 1) for (const c of same) result.set(c, same)
  }
  return result
}

function casedCodePoints(): number[] {
  const cased = /[\p{CWCM}\p{CWCF}]/u
  const found: number[] = []
  for (let codePoint = 0; codePoint < 0x1f000; codePoint++) {
    if (codePoint < 0xd800 || codePoint > 0xdfff) {
      if (cased.test(String.fromCodePoint(codePoint))) found.push(codePoint)
    }
  }
  return found
}
