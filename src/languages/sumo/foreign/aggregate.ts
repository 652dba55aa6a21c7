import type { Edit } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { aggregateNamed } from '../aggregates.ts'
import { parseItems } from '../expression.ts'
import type { Token } from '../lexer.ts'
import {
  acceptWord,
  isSign,
  isWord,
  nameOf,
  type Parser,
  parseName,
  peek,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { parseAggregateCall } from '../stages/aggregate.ts'
import type { AggregateCall, Expr, Name } from '../syntax.ts'
import { writeName } from '../text.ts'
import { fixedText, insert, remove, replace, sayForeign, shorten, spanOf, textAt } from './say.ts'

/** Aggregates of other languages that Sumo has under another name. Newest rows come first, so the latest value is the first. */
const renamed: Readonly<Record<string, string>> = {
  dc: 'count_distinct',
  distinct_count: 'count_distinct',
  dcount: 'count_distinct',
  estdc: 'count_distinct',
  countdistinct: 'count_distinct',
  approx_count_distinct: 'count_distinct',
  count_unique: 'count_distinct',
  cardinality: 'count_distinct',
  uniq: 'count_distinct',
  unique: 'count_distinct',
  mean: 'avg',
  average: 'avg',
  list: 'values',
  make_set: 'values',
  make_list: 'values',
  collect: 'values',
  collect_set: 'values',
  array_agg: 'values',
  group_concat: 'values',
  stdev: 'stddev',
  stdevp: 'stddev',
  std: 'stddev',
  stddev_samp: 'stddev',
  minimum: 'min',
  maximum: 'max',
  any_value: 'first',
  take_any: 'first',
  earliest: 'last',
  latest: 'first',
  percentile: 'pct',
  perc: 'pct',
}

/** `p95(x)`, `perc95(x)`, `percentile95(x)`: the number is part of the name. */
const percentile = /^(?:p|pct|perc|percentile)(\d{1,2})$/i

/** Whether the name is an aggregate of another language. */
const isForeignAggregate = (name: string): boolean =>
  Object.hasOwn(renamed, name.toLowerCase()) ||
  percentile.test(name) ||
  name.toLowerCase() === 'median' ||
  name.toLowerCase() === 'countif'

/** Whether an aggregate as other languages write it stands next: `n=count()`, `dc(x)`. */
export function startsForeignAggregate(p: Parser): boolean {
  const token = peek(p)
  if (token.kind === 'word' && isSign(peek(p, 1), '(')) return isForeignAggregate(token.text)
  const call = peek(p, 2)
  const called = isSign(peek(p, 3), '(') || isWord(call, 'count')
  return startsName(token) && isSign(peek(p, 1), '=') && call.kind === 'word' && called && isAnyAggregate(call.text)
}

const isAnyAggregate = (name: string): boolean => aggregateNamed(name) !== undefined || isForeignAggregate(name)

/** The aggregate that another language's form means, if such a form stands next. */
export function foreignAggregate(p: Parser): AggregateCall | undefined {
  if (!startsForeignAggregate(p) || !isSign(peek(p, 1), '=')) return parseForeignCall(p)
  const said = p.report.diagnostics.length
  const token = take(p, 'field')
  const name: Name = nameOf(token)
  take(p)
  const start = peek(p).start
  const call = parseForeignCall(p) ?? parseAggregateCall(p)
  if (call === undefined) return undefined
  const text = fixedText(p, { start, end: call.span.end }, said)
  sayForeign(p, {
    code: 'sumo/aggregate-assignment',
    message: `\`${name.name}=…\` does not name a result in a log search; \`as\` does`,
    help: `write \`${text} as ${writeName(name.name)}\``,
    span: { start: token.start, end: start },
    fix: [remove(token.start, start), insert(call.span.end, ` as ${writeName(name.name)}`)],
  })
  return { ...call, as: name, span: { start: token.start, end: call.span.end } }
}

/** A call that only differs in its name or its brackets. */
const parseForeignCall = (p: Parser): AggregateCall | undefined =>
  isSign(peek(p, 1), '(') && isForeignAggregate(peek(p).text)
    ? parseRenamed(p)
    : (withEmptyBrackets(p) ?? withDistinct(p))

/** `count()`, which Sumo writes `count`. */
function withEmptyBrackets(p: Parser): AggregateCall | undefined {
  const token = peek(p)
  if (!isWord(token, 'count') || !isSign(peek(p, 1), '(') || !isSign(peek(p, 2), ')')) return undefined
  take(p, 'function')
  take(p)
  const close = take(p)
  sayForeign(p, {
    code: 'sumo/count-brackets',
    message: '`count()` with empty brackets is not in Sumo’s documentation',
    help: 'write `count`, or `count(*)`',
    span: { start: token.start, end: close.end },
    fix: [remove(token.end, close.end)],
  })
  return finish(p, token.start, 'count', spanOf(token), [])
}

function parseRenamed(p: Parser): AggregateCall {
  const token = take(p, 'function')
  const span = spanOf(token)
  const key = token.text.toLowerCase()
  take(p)
  const args = parseItems(p)
  const [, number] = percentile.exec(token.text) ?? (key === 'median' ? [undefined, '50'] : [])
  if (key === 'countif') return countIf(p, token, args)
  const name = renamed[key] ?? (number === undefined ? undefined : 'pct')
  const last = args[args.length - 1]
  const edits: Edit[] = name === undefined ? [] : [replace(span, name)]
  if (number !== undefined && last !== undefined) edits.push(insert(last.span.end, `, ${number}`))
  const certain = name !== undefined && last !== undefined
  sayForeign(p, {
    code: 'sumo/foreign-aggregate',
    message: `\`${token.text}\` is not an aggregate of a log search${name === undefined ? '' : `; it is \`${name}\` there`}`,
    help: certain
      ? `write \`${name}(${textAt(p, last.span)}${number === undefined ? '' : `, ${number}`})\``
      : 'name what you count in a stage before: `| if(condition, 1, 0) as n | sum(n) …`',
    span,
    ...(certain ? { fix: edits } : {}),
  })
  const all: Expr[] =
    number === undefined ? args : [...args, { kind: 'number', value: Number(number), text: number, span }]
  return finish(p, token.start, name ?? 'sum', span, all)
}

