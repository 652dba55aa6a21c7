import {
  acceptSign,
  acceptWord,
  expected,
  isSign,
  isWord,
  type Parser,
  parseText,
  peek,
  spanFrom,
  take,
} from '../parsing.ts'
import type { Name, ParseStage, TextSpan } from '../syntax.ts'
import { parseAsNames, parseFieldOption, parsePaths } from './parse-text.ts'

/** `json "path", … [as …] [nodrop]` and `json auto` (P/parse-json-formatted-logs). */
export function parseJson(p: Parser, start: number): ParseStage {
  return acceptWord(p, 'auto') === undefined ? { kind: 'json', ...parsePaths(p, start) } : parseAuto(p, start)
}

function parseAuto(p: Parser, start: number): ParseStage {
  let field: Name | undefined
  let maxdepth: number | undefined
  let keys: TextSpan[] | undefined
  let names: Name[] | undefined
  let extractarrays = false
  let refonly = false
  let nodrop = false
  for (;;) {
    const token = peek(p)
    if (isWord(token, 'field') && isSign(peek(p, 1), '=')) field = parseFieldOption(p)
    else if (isWord(token, 'maxdepth')) maxdepth = parseDepth(p)
    else if (acceptWord(p, 'extractarrays') !== undefined) extractarrays = true
    else if (isWord(token, 'keys')) keys = parseKeys(p)
    else if (isWord(token, 'as')) names = parseAsNames(p)
    else if (acceptWord(p, 'refonly') !== undefined) refonly = true
    else if (acceptWord(p, 'nodrop') !== undefined) nodrop = true
    else break
  }
  return { kind: 'json-auto', field, maxdepth, extractarrays, keys, names, refonly, nodrop, span: spanFrom(p, start) }
}

function parseDepth(p: Parser): number | undefined {
  take(p, 'keyword')
  acceptSign(p, '=')
  const token = peek(p)
  if (token.kind !== 'number' && token.kind !== 'parameter') {
    expected(p, 'a depth such as 2')
    return undefined
  }
  take(p)
  return token.kind === 'number' ? Number.parseInt(token.text, 10) : undefined
}

/** Texts between commas after `keys`. */
export function parseKeys(p: Parser): TextSpan[] {
  acceptWord(p, 'keys')
  const keys: TextSpan[] = []
  do {
    const key = parseText(p, 'a key in double quotes')
    if (key === undefined) return keys
    keys.push(key)
  } while (acceptSign(p, ',') !== undefined)
  return keys
}
