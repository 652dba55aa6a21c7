import { alt, assertion, char, repeat, seq } from '../../plan/regex/build.ts'
import { ALL, sameSet } from '../../plan/regex/charset.ts'
import type { Regex } from '../../plan/regex/regex.ts'

// For a condition that a regex is found, which match of several is found says nothing.

/** Alternatives that one regex is taken apart into, at most, where it multiplies them. */
const most = 64

/** Regexes of which one is found exactly where this one is: alternatives apart, without groups, without what every text fits. */
export function alternatives(regex: Regex): Regex[] {
  return optionsOf(plain(regex)).map(withoutOpenEnds)
}

/** The regex without groups, and with one shape for what is found in the same texts. */
function plain(regex: Regex): Regex {
  switch (regex.re) {
    case 'empty':
      return { re: 'empty' }
    case 'char':
      return char(regex.set)
    case 'assert':
      return assertion(regex.is)
    case 'capture':
      return plain(regex.of)
    case 'repeat':
      return repeat(plain(regex.of), regex.min, regex.max)
    case 'seq':
      return seq(inOrder(regex.items.map(plain)))
    case 'alt':
      return alt(regex.options.map(plain))
  }
}

const isAny = (regex: Regex): boolean => regex.re === 'char' && sameSet(regex.set, ALL)
const isRun = (regex: Regex | undefined): boolean =>
  regex?.re === 'repeat' && regex.min === 0 && regex.max === undefined && isAny(regex.of)

/** In a series of any characters, the single ones stand before the run. */
function inOrder(items: readonly Regex[]): Regex[] {
  const out: Regex[] = []
  for (const item of items) {
    if (isAny(item) && isRun(out.at(-1))) out.splice(-1, 0, item)
    else if (!(isRun(item) && isRun(out.at(-1)))) out.push(item)
  }
  return out
}

function optionsOf(regex: Regex): Regex[] {
  if (regex.re === 'alt') return regex.options.flatMap(optionsOf)
  if (regex.re !== 'seq') return [regex]
  const parts = regex.items.map(item => (item.re === 'alt' ? item.options.flatMap(optionsOf) : [item]))
  const several = parts.filter(part => part.length > 1)
  const count = several.reduce((product, part) => product * part.length, 1)
  if (several.length === 0 || (several.length > 1 && count > most)) return [regex]
  const all = parts.reduce<Regex[][]>((done, part) => done.flatMap(before => part.map(one => [...before, one])), [[]])
  return all.map(items => seq(inOrder(items)))
}

/** What is found anywhere need not say that anything may stand before it and behind it. */
function withoutOpenEnds(regex: Regex): Regex {
  const items = regex.re === 'seq' ? [...regex.items] : [regex]
  while (isRun(items[0]) || isStartThenRun(items)) items.splice(0, isRun(items[0]) ? 1 : 2)
  while (isRun(items.at(-1)) || isRunThenEnd(items)) items.splice(isRun(items.at(-1)) ? -1 : -2)
  return seq(items)
}

const isStartThenRun = (items: readonly Regex[]): boolean =>
  items[0]?.re === 'assert' && items[0].is === 'text start' && isRun(items[1])
const isRunThenEnd = (items: readonly Regex[]): boolean => {
  const last = items.at(-1)
  return last?.re === 'assert' && last.is === 'text end' && isRun(items.at(-2))
}
