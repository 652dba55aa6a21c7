import type { Type, Value } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'
import { text } from './signature.ts'

/** The characters that take a delimited text apart. */
interface Signs {
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
}

/**
 * The fields of a delimited text. A field that begins with a quote, blanks before it left out, goes on to the next quote;
 * two quotes in it are one. An escape takes the meaning from a delimiter, a quote and an escape, and is itself before
 * anything else. A quote that is never closed holds the rest. O(length).
 */
export function splitDelimited(written: string, signs: Signs): string[] {
  const chars = [...written]
  const fields: string[] = []
  let at = 0
  for (;;) {
    const [field, end] = readField(chars, at, signs)
    fields.push(field)
    if (chars[end] === undefined) return fields
    at = end + 1
  }
}

/** The field that begins here, and where its delimiter stands. */
function readField(chars: readonly string[], from: number, { delimiter, quote, escape: off }: Signs): [string, number] {
  let at = from
  while ((chars[at] === ' ' || chars[at] === '\t') && chars[at] !== delimiter) at++
  let quoted = chars[at] === quote
  at = quoted ? at + 1 : from
  let field = ''
  for (let char = chars[at]; char !== undefined; char = chars[at]) {
    const next = chars[at + 1]
    if (char === off && (next === delimiter || next === quote || next === off)) {
      field += next
      at += 2
    } else if (quoted && char === quote) {
      if (next === quote) field += quote
      else quoted = false
      at += next === quote ? 2 : 1
    } else if (!quoted && char === delimiter) break
    else {
      field += char
      at++
    }
  }
  return [field, at]
}

/** A sign is one character, and no sign is another. */
const problemOf = (value: Value): string | undefined =>
  typeof value === 'string' && [...value].length === 3 && new Set(value).size === 3
    ? undefined
    : 'it is three different characters: the delimiter, the quote and the escape'

const texts: Type = { list: 'string' }

const split_delimited: PlanFunction = {
  doc: 'The fields of a delimited text, such as a line of CSV. The second argument is three characters: delimiter, quote, escape.',
  signature: '(string, string) → list<string>',
  result: types => (types.length === 2 && types.every(type => type === 'string') ? texts : undefined),
  nulls: 'strict',
  literal: { argument: 1, problem: problemOf },
  evaluate: ([line, signs]) => {
    const [delimiter = ',', quote = '"', off = '\\'] = text(signs)
    return splitDelimited(text(line), { delimiter, quote, escape: off })
  },
  examples: [
    { args: ['1,2,3', ',"\\'], types: ['string', 'string'], gives: ['1', '2', '3'] },
    { args: ['a,"b, ""c""", d', ',"\\'], types: ['string', 'string'], gives: ['a', 'b, "c"', ' d'] },
    { args: ['a\\,b,"c\\"d",C:\\x', ',"\\'], types: ['string', 'string'], gives: ['a,b', 'c"d', 'C:\\x'] },
    { args: ['a||b|', '|"\\'], types: ['string', 'string'], gives: ['a', '', 'b', ''] },
    { args: [' "x",y', ',"\\'], types: ['string', 'string'], gives: ['x', 'y'] },
    { args: ["a:'b:c':d", ":'\\"], types: ['string', 'string'], gives: ['a', 'b:c', 'd'] },
    { args: ['a,"b,c', ',"\\'], types: ['string', 'string'], gives: ['a', 'b,c'] },
    { args: ['', ',"\\'], types: ['string', 'string'], gives: [''] },
  ],
}

export const delimited = { split_delimited }
