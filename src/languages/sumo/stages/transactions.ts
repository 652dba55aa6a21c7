import { parseExpr, power } from '../expression.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  expectWord,
  isSign,
  isWord,
  nameOf,
  type Parser,
  parseName,
  parseNames,
  parseText,
  peek,
  skipStage,
  spanFrom,
  startsName,
  take,
  textOf,
} from '../parsing.ts'
import type { Name, Stage } from '../syntax.ts'
import type {
  MergeItem,
  MergeStage,
  TransactionizeOption,
  TransactionStage,
  TransactionState,
} from '../transaction-syntax.ts'
import { rawOf } from './parse-text.ts'
import { parseBracketedSearch } from './tables.ts'

/** `transactionize f, … [as p] [maxSpan=1m …] [(merge …)]` (T/transactionize-operator). */
export function parseTransactionize(p: Parser, start: number): Stage {
  const names = parseKeys(p)
  const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for the group')
  const options: TransactionizeOption[] = []
  acceptSign(p, ',')
  while (peek(p).kind === 'word' && !p.report.isLost()) {
    const option = parseOption(p)
    if (option === undefined) break
    options.push(option)
    acceptSign(p, ',')
  }
  const each = isSign(peek(p), '(') ? parseBracketedSearch(p) : undefined
  return { kind: 'transactionize', names, as, options, each, span: spanFrom(p, start) }
}

/** Fields between commas, up to the first option. */
function parseKeys(p: Parser): Name[] {
  const names: Name[] = []
  do {
    if (names.length > 0 && isSign(peek(p, 1), '=')) return names
    const name = parseName(p)
    if (name === undefined) return names
    names.push(name)
  } while (acceptSign(p, ',') !== undefined)
  return names
}

/** `maxLogs=10`, or `startsWith="a";strict`. */
function parseOption(p: Parser): TransactionizeOption | undefined {
  const start = peek(p).start
  const word = take(p, 'keyword')
  const option = { name: word.text, span: { start, end: word.end } }
  if (!expectSign(p, '=', 'after an option of `transactionize`')) return undefined
  const value = parseExpr(p, power.sum)
  const strict = acceptSign(p, ';') !== undefined && expectWord(p, 'strict', 'after `;`')
  return { option, value, strict, span: spanFrom(p, start) }
}

/** `merge [f [takeFirst|takeLast|takeDistinct|join with "s"] [as g], …]` (T/merge-operator). */
export function parseMerge(p: Parser, start: number): MergeStage {
  const items: MergeItem[] = []
  if (!atStageEnd(p))
    do {
      const item = parseMergeItem(p)
      if (item === undefined) break
      items.push(item)
    } while (acceptSign(p, ',') !== undefined)
  return { kind: 'merge', items, span: spanFrom(p, start) }
}

const strategies = { takefirst: 'first', takelast: 'last', takedistinct: 'distinct', join: 'join' } as const

function parseMergeItem(p: Parser): MergeItem | undefined {
  const start = peek(p).start
  const name = parseName(p)
  if (name === undefined) return undefined
  const word = peek(p).text.toLowerCase()
  const strategy = peek(p).kind === 'word' && isStrategy(word) ? strategies[word] : undefined
  if (strategy !== undefined) take(p, 'keyword')
  // published queries also write `join` alone
  const between =
    strategy === 'join' && acceptWord(p, 'with') !== undefined
      ? parseText(p, 'a separator in double quotes')
      : undefined
  const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for what is merged')
  return { field: name, strategy, between, as, span: spanFrom(p, start) }
}

const isStrategy = (word: string): word is keyof typeof strategies => Object.hasOwn(strategies, word)