/** KQL's `countif(condition)`: what is there where the condition holds is counted. */
function countIf(p: Parser, token: Token, args: readonly Expr[]): AggregateCall {
  const span = spanOf(token)
  const [test] = args
  const text = test === undefined ? 'condition' : textAt(p, test.span)
  sayForeign(p, {
    code: 'sumo/foreign-aggregate',
    message: '`countif` is not an aggregate of a log search',
    because: '`count` counts the values that are there',
    help: `\`| if(${shorten(text)}, 1, null) as n | count(n) …\``,
    span,
    ...(test === undefined ? {} : { fix: [replace(span, 'count'), replace(test.span, `if(${text}, 1, null)`)] }),
  })
  if (test === undefined) return finish(p, token.start, 'count', span, [])
  const one: Expr = { kind: 'number', value: 1, text: '1', span }
  const value: Expr = { kind: 'call', fn: { name: 'if', span }, args: [test, one, { kind: 'null', span }], span }
  return finish(p, token.start, 'count', span, [value])
}

/** SQL's `count(distinct x)` and `count distinct x`: `count_distinct(x)`. */
function withDistinct(p: Parser): AggregateCall | undefined {
  const token = peek(p)
  const called = isSign(peek(p, 1), '(')
  const [word, first] = called ? [peek(p, 2), peek(p, 3)] : [peek(p, 1), peek(p, 2)]
  const brackets = !called && isSign(first, '(')
  const named = brackets || (startsName(first) && !isWord(first, 'by'))
  if (!isWord(token, 'count') || !isWord(word, 'distinct') || !named) return undefined
  for (let i = 0; i < (called || brackets ? 3 : 2); i++) take(p, 'function')
  const name = called || brackets ? undefined : parseName(p)
  const args: Expr[] = called || brackets ? parseItems(p) : name === undefined ? [] : [{ kind: 'field', ...name }]
  const fields = args.map(arg => textAt(p, arg.span)).join(', ')
  const span = spanFrom(p, token.start)
  sayForeign(p, {
    code: 'sumo/count-distinct',
    message: '`count distinct` is SQL; a log search has the aggregate `count_distinct`',
    help: `write \`count_distinct(${fields})\``,
    span,
    fix: [replace(span, `count_distinct(${fields})`)],
  })
  return finish(p, token.start, 'count_distinct', spanOf(token), args)
}

function finish(p: Parser, start: number, fn: string, fnSpan: Span, args: readonly Expr[]): AggregateCall {
  const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for the result')
  return { fn, fnSpan, args, as, span: spanFrom(p, start) }
}
