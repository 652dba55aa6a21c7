import { contains, sameSet, setOf, single, sizeOf } from './charset.ts'
import { foldSet, orbit } from './fold.ts'
import { parseRegex } from './parse.ts'
import { printRegex } from './print.ts'
import type { CharSet, Regex } from './regex.ts'
import { withoutPlaces, withParts } from './walk.ts'

/**
 * The regex as people write it: `^`, `$` and `.` where they say the same, and flags in front (`(?i)`: letter case does not count,
 * by simple case folding as in RE2; `(?s)`: a dot is any character). `parseRegex` of it, by the fold `casefold`, gives the tree back.
 */
export function printFolded(regex: Regex): string {
  const tree = withoutPlaces(regex)
  const folded = isClosed(tree) ? reduced(tree) : tree
  const printed = written(folded, JSON.stringify(folded) === JSON.stringify(tree) ? '' : 'i')
  const back = parseRegex(printed, { fold: 'casefold' }).value
  return back !== undefined && sameTree(back, tree) ? printed : printRegex(tree)
}

const sameTree = (a: Regex, b: Regex): boolean => JSON.stringify(withoutPlaces(a)) === JSON.stringify(b)

function written(tree: Regex, letters: 'i' | ''): string {
  const plain = printRegex(tree)
  const dotted = plain.replaceAll('(?s:.)', '.')
  const flags = `${letters}${dotted === plain ? '' : 's'}`
  const ends = dotted.replace(/^\\A/, '^').replace(/\\z$/, '$')
  return `${flags === '' ? '' : `(?${flags})`}${ends}`
}

/** Whether letter case counts nowhere in it. */
function isClosed(regex: Regex): boolean {
  if (regex.re === 'char') return closed(regex.set)
  let all = true
  withParts(regex, part => {
    all &&= isClosed(part)
    return part
  })
  return all
}

const seen = new WeakMap<CharSet, boolean>()

function closed(set: CharSet): boolean {
  const before = seen.get(set)
  if (before !== undefined) return before
  const is =
    sizeOf(set) > small
      ? sameSet(foldSet(set, 'casefold'), set)
      : codePointsOf(set).every(c => orbit(c, 'casefold').every(other => contains(set, other)))
  seen.set(set, is)
  return is
}

/** Sets larger than this are ranges that nobody wrote letter by letter. */
const small = 400

const codePointsOf = (set: CharSet): number[] =>
  set.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))

/** Of letters that are equal, one. */
function reduced(regex: Regex): Regex {
  if (regex.re !== 'char') return withParts(regex, reduced)
  if (sizeOf(regex.set) > small) return regex
  const kept = codePointsOf(regex.set).flatMap((c): [number, number][] => (representative(c) === c ? [[c, c]] : []))
  return { re: 'char', set: kept.length === 1 && kept[0] ? single(kept[0][0]) : setOf(kept) }
}

/** A small letter where there is one. */
function representative(codePoint: number): number {
  const all = orbit(codePoint, 'casefold')
  return all.find(c => isLower(c)) ?? all[0] ?? codePoint
}

const isLower = (codePoint: number): boolean => /\p{Ll}/u.test(String.fromCodePoint(codePoint))
