import { compareValues } from '../order.ts'
import type { Predicate, Scalar } from '../plan.ts'
import { intersect } from '../regex/charset.ts'
import { toNfa } from '../regex/nfa.ts'
import { patternRegex } from '../regex/of-pattern.ts'
import { findPaths } from '../regex/paths.ts'
import type { CharSet, Regex } from '../regex/regex.ts'
import { exactTexts, type Texts, textsOf } from '../regex/texts.ts'
import { partsOf } from '../regex/walk.ts'
import { both, isMissing, type Known } from './known.ts'
import type { Rows } from './rows.ts'
import { know } from './scalars.ts'

/** What a condition without conditions inside can do with the rows that come to it. */
export type Examination =
  /** It may be true; but of these alternatives of its regex, the dead ones have no part in any match. */
  | { readonly is: 'possible'; readonly dead: readonly Obstacle[]; readonly live: readonly Regex[] }
  | { readonly is: 'impossible'; readonly obstacle: Obstacle }

/** Why something never matches: a value, what is known of it, and the first thing that is asked of it in vain. */
export interface Obstacle {
  readonly of: Scalar
  readonly known: Known
  /** The alternative, or the whole regex or pattern. */
  readonly regex: Regex | undefined
  /** The character of it that cannot occur; undefined where its characters can, but not in this order or place. */
  readonly char: (Regex & { readonly re: 'char' }) | undefined
}

const POSSIBLE: Examination = { is: 'possible', dead: [], live: [] }

/** Whether a condition without conditions inside is true of some of these rows, as far as can be known. */
export const canBeTrue = (leaf: Predicate, rows: Rows): boolean => examine(leaf, rows).is === 'possible'

/** What such a condition can do with these rows. It is found out once. */
export function examine(leaf: Predicate, rows: Rows): Examination {
  const before = rows.examined.get(leaf)
  if (before !== undefined) return before
  const examination = look(leaf, rows)
  rows.examined.set(leaf, examination)
  return examination
}

function look(leaf: Predicate, rows: Rows): Examination {
  switch (leaf.op) {
    case 'compare':
      return lookAtComparison(leaf, rows)
    case 'regex':
      return lookAtRegex(leaf.of, leaf.regex, rows)
    case 'match':
      return lookAtRegex(leaf.of, patternRegex(leaf.pattern, leaf.fold), rows)
    case 'present':
    case 'within': {
      const known = know(leaf.of, rows)
      return isMissing(known) ? impossible(leaf.of, known) : POSSIBLE
    }
    default:
      return POSSIBLE
  }
}

const impossible = (of: Scalar, known: Known, regex?: Regex): Examination => ({
  is: 'impossible',
  obstacle: { of, known, regex, char: regex && missingChar(regex, known.chars) },
})

function lookAtComparison({ is, left, right }: Predicate & { op: 'compare' }, rows: Rows): Examination {
  const [a, b] = [know(left, rows), know(right, rows)]
  // the side that is not a literal is the one to explain
  const [of, known] = left.op === 'literal' ? [right, b] : [left, a]
  if (isMissing(a) || isMissing(b)) return isMissing(a) ? impossible(left, a) : impossible(right, b)
  if (is === 'eq') return isMissing(both(a, b)) ? impossible(of, known) : POSSIBLE
  const { values: lefts } = a
  const { values: rights } = b
  if (lefts === undefined || rights === undefined) return POSSIBLE
  const holds = {
    lt: (n: number) => n < 0,
    le: (n: number) => n <= 0,
    gt: (n: number) => n > 0,
    ge: (n: number) => n >= 0,
  }[is]
  return lefts.some(l => rights.some(r => holds(compareValues(l, r)))) ? POSSIBLE : impossible(of, known)
}

/** Known texts longer than this together are taken for texts of their characters. */
const LONGEST = 2000

function textsIn({ values, chars }: Known): Texts {
  const texts = values?.map(v => (typeof v === 'string' ? v : ''))
  return texts === undefined || texts.join('').length > LONGEST ? textsOf(chars) : exactTexts(texts)
}

function lookAtRegex(of: Scalar, regex: Regex, rows: Rows): Examination {
  const known = know(of, rows)
  if (known.values === undefined && isFree(regex, known.chars))
    return { is: 'possible', dead: [], live: optionsOf(regex) }
  const nfa = toNfa(regex, 'loose')
  const { starts, all } = findPaths(nfa, textsIn(known))
  if (starts.every(start => start.toEnd === undefined)) return impossible(of, known, regex)
  const passed = new Set(all.filter(node => node.toEnd !== undefined).map(node => node.state))
  const dead: Obstacle[] = []
  const live: Regex[] = []
  const see = (part: Regex): void => {
    for (const inner of partsOf(part)) {
      const states = part.re === 'alt' ? nfa.entries.get(inner) : undefined
      if (states !== undefined && !states.some(state => passed.has(state)))
        dead.push({ of, known, regex: inner, char: missingChar(inner, known.chars) })
      else {
        if (states !== undefined) live.push(inner)
        see(inner)
      }
    }
  }
  see(regex)
  return { is: 'possible', dead, live }
}

/** Whether there is nothing in a regex that could hinder a match: no assertion, and no set without a character that can occur. */
const isFree = (regex: Regex, chars: CharSet): boolean =>
  regex.re === 'char'
    ? intersect(regex.set, chars).length > 0
    : regex.re !== 'assert' && partsOf(regex).every(part => isFree(part, chars))

/** All alternatives, wherever they stand. */
const optionsOf = (regex: Regex): readonly Regex[] => [
  ...(regex.re === 'alt' ? regex.options : []),
  ...partsOf(regex).flatMap(optionsOf),
]

/** The first character that every match needs and that cannot occur. */
function missingChar(regex: Regex, chars: CharSet): (Regex & { re: 'char' }) | undefined {
  switch (regex.re) {
    case 'empty':
    case 'assert':
      return undefined
    case 'char':
      return intersect(regex.set, chars).length === 0 ? regex : undefined
    case 'seq':
      return first(regex.items.map(item => missingChar(item, chars)))
    case 'alt': {
      const missing = regex.options.map(option => missingChar(option, chars))
      return missing.every(m => m !== undefined) ? first(missing) : undefined
    }
    case 'capture':
      return missingChar(regex.of, chars)
    case 'repeat':
      return regex.min > 0 ? missingChar(regex.of, chars) : undefined
  }
}

const first = <T>(all: readonly (T | undefined)[]): T | undefined => all.find(one => one !== undefined)
