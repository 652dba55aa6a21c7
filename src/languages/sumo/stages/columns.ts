import {
  acceptSign,
  acceptWord,
  expected,
  expectSign,
  expectWord,
  isSign,
  isWord,
  type Parser,
  parseName,
  peek,
  spanFrom,
  startsName,
  take,
  textOf,
} from '../parsing.ts'
import type { Name, ParseStage, RawString, TextSpan } from '../syntax.ts'
import { parseKeys } from './json.ts'
import { parseAsNames, parseFieldOption, rawOf } from './parse-text.ts'

type Option = { option: 'delim' | 'escape' | 'quote'; value: TextSpan }
type Column = { column: number; name: Name | undefined; span: { start: number; end: number } }

/** `csv f extract 1 as a, 5 as b` and `split f delim=':' extract a, _, c` (P/parse-csv…, P/parse-delimited…). */
export function parseColumns(p: Parser, start: number, kind: 'csv' | 'split'): ParseStage {
  let field = parseFieldOption(p)
  if (field === undefined && startsName(peek(p)) && !isOption(p) && !isWord(peek(p), 'extract')) field = parseName(p)
  const options: Option[] = []
  while (isOption(p)) {
    options.push(parseOption(p))
    acceptSign(p, ',')
  }
  const extract = expectWord(p, 'extract', 'and the columns wanted') ? parseExtract(p) : []
  return { kind, field, nodrop: acceptWord(p, 'nodrop') !== undefined, options, extract, span: spanFrom(p, start) }
}

const isOption = (p: Parser): boolean => /^(?:delim|escape|quote)$/i.test(peek(p).text) && isSign(peek(p, 1), '=')

function parseOption(p: Parser): Option {
  const option = take(p, 'keyword').text.toLowerCase() as Option['option']
  take(p)
  const token = peek(p)
  if (token.kind === 'single-quoted') {
    take(p)
    return { option, value: { text: token.text.slice(1, -1), span: { start: token.start, end: token.end } } }
  }
  if (token.kind === 'string') return { option, value: textOf(take(p)) }
  expected(p, `one character in single quotes, such as \`${option}=':'\``)
  return { option, value: { text: '', span: { start: token.start, end: token.end } } }
}

function parseExtract(p: Parser): Column[] {
  const columns: Column[] = []
  const bracketed = acceptSign(p, '(') !== undefined
  let next = 1
  do {
    const start = peek(p).start
    const number = peek(p).kind === 'number' ? Number.parseInt(take(p).text, 10) : undefined
    if (number !== undefined) expectWord(p, 'as', 'and a name for the column')
    const name = parseName(p, 'a name for the column')
    if (name === undefined) break
    const column = number ?? next
    columns.push({ column, name: name.name === '_' ? undefined : name, span: spanFrom(p, start) })
    next = column + 1
  } while (acceptSign(p, ',') !== undefined)
  if (bracketed) expectSign(p, ')')
  return columns
}

/** `kv [infer|regex|auto] [keys] "a", … [as …] [nodrop]` (P/parse-keyvalue-formatted-logs). */
export function parseKeyValue(p: Parser, start: number): ParseStage {
  let field = parseFieldOption(p)
  let mode: 'infer' | 'regex' | 'auto' = 'infer'
  const regexes: RawString[] = []
  let delim: TextSpan | undefined
  let keys: TextSpan[] = []
  let names: Name[] | undefined
  let refonly = false
  let nodrop = false
  for (;;) {
    const token = peek(p)
    if (acceptWord(p, 'infer') !== undefined) mode = 'infer'
    else if (acceptWord(p, 'auto') !== undefined) mode = 'auto'
    else if (acceptWord(p, 'regex') !== undefined) {
      mode = 'regex'
      while (peek(p).kind === 'string' && regexes.length === 0) regexes.push(rawOf(take(p, 'regex')))
      acceptSign(p, ',')
    } else if (acceptWord(p, 'delim') !== undefined) {
      acceptSign(p, '=')
      const value = peek(p)
      if (value.kind === 'string') delim = textOf(take(p))
      else {
        expected(p, 'a delimiter in double quotes')
        break
      }
    } else if (isWord(token, 'field') && isSign(peek(p, 1), '=')) field = parseFieldOption(p)
    else if (isWord(token, 'keys') || token.kind === 'string') keys = [...keys, ...parseKeys(p)]
    else if (isWord(token, 'as')) names = parseAsNames(p)
    else if (acceptWord(p, 'refonly') !== undefined) refonly = true
    else if (acceptWord(p, 'nodrop') !== undefined) nodrop = true
    else break
  }
  return { kind: 'keyvalue', mode, field, regexes, delim, keys, names, refonly, nodrop, span: spanFrom(p, start) }
}
