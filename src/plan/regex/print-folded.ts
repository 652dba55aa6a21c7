import { sameSet, setOf, single, sizeOf } from './charset.ts'
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
  const [only] = set
  const one = set.length === 1 && only !== undefined && only[0] === only[1]
  const is = one ? orbit(only[0], 'casefold').length === 1 : sameSet(foldSet(set, 'casefold'), set)
  seen.set(set, is)
  return is
}

/** Sets larger than this are ranges that nobody wrote letter by letter. */
const small = 400

/** Of letters that are equal, one. */
function reduced(regex: Regex): Regex {
  if (regex.re !== 'char') return withParts(regex, reduced)
  if (sizeOf(regex.set) > small) return regex
  const kept: [number, number][] = []
  for (const [from, to] of regex.set) for (let c = from; c <= to; c++) if (representative(c) === c) kept.push([c, c])
  return { re: 'char', set: kept.length === 1 && kept[0] ? single(kept[0][0]) : setOf(kept) }
}

/** A small letter where there is one. */
function representative(codePoint: number): number {
  const all = orbit(codePoint, 'casefold')
  return all.find(c => isLower(c)) ?? all[0] ?? codePoint
}

const isLower = (codePoint: number): boolean => /\p{Ll}/u.test(String.fromCodePoint(codePoint))
