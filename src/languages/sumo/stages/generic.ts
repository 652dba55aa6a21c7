import { parseExpr, power } from '../expression.ts'
import { functionNamed } from '../functions.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  isSign,
  isWord,
  nameOf,
  type Parser,
  parseNames,
  peek,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import type { Name, OperatorArg, Stage } from '../syntax.ts'
import { parseBy, startsBy } from './by.ts'

/** Words before an argument, by operator: `on f`, `timeshift 1d`. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  benchmark: ['from', 'on'],
  compare: ['with', 'timeshift', 'timeslice', 'avg', 'min', 'max'],
  logcompare: ['timeshift', 'with', 'on'],
  logexplain: ['on', 'where'],
  logreduce: ['keys', 'values', 'noaggregate', 'on', 'relevance', 'limit', 'criteria'],
  threatlookup: ['singleindicator', 'include', 'all', 'fields'],
  geoip: ['include', 'fields', 'as'],
  outlier: ['model', 'direction'],
  predict: ['model', 'forecast'],
}

/**
 * An operator whose arguments are read by their look alone: `word=value`, keywords, expressions, `by …`, `as …`, in any
 * order, commas between them or not.
 */
export function parseGeneric(p: Parser, start: number, operator: string): Stage {
  const name = { start, end: p.cursor.end() }
  const args: OperatorArg[] = []
  const by: Name[] = []
  const as: Name[] = []
  let open = 0
  for (;;) {
    const before = peek(p).start
    if (open > 0 && acceptSign(p, ')') !== undefined) open--
    else if (atStageEnd(p)) break
    else if (isSign(peek(p), '(')) {
      take(p)
      open++
    } else if (startsBy(p) && operator !== 'predict') by.push(...parseBy(p))
    else if (acceptWord(p, 'as') !== undefined) as.push(...parseAs(p))
    else if (acceptSign(p, ',') === undefined && acceptSign(p, ';') === undefined) args.push(parseArg(p, operator))
    if (p.report.isLost() || peek(p).start === before) break
  }
  return { kind: 'operator', operator, name, args, by, as, span: spanFrom(p, start) }
}

function parseAs(p: Parser): Name[] {
  const bracketed = acceptSign(p, '(') !== undefined
  const names = bracketed ? parseNames(p) : startsName(peek(p)) ? [nameOf(take(p, 'field'))] : parseNames(p)
  if (bracketed) acceptSign(p, ')')
  return names
}

function parseArg(p: Parser, operator: string): OperatorArg {
  const token = peek(p)
  const start = token.start
  if (token.kind === 'word' && isSign(peek(p, 1), '=')) {
    take(p, 'keyword')
    take(p)
    return { word: token.text.toLowerCase(), value: parseOption(p), span: spanFrom(p, start) }
  }
  const isKeyword = token.kind === 'word' && (keywords[operator] ?? []).includes(token.text.toLowerCase())
  if (isKeyword || isWord(token, 'by')) {
    take(p, 'keyword')
    return { word: token.text.toLowerCase(), value: undefined, span: { start: token.start, end: token.end } }
  }
  if (startsName(token) && isSign(peek(p, 1), '(') && functionNamed(token.text) === undefined) {
    const { name, span } = nameOf(take(p, 'field'))
    return { word: '', value: { kind: 'field', name, span }, span }
  }
  return {
    word: '',
    value: parseExpr(p, operator === 'logexplain' ? power.conditional : power.sum),
    span: spanFrom(p, start),
  }
}

/** The value of an option; a direction may be the sign `+-`. */
function parseOption(p: Parser): OperatorArg['value'] {
  const token = peek(p)
  if (isSign(token, '+') || isSign(token, '-')) {
    const next = peek(p, 1)
    const after = isSign(next, '-') || isSign(next, '+') ? peek(p, 2) : next
    if (after.kind !== 'number') {
      take(p)
      if (after !== next) take(p)
      return { kind: 'string', text: after === next ? token.text : '+-', span: spanFrom(p, token.start) }
    }
  }
  return parseExpr(p, power.sum)
}
