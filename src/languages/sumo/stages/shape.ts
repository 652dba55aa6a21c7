import { parseExpr, parseItems, power } from '../expression.ts'
import { pluralWord } from '../foreign/respelled.ts'
import { suffixes } from '../lexer-number.ts'
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
  peek,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { checkUnit, longUnit } from '../rules/unit.ts'
import type { Expr, FillMissingGenerator, Name, Stage, WindowStage } from '../syntax.ts'
import { parseBy } from './by.ts'

/** `timeslice [by] 15m [as f]`, `timeslice 10 buckets`, or bare (S/timeslice). */
export function parseTimeslice(p: Parser, start: number): Stage {
  acceptWord(p, 'by')
  let width: Expr | undefined
  let buckets: number | undefined
  if (peek(p).kind === 'number' || peek(p).kind === 'parameter' || peek(p).text.startsWith('{{')) {
    const number = parseExpr(p, power.sign)
    if (isWord(peek(p), 'buckets') || isWord(peek(p), 'bucket')) {
      take(p, 'keyword')
      buckets = number.kind === 'number' ? number.value : undefined
      if (number.kind !== 'number') width = number
    } else if (number.kind === 'number' && peek(p).kind === 'word' && isUnit(peek(p).text)) {
      // published queries also write the unit apart: `timeslice 1 h`
      const unit = take(p, 'number').text
      const span = spanFrom(p, number.span.start)
      width = {
        kind: 'number',
        value: number.value * (suffixes[unit] ?? 1),
        text: p.text.slice(span.start, span.end),
        span,
      }
    } else width = (number.kind === 'number' ? longUnit(p, number.span.start) : undefined) ?? checkUnit(p, number)
  } else width = longUnit(p, peek(p).start)
  const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for the slice')
  return { kind: 'timeslice', width, buckets, as, span: spanFrom(p, start) }
}

const isUnit = (word: string): boolean => /^(?:w|d|h|m|s|ms)$/.test(word)

/** `transpose row r, … column c, … [as a, b, *]` (S/transpose). */
export function parseTranspose(p: Parser, start: number): Stage {
  pluralWord(p, 'row')
  const rows =
    acceptWord(p, 'rows') !== undefined || expectWord(p, 'row', 'and the fields that stay rows') ? parseNameList(p) : []
  pluralWord(p, 'column')
  const columns =
    acceptWord(p, 'columns') !== undefined || expectWord(p, 'column', 'and the fields whose values become columns')
      ? parseNameList(p)
      : []
  let as: (Name | '*')[] | undefined
  if (acceptWord(p, 'as') !== undefined) {
    as = []
    const bracketed = acceptSign(p, '(') !== undefined
    do {
      if (acceptSign(p, '*') !== undefined) as.push('*')
      else {
        const name = parseName(p, 'a column')
        if (name === undefined) break
        as.push(name)
      }
    } while (acceptSign(p, ',') !== undefined)
    if (bracketed) expectSign(p, ')')
  }
  return { kind: 'transpose', rows, columns, as, span: spanFrom(p, start) }
}

function parseNameList(p: Parser): Name[] {
  const names: Name[] = []
  do {
    const name = parseName(p)
    if (name === undefined) break
    names.push(name)
  } while (acceptSign(p, ',') !== undefined)
  return names
}

/** `fillmissing timeslice(15m), values all in f [with 0 for g] [takeLast]` (S/fillmissing). */
export function parseFillMissing(p: Parser, start: number): Stage {
  const generators: FillMissingGenerator[] = []
  do {
    const generator = parseGenerator(p)
    if (generator === undefined) break
    generators.push(generator)
  } while (acceptSign(p, ',') !== undefined)
  const defaults: { value: Expr; name: Name }[] = []
  let takeLast = acceptWord(p, 'takelast') !== undefined
  if (acceptWord(p, 'with') !== undefined) {
    do {
      const value = parseExpr(p)
      expectWord(p, 'for', 'and the field that gets this value')
      const name = parseName(p)
      if (name === undefined) break
      defaults.push({ value, name })
    } while (acceptSign(p, ',') !== undefined)
  }
  if (acceptWord(p, 'takelast') !== undefined) takeLast = true
  return { kind: 'fillmissing', generators, defaults, takeLast, span: spanFrom(p, start) }
}

function parseGenerator(p: Parser): FillMissingGenerator | undefined {
  const start = peek(p).start
  if (acceptWord(p, 'timeslice') !== undefined) {
    let width: Expr | undefined
    if (acceptSign(p, '(') !== undefined) {
      if (!isSign(peek(p), ')')) width = parseExpr(p)
      expectSign(p, ')')
    }
    const name = acceptWord(p, 'in') === undefined ? undefined : parseName(p)
    return { is: 'timeslice', width, name, span: spanFrom(p, start) }
  }
  if (acceptWord(p, 'values') !== undefined) {
    let values: readonly Expr[] | 'all' = 'all'
    if (acceptWord(p, 'all') === undefined) values = expectSign(p, '(') ? parseItems(p) : []
    expectWord(p, 'in', 'and a field')
    const name = parseName(p)
    return name === undefined ? undefined : { is: 'values', values, name, span: spanFrom(p, start) }
  }
  if (startsName(peek(p))) {
    const name = nameOf(take(p, 'field'))
    return { is: 'values', values: 'all', name, span: spanFrom(p, start) }
  }
  expected(p, '`timeslice`, `values(…) in f` or `values all in f`')
  return undefined
}

/** `accum f [as a] [by g]` and its kin; the alias may stand before or after `by` (S/accum, S/smooth, S/total …). */
export function parseWindow(p: Parser, start: number, operator: WindowStage['operator']): Stage {
  const bracketed = acceptSign(p, '(') !== undefined
  const name = parseName(p) ?? { name: '', span: { start: p.cursor.end(), end: p.cursor.end() } }
  const rows = acceptSign(p, ',') === undefined ? undefined : parseExpr(p, power.sum)
  if (bracketed) expectSign(p, ')')
  let as: Name | undefined
  let by: Name[] = []
  while (!atStageEnd(p)) {
    if (acceptWord(p, 'as') !== undefined) as = parseName(p, 'a name for the result')
    else if (isWord(peek(p), 'by') || isWord(peek(p), 'group')) by = parseBy(p)
    else break
    if (p.report.isLost()) break
  }
  return { kind: 'window', operator, name, rows, as, by, span: spanFrom(p, start) }
}
