import type { Span } from '../../../base/span.ts'
import { parseExpr } from '../expression.ts'
import { dedupOptions, looseFields } from '../foreign/dedup.ts'
import { foreignOffset } from '../foreign/offset.ts'
import { foreignExcept, foreignNulls, foreignSortKey, longDirection, refuseRenaming } from '../foreign/rows.ts'
import { operatorNamed } from '../operators.ts'
import {
  acceptComma,
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  isSign,
  isWord,
  type Parser,
  parseName,
  parseNames,
  peek,
  say,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { checkDrops } from '../rules/drops.ts'
import { checkLimit } from '../rules/limit.ts'
import { checkDuplicateFields } from '../rules/names.ts'
import type { Expr, Name, SortKey, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { parseBy } from './by.ts'

/** `where CONDITION` (S/where). */
export function parseWhere(p: Parser, start: number): Stage {
  const condition = parseExpr(p)
  checkDrops(p, condition, true)
  return { kind: 'where', condition, span: spanFrom(p, start) }
}

/** `fields a, b` or `fields - a, b` (S/fields). */
export function parseFields(p: Parser, start: number): Stage {
  const remove = acceptSign(p, '-') !== undefined || foreignExcept(p)
  if (!remove) acceptSign(p, '+')
  const bracketed = acceptSign(p, '(') !== undefined
  const names: Name[] = []
  do {
    // a minus may be repeated before each name
    acceptSign(p, '-')
    const name = parseName(p)
    if (name === undefined) break
    names.push(name)
    refuseRenaming(p, name)
  } while (acceptComma(p) || commaMissing(p))
  if (bracketed) expectSign(p, ')')
  checkDuplicateFields(p, names)
  return { kind: 'fields', names, remove, span: spanFrom(p, start) }
}

/** `fields a b`, as Splunk writes it; said, and read on. */
function commaMissing(p: Parser): boolean {
  const next = peek(p)
  // a parameter behind a stage stands for further stages
  if (!startsName(next) || next.kind === 'parameter' || operatorNamed(next.text) !== undefined) return false
  const at = p.cursor.end()
  say(p, {
    code: 'sumo/missing-comma',
    severity: 'error',
    message: 'a comma is missing between these two fields',
    help: 'write `,` between them',
    span: { start: next.start, end: next.end },
    fix: [{ span: { start: at, end: at }, text: ',' }],
  })
  return true
}

/** `sort [by] key, …` (S/sort): greatest first, unless the key says otherwise. */
export function parseSort(p: Parser, start: number): Stage {
  const by = acceptWord(p, 'by') !== undefined
  if (!by && atStageEnd(p)) return sortWithoutKeys(p, start)
  const keys = parseSortKeys(p)
  return { kind: 'sort', keys, span: spanFrom(p, start) }
}

function sortWithoutKeys(p: Parser, start: number): Stage {
  const span = spanFrom(p, start)
  say(p, {
    code: 'sumo/sort-without-key',
    severity: 'warning',
    message: '`sort` names no field',
    because: 'which order the rows come in is not documented then',
    help: 'write for example `sort by _count`',
    span,
  })
  return { kind: 'sort', keys: [], span }
}

/** Keys with `+`, `-`, `asc` or `desc`, between commas. */
function parseSortKeys(p: Parser): SortKey[] {
  const keys: SortKey[] = []
  do {
    const plus = acceptSign(p, '+') !== undefined
    if (!plus) acceptSign(p, '-')
    const name = foreignSortKey(p) ?? parseName(p)
    if (name === undefined) return keys
    const ascending = acceptWord(p, 'asc') !== undefined || longDirection(p, 'asc')
    if (!ascending && acceptWord(p, 'desc') === undefined) longDirection(p, 'desc')
    foreignNulls(p, name)
    keys.push({ name, descending: !(plus || ascending) })
  } while (acceptComma(p) || sortCommaMissing(p))
  return keys
}

/** `sort -a +b`, as Splunk writes it; said, and read on. */
function sortCommaMissing(p: Parser): boolean {
  const next = peek(p)
  if (!isSign(next, '+') && !isSign(next, '-')) return false
  if (!startsName(peek(p, 1))) return false
  const at = p.cursor.end()
  say(p, {
    code: 'sumo/missing-comma',
    severity: 'error',
    message: 'a comma is missing between these two fields',
    help: 'write `,` between them',
    span: { start: next.start, end: peek(p, 1).end },
    fix: [{ span: { start: at, end: at }, text: ',' }],
  })
  return true
}

/** `limit N` (S/limit). */
export function parseLimit(p: Parser, start: number): Stage {
  const count = parseExpr(p)
  checkLimit(p, count)
  if (!p.report.isLost()) foreignOffset(p, p.text.slice(count.span.start, count.span.end))
  return { kind: 'limit', count, span: spanFrom(p, start) }
}

/** `top N f [by key, …]` (S/top). */
export function parseTop(p: Parser, start: number): Stage {
  const count = parseCount(p)
  const names = atStageEnd(p) || isWord(peek(p), 'by') ? [] : parseNames(p)
  const by = acceptWord(p, 'by') === undefined ? [] : parseSortKeys(p)
  const span = spanFrom(p, start)
  if (names.length === 0 && !p.report.isLost()) refuseTopBy(p, count, span, by)
  return { kind: 'top', count, names, by, span }
}

/** `top 10 by x` is KQL: rows in an order, without a field to count. */
function refuseTopBy(p: Parser, count: Expr, span: Span, by: readonly SortKey[]): void {
  const keys = by.map(k => `${writeName(k.name.name)}${k.descending ? '' : ' asc'}`).join(', ')
  const text = `sort by ${keys === '' ? '_count' : keys} | limit ${p.text.slice(count.span.start, count.span.end)}`
  say(p, {
    code: 'sumo/top-without-field',
    severity: 'error',
    message: '`top` names no field',
    because: '`top 10 f` counts the values of f; `top 10 f by n` keeps the rows with the highest n',
    help: `write \`| ${text}\``,
    span,
    ...(keys === '' ? {} : { fix: [{ span, text }] }),
  })
}

/** `topk(N, f, …) [by g, …]` (S/topk). */
export function parseTopk(p: Parser, start: number): Stage {
  expectSign(p, '(')
  const count = parseCount(p)
  const names: Name[] = []
  while (acceptSign(p, ',') !== undefined) {
    const name = parseName(p)
    if (name === undefined) break
    names.push(name)
  }
  expectSign(p, ')')
  return { kind: 'topk', count, names, by: parseBy(p), span: spanFrom(p, start) }
}

/** `dedup [consecutive] [N] [by f, …]`, where `by` may be missing (S/dedup). */
export function parseDedup(p: Parser, start: number): Stage {
  const consecutive = acceptWord(p, 'consecutive') !== undefined
  const count = peek(p).kind === 'number' || peek(p).kind === 'parameter' ? parseCount(p) : undefined
  const named = isWord(peek(p), 'by') ? parseBy(p) : atStageEnd(p) ? [] : parseNames(p)
  const by = [...named, ...looseFields(p)]
  const runs = dedupOptions(p, start)
  return { kind: 'dedup', count, consecutive: consecutive || runs, by, span: spanFrom(p, start) }
}

/** A number of rows, or a parameter that stands for one. */
export function parseCount(p: Parser): Expr {
  const token = peek(p)
  const span = { start: token.start, end: token.end }
  if (token.kind === 'number') {
    take(p)
    return { kind: 'number', value: Number.parseFloat(token.text), text: token.text, span }
  }
  if (token.kind === 'parameter') return parseExpr(p, 9)
  if (isSign(token, '(')) return parseExpr(p, 9)
  expected(p, 'a number of rows')
  return { kind: 'error', span }
}
