import { aggregateNamed } from '../aggregates.ts'
import { parseExpr, parseItems } from '../expression.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  isSign,
  isWord,
  nameOf,
  type Parser,
  parseNames,
  peek,
  skipStage,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { parseCount } from '../stages/rows.ts'
import type { Expr, Name, Stage } from '../syntax.ts'
import { quote, writeName } from '../text.ts'
import { insert, remove, replace, sayForeign, spanOf, textAt } from './say.ts'

/** Splunk's `head [n]` and KQL's `take n`: `limit n`; Splunk's default is 10. */
export function parseHead(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const count = parseOptionalCount(p)
  sayForeign(p, {
    code: /^fetch$/i.test(word.text) ? 'sumo/foreign-operator' : `sumo/${word.text.toLowerCase()}`,
    message: `\`${word.text}\` is not an operator of a log search`,
    help: `write \`| limit ${count.text}\``,
    span: spanOf(word),
    fix: [replace(spanFrom(p, word.start), `limit ${count.text}`)],
  })
  return [{ kind: 'limit', count: count.expr, span: spanFrom(p, word.start) }]
}

/** `sort by sum(x)` of Splunk and SQL: the result, by the name that it has without `as`. */
export function foreignSortKey(p: Parser): Name | undefined {
  const token = peek(p)
  const entry = token.kind === 'word' && isSign(peek(p, 1), '(') ? aggregateNamed(token.text) : undefined
  if (entry === undefined) return undefined
  take(p)
  take(p)
  parseItems(p)
  const span = spanFrom(p, token.start)
  sayForeign(p, {
    code: 'sumo/sort-by-call',
    message: 'rows are sorted by a field, not by an expression',
    because: `the result of \`${entry.name}\` is called \`${entry.result}\` unless \`as\` names it`,
    help: `write \`${entry.result}\``,
    span,
    fix: [replace(span, entry.result)],
  })
  return { name: entry.result, span }
}

/** `ascending` or `descending` behind a key, which are `asc` and `desc` here. */
export function longDirection(p: Parser, short: 'asc' | 'desc'): boolean {
  const token = peek(p)
  if (!isWord(token, `${short}ending`)) return false
  take(p, 'keyword')
  sayForeign(p, {
    code: 'sumo/sort-direction',
    message: `\`${token.text}\` is written \`${short}\``,
    help: `write \`${short}\``,
    span: spanOf(token),
    fix: [replace(spanOf(token), short)],
  })
  return true
}

/** `nulls last` and `nulls first` of SQL behind a sort key: said, and taken. */
export function foreignNulls(p: Parser, key: Name): void {
  const [word, place] = [peek(p), peek(p, 1)]
  if (!isWord(word, 'nulls') || !(isWord(place, 'last') || isWord(place, 'first'))) return
  const before = p.cursor.end()
  take(p, 'error')
  take(p, 'error')
  const last = isWord(place, 'last')
  const name = writeName(key.name)
  sayForeign(p, {
    code: 'sumo/sort-nulls',
    message: `\`nulls ${place.text}\` is SQL; a log search does not say where rows without a value are sorted`,
    ...(last
      ? { because: 'they come last here; no page of Sumo’s says so', help: 'remove it' }
      : {
          because: 'they come last here, and no page of Sumo’s says so',
          help: `sort by whether it is there: \`| if(isNull(${name}), 1, 0) as missing | sort by missing, ${name}\``,
        }),
    span: { start: word.start, end: place.end },
    ...(last ? { fix: [remove(before, place.end)] } : {}),
  })
}

/** `fields except a`, `fields not a`: `fields - a`. */
export function foreignExcept(p: Parser): boolean {
  const word = peek(p)
  if (!/^(?:except|not|exclude|without)$/i.test(word.text) || !startsName(peek(p, 1))) return false
  take(p, 'keyword')
  sayForeign(p, {
    code: 'sumo/fields-except',
    message: `\`fields ${word.text}\` is another language; a log search removes fields with a minus`,
    help: 'write `fields - …`',
    span: spanOf(word),
    fix: [replace(spanOf(word), '-')],
  })
  return true
}

