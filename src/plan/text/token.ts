import type { Span } from '../../base/span.ts'

/** What a piece of a plan's text is. `bad`: no such thing exists, or it does not end. */
export interface Token extends Span {
  readonly kind: 'word' | 'quoted name' | 'string' | 'int' | 'float' | 'regex' | 'sign' | 'bad' | 'end'
  readonly text: string
}

const kinds = {
  word: /[A-Za-z_][A-Za-z0-9_.]*/y,
  'quoted name': /`[^`]*`/y,
  string: /"(?:[^"\\]|\\.)*"/suy,
  float: /-?(?:[0-9]+\.[0-9]+(?:e[+-]?[0-9]+)?|[0-9]+e[+-]?[0-9]+|Infinity\b)/y,
  int: /-?[0-9]+/y,
  regex: /\/(?:[^/\\]|\\.)*\//suy,
  sign: /<=|>=|[=<>~|:;,(){}[\]*?]/y,
  // what is opened and not closed takes the rest, so that it is looked through once only
  bad: /["`/].*|./suy,
} as const satisfies Partial<Record<Token['kind'], RegExp>>

/** The text in pieces, without the white space between them, ended by one piece of kind `end`. O(length). */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = afterBlank(text, 0)
  while (at < text.length) {
    const token = tokenAt(text, at)
    tokens.push(token)
    at = afterBlank(text, token.end)
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of Object.entries(kinds) as [keyof typeof kinds, RegExp][]) {
    pattern.lastIndex = start
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return { kind, text: found, start, end: start + found.length }
  }
  throw new TypeError('every character is at least a bad token')
}

function afterBlank(text: string, from: number): number {
  const blank = /\s*/y
  blank.lastIndex = from
  return from + (blank.exec(text)?.[0].length ?? 0)
}
