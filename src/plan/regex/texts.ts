import { charsOf, complement, contains, intersect, NONE, single, union } from './charset.ts'
import { WORD } from './classes.ts'
import type { Assertion, CharSet } from './regex.ts'

/**
 * The texts that a regex may meet, as places in them that a match can pass. A place stands for all that lies before it and
 * may lie behind it, so that assertions can be decided.
 */
export interface Texts {
  /** Places are numbered from 0 to here. */
  readonly size: number
  /** Where a match can begin. */
  readonly starts: readonly number[]
  /** The places after one character of the set, with those characters that lead there. */
  read(place: number, set: CharSet): readonly Read[]
  /** The place, narrowed to where the assertion holds; undefined where it cannot. */
  holds(place: number, assertion: Assertion): number | undefined
}

export interface Read {
  readonly place: number
  readonly chars: CharSet
}

// The kinds of characters that assertions tell apart, and the ends of the text. As what follows, they are bits.
const EDGE = 1
const NEWLINE = 2
const WORDS = 4
const OTHERS = 8
const ANYTHING = EDGE | NEWLINE | WORDS | OTHERS

const newline = charsOf('\n')
const kinds: readonly { readonly kind: number; readonly chars: CharSet }[] = [
  { kind: NEWLINE, chars: newline },
  { kind: WORDS, chars: WORD },
  { kind: OTHERS, chars: complement(union(newline, WORD)) },
]

/** What kind of character stands before a place, and which kinds may still follow it. */
const placeOf = (before: number, after: number): number => before * 16 + after
const beforeOf = (place: number): number => place >> 4
const afterOf = (place: number): number => place & 15

/** Every text made of these characters, of any length. */
export function textsOf(chars: CharSet): Texts {
  const possible = kinds.filter(k => intersect(chars, k.chars).length > 0)
  const all = possible.reduce((mask, { kind }) => mask | kind, EDGE)
  const reads = new Map<CharSet, readonly Read[]>()
  return {
    size: 16 * 16,
    starts: [EDGE, ...possible.map(({ kind }) => kind)].map(kind => placeOf(kind, all)),
    read(place, set) {
      let known = reads.get(set)
      if (known === undefined) {
        known = kinds
          .map(k => ({ place: placeOf(k.kind, all), chars: intersect(intersect(set, chars), k.chars) }))
          .filter(read => read.chars.length > 0)
        reads.set(set, known)
      }
      const after = afterOf(place)
      return after === all ? known : known.filter(read => (beforeOf(read.place) & after) !== 0)
    },
    holds(place, assertion) {
      const before = beforeOf(place)
      const after = afterOf(place) & allowedAfter(assertion, before)
      return after === 0 ? undefined : placeOf(before, after)
    },
  }
}

/** What may follow a place where the assertion holds, when this kind stands before it. */
function allowedAfter(assertion: Assertion, before: number): number {
  switch (assertion) {
    case 'text start':
      return before === EDGE ? ANYTHING : 0
    case 'line start':
      return before === EDGE || before === NEWLINE ? ANYTHING : 0
    case 'text end':
      return EDGE
    case 'line end':
      return EDGE | NEWLINE
    case 'word boundary':
      return before === WORDS ? ANYTHING & ~WORDS : WORDS
    case 'no word boundary':
      return before === WORDS ? WORDS : ANYTHING & ~WORDS
  }
}

/** One of which stands before this place of `textsOf`; none at the start of the text. */
export const charsBefore = (place: number): CharSet => kinds.find(k => k.kind === beforeOf(place))?.chars ?? NONE

/** One of which has to follow this place of `textsOf`; none where the text may end. */
export const charsAfter = (place: number): CharSet =>
  (afterOf(place) & EDGE) !== 0 ? NONE : union(...kinds.filter(k => (afterOf(place) & k.kind) !== 0).map(k => k.chars))

/** These texts and no others. */
export function exactTexts(texts: readonly string[]): Texts {
  const before: (number | undefined)[] = []
  const after: (number | undefined)[] = []
  for (const text of texts) {
    const points = Array.from(text, c => c.codePointAt(0) ?? 0)
    for (let i = 0; i <= points.length; i++) {
      before.push(points[i - 1])
      after.push(points[i])
    }
  }
  return {
    size: before.length,
    starts: before.map((_, place) => place),
    read(place, set) {
      const next = after[place]
      return next === undefined || !contains(set, next) ? [] : [{ place: place + 1, chars: single(next) }]
    },
    holds: (place, assertion) =>
      (kindOf(after[place]) & allowedAfter(assertion, kindOf(before[place]))) === 0 ? undefined : place,
  }
}

const kindOf = (codePoint: number | undefined): number =>
  codePoint === undefined ? EDGE : (kinds.find(k => contains(k.chars, codePoint))?.kind ?? OTHERS)