/** `fields a as b`: `fields` keeps names and gives none. */
export function refuseRenaming(p: Parser, name: Name): void {
  if (!isWord(peek(p), 'as') || !startsName(peek(p, 1))) return
  const as = take(p, 'keyword')
  const to = nameOf(take(p, 'field'))
  sayForeign(p, {
    code: 'sumo/fields-as',
    message: '`fields` keeps fields and renames none',
    because: 'a stage of its own names a value',
    help: `put \`| ${writeName(name.name)} as ${writeName(to.name)}\` before it, and keep \`${writeName(to.name)}\``,
    span: { start: as.start, end: to.span.end },
  })
}

/** Splunk's `tail [n]`, the last rows of the result, which are the oldest: turned round they come first. */
export function parseTail(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const count = parseOptionalCount(p)
  const span = spanFrom(p, word.start)
  const text = `sort by _messageTime asc | limit ${count.text}`
  sayForeign(p, {
    code: 'sumo/tail',
    message: '`tail` is not an operator of a log search',
    ...(p.aggregated
      ? { help: `sort the other way round and write \`| limit ${count.text}\`: the last rows come first then` }
      : {
          because: 'results come newest first, so the last rows are the oldest messages',
          help: `write \`| ${text}\``,
          fix: [replace(span, text)],
        }),
    span: spanOf(word),
  })
  const name: Name = { name: '_messageTime', span: spanOf(word) }
  return [
    { kind: 'sort', keys: [{ name, descending: false }], span },
    { kind: 'limit', count: count.expr, span },
  ]
}

function parseOptionalCount(p: Parser): { readonly expr: Expr; readonly text: string; readonly given: boolean } {
  if (isWord(peek(p), 'limit') && isSign(peek(p, 1), '=')) {
    take(p)
    take(p)
  }
  const given = !atStageEnd(p)
  const at = { start: p.cursor.end(), end: p.cursor.end() }
  const expr: Expr = given ? parseCount(p) : { kind: 'number', value: 10, text: '10', span: at }
  return { expr, text: given ? textAt(p, expr.span) : '10', given }
}

/** Splunk's `fillnull [value=v] a b`: `if(isNull(a), v, a) as a` for each; without fields there is no counterpart. */
export function parseFillnull(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  let value = '0'
  let filler: Expr = { kind: 'number', value: 0, text: '0', span: spanOf(word) }
  if (isWord(peek(p), 'value') && isSign(peek(p, 1), '=')) {
    take(p, 'keyword')
    take(p)
    const token = take(p)
    const text = token.kind === 'string' ? token.text : quote(token.text)
    value = token.kind === 'number' ? token.text : text
    filler =
      token.kind === 'number'
        ? { kind: 'number', value: Number.parseFloat(token.text), text: token.text, span: spanOf(token) }
        : { kind: 'string', text: text.slice(1, -1), span: spanOf(token) }
  }
  const names: Name[] = []
  while (startsName(peek(p))) {
    names.push(nameOf(take(p, 'field')))
    acceptSign(p, ',')
  }
  const span = spanFrom(p, word.start)
  const text = names
    .map(n => `if(isNull(${writeName(n.name)}), ${value}, ${writeName(n.name)}) as ${writeName(n.name)}`)
    .join(' | ')
  sayForeign(p, {
    code: 'sumo/fillnull',
    message: '`fillnull` is not an operator of a log search',
    because:
      names.length === 0
        ? 'a log search cannot speak of all fields at once'
        : 'a missing value is replaced field by field',
    help: `write \`| ${names.length === 0 ? `if(isNull(x), ${value}, x) as x` : text}\`${names.length === 0 ? ' for each field' : ''}`,
    span: spanOf(word),
    ...(names.length === 0 ? {} : { fix: [replace(span, text)] }),
  })
  return names.map((n): Stage => {
    const field: Expr = { kind: 'field', name: n.name, span: n.span }
    const isNull: Expr = { kind: 'call', fn: { name: 'isNull', span: n.span }, args: [field], span: n.span }
    const expr: Expr = { kind: 'call', fn: { name: 'if', span: n.span }, args: [isNull, filler, field], span: n.span }
    return { kind: 'assign', expr, as: n, span: n.span }
  })
}

