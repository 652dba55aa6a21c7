import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { aggregateNamed, aggregates } from '../aggregates.ts'
import { parseItems } from '../expression.ts'
import { foreignAggregate, startsForeignAggregate } from '../foreign/aggregate.ts'
import { commaBeforeBy } from '../foreign/keys.ts'
import type { Token } from '../lexer.ts'
import {
  acceptComma,
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  isSign,
  isWord,
  type Parser,
  parseName,
  parseNames,
  peek,
  say,
  skipItem,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { checkAggregates } from '../rules/aggregate.ts'
import { checkAliasAfterBy } from '../rules/names.ts'
import type { AggregateCall, Expr, Name, Stage } from '../syntax.ts'
import { parseBy, startsBy } from './by.ts'

/** Whether an aggregate stands next: its name, and where the name alone could be a field, a bracket after it. */
export function startsAggregate(p: Parser): boolean {
  if (startsForeignAggregate(p)) return true
  const token = peek(p)
  if (token.kind !== 'word' || aggregateNamed(token.text) === undefined) return false
  const key = token.text.toLowerCase()
  if (isSign(peek(p, 1), '(')) return !((key === 'min' || key === 'max') && hasTwoArguments(p))
  if (key !== 'count' && key !== 'count_frequent' && key !== 'count_distinct') return false
  // after `count as count` the name may be a field: `count / total as share`
  return peek(p, 1).kind !== 'punctuation' || /^[,)\]|]$/.test(peek(p, 1).text)
}

/** `min(a, b)` and `max(a, b)` are functions. */
function hasTwoArguments(p: Parser): boolean {
  let depth = 0
  for (let i = 1; ; i++) {
    const t = peek(p, i)
    if (t.kind === 'end' || isSign(t, '|')) return false
    if (isSign(t, '(')) depth++
    else if (isSign(t, ')') && --depth === 0) return false
    else if (isSign(t, ',') && depth === 1) return true
  }
}

/** `agg [as a], agg [as b] [by k, …]` (G/index); the first aggregate stands next. */
export function parseAggregate(p: Parser, start: number): Stage {
  const calls: AggregateCall[] = []
  let by: Name[] = []
  do {
    const call = foreignAggregate(p) ?? parseAggregateCall(p)
    if (call === undefined) break
    calls.push(call)
    if (startsName(peek(p)) && !startsBy(p)) {
      if (!call.fn.startsWith('count')) warnMissingBy(p)
      by = parseNames(p, 'a field to group by')
      break
    }
  } while (!commaBeforeBy(p) && acceptComma(p))
  if (startsBy(p)) by = [...by, ...parseBy(p, start)]
  const end = p.cursor.end()
  const at = peek(p).start
  const as = by.length > 0 && acceptWord(p, 'as') !== undefined ? parseName(p, 'a name for the result') : undefined
  const span = spanFrom(p, start)
  const named = as === undefined ? calls : checkAliasAfterBy(p, calls, as, { start: at, end: span.end }, end)
  const stage = { kind: 'aggregate', calls: named, by, span } as const
  checkAggregates(p, stage)
  return stage
}

/** After `count` the word `by` may be missing (published queries); after other aggregates that is seen, and not documented. */
function warnMissingBy(p: Parser): void {
  const token = peek(p)
  const span = { start: token.start, end: token.end }
  say(p, {
    code: 'sumo/missing-by',
    severity: 'warning',
    message: `\`by\` is missing before \`${token.text}\``,
    because: 'only after `count` do published queries leave it out regularly',
    help: `write \`by ${token.text}\``,
    span,
    fix: [{ span: { start: token.start, end: token.start }, text: 'by ' }],
  })
}

/** One aggregate with its alias. */
export function parseAggregateCall(p: Parser): AggregateCall | undefined {
  const token = peek(p)
  if (token.kind !== 'word') {
    expected(p, 'an aggregate such as `count` or `sum(x)`')
    return undefined
  }
  if (aggregateNamed(token.text) === undefined && isSign(peek(p, 1), '(')) refuseAggregate(p, token)
  else if (aggregateNamed(token.text) === undefined) {
    expected(p, 'an aggregate such as `count` or `sum(x)`', 'a comma after an aggregate is followed by another one')
    return undefined
  }
  take(p, 'function')
  const args = parseArguments(p)
  const end = p.cursor.end()
  const rest = startsName(peek(p)) ? undefined : skipArithmetic(p)
  const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for the result')
  return {
    fn: token.text.toLowerCase(),
    fnSpan: { start: token.start, end: token.end },
    args,
    as,
    ...(rest === undefined ? {} : { rest }),
    span: { start: token.start, end: Math.max(end, p.cursor.end()) },
  }
}

function refuseAggregate(p: Parser, token: Token): void {
  const near = didYouMean(
    token.text,
    aggregates.map(a => a.name),
  )
  say(p, {
    code: 'sumo/unknown-aggregate',
    severity: 'error',
    message: `\`${token.text}\` is not an aggregate of a log search`,
    because: `the aggregates are ${aggregates.map(a => a.name).join(', ')}`,
    ...(near === undefined ? {} : { help: near }),
    span: { start: token.start, end: token.end },
  })
}

function parseArguments(p: Parser): Expr[] {
  if (acceptSign(p, '(') === undefined) return []
  if (isSign(peek(p), '*') && isSign(peek(p, 1), ')')) {
    take(p)
    take(p)
    return []
  }
  return parseItems(p)
}

/** After an aggregate only `as`, `,` or `by` may follow: the `/60` of `avg(x)/60` is skipped, and spoken of later. */
function skipArithmetic(p: Parser): Span | undefined {
  const token = peek(p)
  if (atStageEnd(p) || token.kind !== 'punctuation' || isSign(token, ',')) return undefined
  skipToBy(p)
  return { start: token.start, end: p.cursor.end() }
}

/** Skips what cannot be part of an aggregate, up to what can. */
function skipToBy(p: Parser): void {
  while (!atStageEnd(p) && !isSign(peek(p), ',') && !startsBy(p) && !isWord(peek(p), 'as')) {
    if (isSign(peek(p), '(')) {
      take(p)
      skipItem(p)
      while (acceptSign(p, ',') !== undefined) skipItem(p)
      acceptSign(p, ')')
    } else take(p)
  }
}
