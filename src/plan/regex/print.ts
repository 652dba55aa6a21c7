import { complement, onlyOne, sameSet } from './charset.ts'
import { perlClasses } from './classes.ts'
import type { Assertion, CharSet, Regex } from './regex.ts'

/**
 * The regex as text that RE2 and its ports read the same everywhere, without flags: `parseRegex` of it gives the tree
 * back, but for `at`.
 */
export function printRegex(regex: Regex): string {
  switch (regex.re) {
    case 'empty':
      return ''
    case 'char':
      return printSet(regex.set)
    case 'assert':
      return assertions[regex.is]
    case 'seq':
      return regex.items.map(item => (item.re === 'alt' || item.re === 'seq' ? group(item) : printRegex(item))).join('')
    case 'alt':
      return regex.options.map(option => (option.re === 'alt' ? group(option) : printRegex(option))).join('|')
    case 'capture':
      return `(${regex.name === undefined ? '' : `?P<${regex.name}>`}${printRegex(regex.of)})`
    case 'repeat':
      return (isAtom(regex.of) ? printRegex(regex.of) : group(regex.of)) + quantifier(regex) + (regex.greedy ? '' : '?')
  }
}

const group = (regex: Regex): string => `(?:${printRegex(regex)})`

const isAtom = ({ re }: Regex): boolean => re === 'char' || re === 'capture'

const assertions: Readonly<Record<Assertion, string>> = {
  'text start': '\\A',
  'text end': '\\z',
  'line start': '(?m:^)',
  'line end': '(?m:$)',
  'word boundary': '\\b',
  'no word boundary': '\\B',
}

function quantifier({ min, max }: Regex & { re: 'repeat' }): string {
  if (max === undefined) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  if (min === 0 && max === 1) return '?'
  return min === max ? `{${min}}` : `{${min},${max}}`
}

const shorthands: readonly (readonly [CharSet, string])[] = Object.entries(perlClasses).flatMap(
  ([letter, set]) =>
    [
      [set, `\\${letter}`],
      [complement(set), `\\${letter.toUpperCase()}`],
    ] as const,
)

function printSet(set: CharSet): string {
  const one = onlyOne(set)
  if (one !== undefined) return printChar(one, '\\^$.|?*+()[]{}')
  const short = shorthands.find(([known]) => sameSet(known, set))
  if (short !== undefined) return short[1]
  const without = complement(set)
  if (without.length === 0) return '(?s:.)'
  return without.length < set.length ? `[^${printRanges(without)}]` : `[${printRanges(set) || '^\\x00-\\x{10ffff}'}]`
}

const printRanges = (set: CharSet): string =>
  set
    .map(([from, to]) => {
      const ends = [printChar(from, '\\]^-[&'), printChar(to, '\\]^-[&')] as const
      return to === from ? ends[0] : to === from + 1 ? ends.join('') : ends.join('-')
    })
    .join('')

const controls: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' }

function printChar(codePoint: number, special: string): string {
  const c = String.fromCodePoint(codePoint)
  if (special.includes(c)) return `\\${c}`
  if (codePoint >= 0x20 && codePoint <= 0x7e) return c
  // letters that look like others (the Kelvin sign) are shown by number
  const readable = /^[ -~\p{L}\p{N}]$/u.test(c) && c.normalize('NFKC') === c
  return readable ? c : (controls[c] ?? `\\x{${codePoint.toString(16)}}`)
}