/** KQL's `distinct a, b`: `count by a, b | fields a, b`. */
export function parseDistinct(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const names = parseNames(p)
  const span = spanFrom(p, word.start)
  const list = names.map(n => writeName(n.name)).join(', ')
  sayForeign(p, {
    code: 'sumo/distinct',
    message:
      word.text.toLowerCase() === 'distinct'
        ? '`distinct` is KQL; a log search groups'
        : `\`${word.text}\` is not an operator of a log search, which groups`,
    help: `write \`| count by ${list} | fields ${list}\``,
    span: spanOf(word),
    fix: [replace(span, `count by ${list} | fields ${list}`)],
  })
  const call = { fn: 'count', fnSpan: spanOf(word), args: [], as: undefined, span }
  return [
    { kind: 'aggregate', calls: [call], by: names, span },
    { kind: 'fields', names, remove: false, span },
  ]
}

/** `| NOT x = "y"`, which Splunk takes for a condition: `where !(x = "y")`. */
export function parseNegatedCondition(p: Parser): readonly Stage[] {
  const word = peek(p)
  const condition = parseExpr(p)
  sayForeign(p, {
    code: 'sumo/condition-without-where',
    message: 'a condition after a pipe is not a stage by itself',
    because: 'words and conditions stand bare only before the first pipe',
    help: 'write `| where !(…)`',
    span: spanOf(word),
    fix: [insert(word.start, 'where ')],
  })
  return [{ kind: 'where', condition, span: spanFrom(p, word.start) }]
}

/** SQL's `having`: `where` after the aggregate. */
export const parseHaving = (p: Parser): readonly Stage[] =>
  parseCondition(p, 'sumo/having', 'SQL', 'a condition after an aggregate is an ordinary `where`')

/** Whether `filter` is followed by a condition; Sumo's own takes `field in (query)` (S/filter). */
export const startsFilterCondition = (p: Parser): boolean => {
  const next = peek(p, 2)
  return (
    startsName(peek(p, 1)) &&
    next.kind === 'punctuation' &&
    ['=', '==', '!=', '<', '<=', '>', '>=', '=~', '('].includes(next.text)
  )
}

/** `filter x = "y"` of other languages: `where x = "y"`. */
export const parseFilterCondition = (p: Parser): readonly Stage[] =>
  parseCondition(
    p,
    'sumo/filter-condition',
    'another language',
    'in a log search `filter` takes `field in (query)`, and `where` takes a condition',
  )

function parseCondition(p: Parser, code: `sumo/${string}`, of: string, because: string): readonly Stage[] {
  const word = take(p, 'keyword')
  const condition = parseExpr(p)
  sayForeign(p, {
    code,
    message: `\`${word.text}\` with a condition is ${of}; a log search writes \`where\``,
    because,
    help: 'write `| where …`',
    span: spanOf(word),
    fix: [replace(spanOf(word), 'where')],
  })
  return [{ kind: 'where', condition, span: spanFrom(p, word.start) }]
}

/** Whether `bin` cuts time, as in Splunk: `bin _time span=1h`, `bin span=1h _time`. */
export const startsTimeBin = (p: Parser): boolean => isWord(peek(p, 1), '_time') || isWord(peek(p, 1), 'span')

/** Splunk's `bin _time span=1h`: `timeslice 1h`. */
export function parseTimeBin(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  if (isWord(peek(p), '_time')) take(p)
  const spanned = acceptWord(p, 'span') !== undefined && acceptSign(p, '=') !== undefined
  const width = spanned && peek(p).kind === 'number' ? parseExpr(p, 9) : undefined
  if (isWord(peek(p), '_time')) take(p)
  if (width === undefined) {
    expected(p, '`span=` and a length of time')
    skipStage(p)
    return [{ kind: 'error-stage', span: spanFrom(p, word.start) }]
  }
  const span = spanFrom(p, word.start)
  sayForeign(p, {
    code: 'sumo/time-bin',
    message: `\`${word.text} _time\` is Splunk; a log search cuts time with \`timeslice\``,
    because: 'its result is the field `_timeslice`, which the stages after it group by',
    help: `write \`| timeslice ${textAt(p, width.span)}\` and group by \`_timeslice\``,
    span: spanOf(word),
    fix: [replace(span, `timeslice ${textAt(p, width.span)}`)],
  })
  return [{ kind: 'timeslice', width, buckets: undefined, as: undefined, span }]
}
