import { fits as fitsPattern, wildcards } from '../wildcard.ts'
import type { PlanFunction } from './function.ts'
import { int, takes, text } from './signature.ts'

const concat: PlanFunction = {
  doc: 'The texts one after the other; null when any of them is missing.',
  signature: '(string, string…) → string',
  result: args => (args.length > 0 && args.every(t => t === 'string') ? 'string' : undefined),
  nulls: 'strict',
  evaluate: args => args.map(text).join(''),
  examples: [
    { args: ['a', '-', 'b'], types: ['string', 'string', 'string'], gives: 'a-b' },
    { args: ['a', null], types: ['string', 'string'], gives: null },
  ],
}

const length: PlanFunction = {
  doc: 'How many code points the text has.',
  ...takes(['string'], 'int'),
  nulls: 'strict',
  evaluate: ([s]) => BigInt([...text(s)].length),
  examples: [
    { args: ['naïve'], types: ['string'], gives: 5n },
    { args: ['👍🏽'], types: ['string'], gives: 2n },
    { args: [''], types: ['string'], gives: 0n },
  ],
}

const substring: PlanFunction = {
  doc: 'The code points from the first position, counted from 0, up to and without the second; positions outside the text are moved to its ends; null when the second is before the first.',
  ...takes(['string', 'int', 'int'], 'string'),
  nulls: 'strict',
  evaluate: ([s, from, to]) => {
    const start = int(from)
    const end = int(to)
    if (end < start) return null
    const chars = [...text(s)]
    const clamp = (n: bigint): number => (n < 0n ? 0 : n > BigInt(chars.length) ? chars.length : Number(n))
    return chars.slice(clamp(start), clamp(end)).join('')
  },
  examples: [
    { args: ['powershell', 0n, 5n], types: ['string', 'int', 'int'], gives: 'power' },
    { args: ['a👍b', 1n, 9n], types: ['string', 'int', 'int'], gives: '👍b' },
    { args: ['abc', -4n, 2n], types: ['string', 'int', 'int'], gives: 'ab' },
    { args: ['abc', 5n, 9n], types: ['string', 'int', 'int'], gives: '' },
    { args: ['abc', 2n, 1n], types: ['string', 'int', 'int'], gives: null },
  ],
}

const trim: PlanFunction = {
  doc: 'The text without ASCII white space (blank, tab, line feed, vertical tab, form feed, carriage return) at both ends.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => trimAscii(text(s)),
  examples: [
    { args: [' \t a b\r\n'], types: ['string'], gives: 'a b' },
    { args: ['\u00a0a'], types: ['string'], gives: '\u00a0a' },
  ],
}

/** The text without ASCII white space at both ends. O(length), where `/\s+$/` would be quadratic. */
export function trimAscii(s: string): string {
  let start = 0
  let end = s.length
  while (start < end && isBlank(s.charCodeAt(start))) start++
  while (end > start && isBlank(s.charCodeAt(end - 1))) end--
  return s.slice(start, end)
}

const isBlank = (unit: number): boolean => unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)

const contains: PlanFunction = {
  doc: 'Whether the second text stands somewhere in the first, letter for letter.',
  ...takes(['string', 'string'], 'bool'),
  nulls: 'strict',
  evaluate: ([s, part]) => text(s).includes(text(part)),
  examples: [
    { args: ['nmap -sV', 'map'], types: ['string', 'string'], gives: true },
    { args: ['nmap', 'NMAP'], types: ['string', 'string'], gives: false },
    { args: ['nmap', ''], types: ['string', 'string'], gives: true },
    { args: ['100%', '_'], types: ['string', 'string'], gives: false },
  ],
}

const starts_with: PlanFunction = {
  doc: 'Whether the first text begins with the second, letter for letter.',
  ...takes(['string', 'string'], 'bool'),
  nulls: 'strict',
  evaluate: ([s, part]) => text(s).startsWith(text(part)),
  examples: [
    { args: ['nmap -sV', 'nmap'], types: ['string', 'string'], gives: true },
    { args: ['nmap', 'map'], types: ['string', 'string'], gives: false },
  ],
}

const ends_with: PlanFunction = {
  doc: 'Whether the first text ends with the second, letter for letter.',
  ...takes(['string', 'string'], 'bool'),
  nulls: 'strict',
  evaluate: ([s, part]) => text(s).endsWith(text(part)),
  examples: [
    { args: ['C:\\Windows\\cmd.exe', '\\cmd.exe'], types: ['string', 'string'], gives: true },
    { args: ['nmap', 'nma'], types: ['string', 'string'], gives: false },
  ],
}

const replace: PlanFunction = {
  doc: 'The first text with every occurrence of the second, from the left and not overlapping, replaced by the third; unchanged when the second is empty.',
  ...takes(['string', 'string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([s, what, by]) => (what === '' ? text(s) : text(s).split(text(what)).join(text(by))),
  examples: [
    { args: ['a.b.c', '.', '/'], types: ['string', 'string', 'string'], gives: 'a/b/c' },
    { args: ['aaa', 'aa', 'b'], types: ['string', 'string', 'string'], gives: 'ba' },
    { args: ['abc', '', '-'], types: ['string', 'string', 'string'], gives: 'abc' },
    { args: ['abc', 'b', '$&'], types: ['string', 'string', 'string'], gives: 'a$&c' },
  ],
}

const fits: PlanFunction = {
  doc: 'Whether the whole text fits a pattern that is known only at run time: `*` is any run of characters, everything else stands for itself.',
  ...takes(['string', 'string'], 'bool'),
  nulls: 'strict',
  evaluate: ([s, pattern]) => fitsPattern(text(s), wildcards(text(pattern)), 'none'),
  examples: [
    { args: ['nmap -sV', 'nmap*'], types: ['string', 'string'], gives: true },
    { args: ['a?c', 'a?c'], types: ['string', 'string'], gives: true },
    { args: ['abc', 'a?c'], types: ['string', 'string'], gives: false },
    { args: ['line\nbreak', '*break'], types: ['string', 'string'], gives: true },
    { args: ['C:\\x', 'C:\\*'], types: ['string', 'string'], gives: true },
  ],
}

export const textFunctions = { concat, length, substring, trim, contains, starts_with, ends_with, replace, fits }
