import type { CharSet, Regex } from '../../plan/regex/regex.ts'

/** Numbers from 0 up to and without 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type Random = () => number

export const below = (random: Random, n: number): number => Math.floor(random() * n)
export const oneOf = <T>(random: Random, of: readonly T[]): T | undefined => of[below(random, of.length)]

/** Longer texts are cut off. */
const longest = 4000

/** A text in which the regex is found, unless its assertions contradict one another. Letters come in any case that the regex takes. */
export function sample(regex: Regex, random: Random): string {
  const text = inside(regex, random).slice(0, longest)
  return `${begins(regex) ? '' : around(random)}${text}${ends(regex) ? '' : around(random)}`
}

const around = (random: Random): string => oneOf(random, ['', '', 'x', 'C:\\a\n', ' -']) ?? ''

const begins = (regex: Regex): boolean =>
  regex.re === 'assert'
    ? regex.is === 'text start'
    : regex.re === 'seq' && regex.items[0] !== undefined && begins(regex.items[0])
const ends = (regex: Regex): boolean => {
  if (regex.re === 'assert') return regex.is === 'text end'
  const last = regex.re === 'seq' ? regex.items.at(-1) : undefined
  return last !== undefined && ends(last)
}

function inside(regex: Regex, random: Random): string {
  switch (regex.re) {
    case 'empty':
    case 'assert':
      return ''
    case 'char':
      return charIn(regex.set, random)
    case 'seq':
      return regex.items.map(item => inside(item, random)).join('')
    case 'alt': {
      const option = oneOf(random, regex.options)
      return option === undefined ? '' : inside(option, random)
    }
    case 'capture':
      return inside(regex.of, random)
    case 'repeat': {
      const more = Math.min(regex.max ?? regex.min + 3, regex.min + 3) - regex.min
      const times = Math.min(regex.min + below(random, more + 1), 200)
      return Array.from({ length: times }, () => inside(regex.of, random)).join('')
    }
  }
}

/** Of large sets, characters that engines are known to read in several ways come first. */
const telling = ['a', 'Z', '\n', ' ', '\\', 'é', '😀', '0']

function charIn(set: CharSet, random: Random): string {
  const has = (c: string): boolean => {
    const point = c.codePointAt(0) ?? 0
    return set.some(([from, to]) => from <= point && point <= to)
  }
  const [from, to] = oneOf(random, set) ?? [0x78, 0x78]
  const wanted = to - from > 60 ? oneOf(random, telling.filter(has)) : undefined
  if (wanted !== undefined) return wanted
  const point = from + below(random, Math.min(to - from + 1, 1000))
  return point >= 0xd800 && point <= 0xdfff ? 'x' : String.fromCodePoint(point)
}
