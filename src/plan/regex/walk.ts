import { alt, assertion, capture, char, empty, repeat, seq } from './build.ts'
import type { Regex } from './regex.ts'

/** The regexes directly inside this one, in order. */
export function partsOf(regex: Regex): readonly Regex[] {
  switch (regex.re) {
    case 'empty':
    case 'char':
    case 'assert':
      return []
    case 'seq':
      return regex.items
    case 'alt':
      return regex.options
    case 'repeat':
    case 'capture':
      return [regex.of]
  }
}

/** A group that captures: what it holds, and its name if it has one. Groups are numbered from 1, as they open. */
export type Capture = Regex & { readonly re: 'capture' }

/** The groups that capture, in the order of their numbers: the first is number 1. */
export function captures(regex: Regex): readonly Capture[] {
  const found: Capture[] = []
  const see = (part: Regex): void => {
    if (part.re === 'capture') found.push(part)
    if (part.re !== 'char') partsOf(part).forEach(see)
  }
  see(regex)
  return found
}

/** The names of the groups, in the order of their numbers; undefined where one has no name. */
export const captureNames = (regex: Regex): readonly (string | undefined)[] => captures(regex).map(c => c.name)

/** The same regex with each of its direct parts replaced. */
export function withParts(regex: Regex, change: (part: Regex) => Regex): Regex {
  switch (regex.re) {
    case 'empty':
    case 'char':
    case 'assert':
      return regex
    case 'seq':
      return seq(regex.items.map(change), regex.at)
    case 'alt':
      return alt(regex.options.map(change), regex.at)
    case 'repeat':
      return repeat(change(regex.of), regex.min, regex.max, regex.greedy, regex.at)
    case 'capture':
      return capture(change(regex.of), regex.name, regex.at)
  }
}

/** The same regex where only named groups capture. */
export const withoutUnnamed = (regex: Regex): Regex =>
  regex.re === 'capture' && regex.name === undefined ? withoutUnnamed(regex.of) : withParts(regex, withoutUnnamed)

/** The same regex without places in a text: for one that no author wrote, so that nothing is said about a place of theirs. */
export function withoutPlaces(regex: Regex): Regex {
  switch (regex.re) {
    case 'empty':
      return empty()
    case 'char':
      return char(regex.set)
    case 'assert':
      return assertion(regex.is)
    case 'seq':
      return seq(regex.items.map(withoutPlaces))
    case 'alt':
      return alt(regex.options.map(withoutPlaces))
    case 'repeat':
      return repeat(withoutPlaces(regex.of), regex.min, regex.max, regex.greedy)
    case 'capture':
      return capture(withoutPlaces(regex.of), regex.name)
  }
}