/** `transaction on f, … [fringe=10m] with … [results by transactions|states|flow]` (T/transaction-operator). */
export function parseTransaction(p: Parser, start: number): TransactionStage {
  const on = expectWord(p, 'on', 'and the fields that tell transactions apart') ? parseNames(p) : []
  acceptSign(p, ',')
  let fringe: TransactionStage['fringe']
  if (acceptWord(p, 'fringe') !== undefined && expectSign(p, '=')) fringe = parseExpr(p, power.sum)
  const states: TransactionState[] = []
  while (!p.report.isLost()) {
    const told = acceptWord(p, 'with') !== undefined
    if (!told && states.length === 0) {
      expected(p, '`with` and the states, such as `with "*login*" as login`')
      break
    }
    if (acceptWord(p, 'states') !== undefined) {
      const named = parseStateNames(p)
      if (named.length === 0) break
      states.push(...named)
    } else {
      const state = parsePattern(p)
      if (state === undefined) break
      states.push(state)
    }
    if (acceptSign(p, ',') === undefined && !isWord(peek(p), 'with')) break
  }
  let results: Name[] | undefined
  if (acceptWord(p, 'results') !== undefined && expectWord(p, 'by', 'after `results`')) results = parseNames(p)
  let showing: TransactionStage['showing']
  if (isWord(peek(p), 'showing')) {
    const from = take(p, 'keyword').start
    skipStage(p)
    showing = spanFrom(p, from)
  }
  return { kind: 'transaction', on, fringe, states, results, showing, span: spanFrom(p, start) }
}

/** `"pattern" [in f] as state`. */
function parsePattern(p: Parser): TransactionState | undefined {
  const start = peek(p).start
  const pattern = parseText(p, 'a pattern in double quotes, or `states`')
  if (pattern === undefined) return undefined
  const field = acceptWord(p, 'in') === undefined ? undefined : parseName(p)
  const as = expectWord(p, 'as', 'and a name for the state') ? parseName(p, 'a name for the state') : undefined
  if (as === undefined) return undefined
  return { is: 'pattern', value: pattern, field, as, span: spanFrom(p, start) }
}

/** `a, b as c in f`: the texts that a field holds. */
function parseStateNames(p: Parser): TransactionState[] {
  const found: { text: Name; as: Name; span: Name['span'] }[] = []
  do {
    const token = peek(p)
    if (found.length > 0 && isWord(token, 'with')) break
    if (!startsName(token) && token.kind !== 'string' && token.kind !== 'number') {
      expected(p, 'the name of a state')
      break
    }
    const written = take(p)
    const { text, span } =
      written.kind === 'string'
        ? textOf(written)
        : written.kind === 'number'
          ? { text: written.text, span: { start: written.start, end: written.end } }
          : { text: nameOf(written).name, span: nameOf(written).span }
    const name = { name: text, span }
    const as = acceptWord(p, 'as') === undefined ? name : (parseName(p, 'a name for the state') ?? name)
    found.push({ text: name, as, span: spanFrom(p, token.start) })
  } while (acceptSign(p, ',') !== undefined)
  const field = acceptWord(p, 'in') === undefined ? undefined : parseName(p)
  return found.map(({ text, as, span }) => ({
    is: 'value',
    value: { text: text.name, span: text.span },
    field,
    as,
    span,
  }))
}

/** `trace [+|-] "regex" "start"` (S/trace). */
export function parseTrace(p: Parser, start: number): Stage {
  const forward = acceptSign(p, '+') !== undefined
  const backward = !forward && acceptSign(p, '-') !== undefined
  const direction = forward ? 'forward' : backward ? 'backward' : 'both'
  const token = peek(p)
  if (token.kind !== 'string') {
    expected(p, 'a regular expression in double quotes')
    return { kind: 'error-stage', span: spanFrom(p, start) }
  }
  const regex = rawOf(take(p, 'regex'))
  acceptSign(p, ',')
  const value = parseText(p, 'the value to start from, in double quotes')
  if (value === undefined) return { kind: 'error-stage', span: spanFrom(p, start) }
  return { kind: 'trace', direction, regex, start: value, span: spanFrom(p, start) }
}
