import type { Value } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'
import { takes, text } from './signature.ts'

/** A key and its value, as they stand in a text. */
interface Pair {
  readonly key: string
  readonly value: string
}

/** As many pairs of a text are read, from its beginning. */
const mostPairs = 100

/** What stands between a key and its value, when nothing else is said; the longest first. */
const usual = ['->', '=', ':']

/**
 * The pairs of a text: a key of letters, digits and `_ . - @`, or in quotes, a delimiter with blanks round it, and a value, in
 * quotes or up to white space, a comma, a semicolon or a closing bracket. O(length).
 */
function* pairsOf(written: string, delimiters: readonly string[]): Generator<Pair> {
  let at = 0
  while (at < written.length) {
    const key = readKey(written, at)
    if (key === undefined) {
      at++
      continue
    }
    const gap = skipBlanks(written, key.end)
    const delimiter = delimiters.find(sign => written.startsWith(sign, gap))
    if (delimiter === undefined) {
      at = key.end
      continue
    }
    const value = readValue(written, skipBlanks(written, gap + delimiter.length))
    yield { key: key.text, value: value.text }
    at = Math.max(value.end, key.end + 1)
  }
}

interface Piece {
  readonly text: string
  readonly end: number
}

function readKey(written: string, at: number): Piece | undefined {
  const quote = written[at]
  const quoted = quote === '"' || quote === "'"
  const start = quoted ? at + 1 : at
  const run = skipWhile(written, start, inKey)
  const end = written[run] === '>' && written[run - 1] === '-' ? run - 1 : run
  if (end === start || (quoted && written[end] !== quote)) return undefined
  return { text: written.slice(start, end), end: quoted ? end + 1 : end }
}

function readValue(written: string, at: number): Piece {
  const quote = written[at]
  if (quote === '"' || quote === "'") {
    let end = at + 1
    while (end < written.length && written[end] !== quote) end += written[end] === '\\' ? 2 : 1
    if (end < written.length) return { text: written.slice(at + 1, end), end: end + 1 }
  }
  const end = skipWhile(written, at, char => !/[\s,;)\]}]/.test(char))
  return { text: written.slice(at, end), end }
}

const inKey = (char: string): boolean => /[\p{L}\p{N}_.@-]/u.test(char)
const skipBlanks = (written: string, from: number): number =>
  skipWhile(written, from, char => char === ' ' || char === '\t')

function skipWhile(written: string, from: number, holds: (char: string) => boolean): number {
  let at = from
  while (at < written.length && holds(written.charAt(at))) at++
  return at
}

const problemOf = (value: Value): string | undefined =>
  typeof value === 'string'
    ? undefined
    : 'it is what stands between key and value, or empty for any of `=`, `:` and `->`'

const key_value: PlanFunction = {
  doc: 'The value of a key in a text of pairs such as `a=1, b="x y"`. The second argument stands between key and value; when it is empty, any of `=`, `:` and `->` does. The first 100 pairs are read, the last one of a key counts, the exact spelling wins, then any letter case.',
  ...takes(['string', 'string', 'string'], 'string'),
  nulls: 'strict',
  literal: { argument: 1, problem: problemOf },
  evaluate: ([written, delimiter, name]) => {
    let [exact, near]: (string | undefined)[] = []
    let count = 0
    for (const { key, value } of pairsOf(text(written), delimiter === '' ? usual : [text(delimiter)])) {
      if (key === name) exact = value
      else if (key.toLowerCase() === text(name).toLowerCase()) near = value
      if (++count === mostPairs) break
    }
    return exact ?? near ?? null
  },
  examples: [
    { args: ['a=1 b=2', '', 'b'], types: ['string', 'string', 'string'], gives: '2' },
    { args: ['user: "ann b", id -> 7;', '', 'user'], types: ['string', 'string', 'string'], gives: 'ann b' },
    { args: ['user: "ann b", id -> 7;', '', 'ID'], types: ['string', 'string', 'string'], gives: '7' },
    { args: ['{"k":"v","n":1}', '', 'n'], types: ['string', 'string', 'string'], gives: '1' },
    { args: ['t=12:30 u=x', '=', 't'], types: ['string', 'string', 'string'], gives: '12:30' },
    { args: ['a=1 a=2', '', 'a'], types: ['string', 'string', 'string'], gives: '2' },
    { args: ['a->1 b=2', '', 'a'], types: ['string', 'string', 'string'], gives: '1' },
    { args: ['a= b', '', 'a'], types: ['string', 'string', 'string'], gives: 'b' },
    { args: ['no pairs', '', 'a'], types: ['string', 'string', 'string'], gives: null },
  ],
}

export const keyValue = { key_value }
