import { aggregateNamed } from '../aggregates.ts'
import { parseExpr, power } from '../expression.ts'
import { parseLookup, parseSource } from '../lookup.ts'
import { operatorNamed } from '../operators.ts'
import {
  acceptSign,
  acceptWord,
  expected,
  expectSign,
  expectWord,
  isSign,
  isWord,
  nested,
  type Parser,
  parseName,
  peek,
  skipStage,
  spanFrom,
  take,
} from '../parsing.ts'
import { within } from '../subquery.ts'
import type { JoinStage, Name, OperatorArg, Search, Stage } from '../syntax.ts'

/** `lookup …` as a stage. */
export function parseLookupStage(p: Parser, start: number): Stage {
  const lookup = parseLookup(p, start, false)
  return { kind: 'lookup-stage', lookup, span: spanFrom(p, start) }
}

/** `join (…) as t1, (…) as t2 on t1.a = t2.b [and …] [timewindow 10m]` (S/join). */
export function parseJoin(p: Parser, start: number): Stage {
  const tables: { search: Search; as: Name | undefined; span: { start: number; end: number } }[] = []
  do {
    const at = peek(p).start
    const search = parseBracketedSearch(p)
    if (search === undefined) break
    const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for the table')
    tables.push({ search, as, span: spanFrom(p, at) })
  } while (acceptSign(p, ',') !== undefined)
  const on: { left: Name; right: Name }[] = []
  if (expectWord(p, 'on', 'and the fields that must be equal, such as `on t1.a = t2.a`')) {
    const bracketed = acceptSign(p, '(') !== undefined
    do {
      const left = parseName(p)
      if (left === undefined || !(acceptSign(p, '==') !== undefined || expectSign(p, '='))) break
      const right = parseName(p)
      if (right === undefined) break
      on.push({ left, right })
    } while (acceptWord(p, 'and') !== undefined)
    if (bracketed) expectSign(p, ')')
  }
  const timewindow = acceptWord(p, 'timewindow') === undefined ? undefined : parseExpr(p, power.sign)
  const stage: JoinStage = { kind: 'join', tables, on, timewindow, span: spanFrom(p, start) }
  return stage
}

/** Whether the bracket opens with a stage: then it has no scope, and reads the rows before it. */
function startsStage(p: Parser): boolean {
  const token = peek(p)
  if (token.kind !== 'word') return false
  if (isSign(peek(p, 1), '(')) return true
  return (operatorNamed(token.text) ?? aggregateNamed(token.text)) !== undefined
}

/** A whole search in round brackets, or stages alone. */
export function parseBracketedSearch(p: Parser): Search | undefined {
  if (!isSign(peek(p), '(')) {
    expected(p, 'a search in round brackets')
    return undefined
  }
  take(p)
  const search = nested(p, () => {
    const stages = startsStage(p)
    return within(p, stages ? 'stage' : 'scope', () => p.search(p, stages))
  })
  if (!isSign(peek(p), ')')) {
    expected(p, '`)` to close the search')
    skipStage(p)
  }
  if (acceptSign(p, ')') !== undefined) p.report.found()
  return search
}

/** `filter f in (…)` (S/filter). */
export function parseFilter(p: Parser, start: number): Stage {
  const name = { start, end: p.cursor.end() }
  const args: OperatorArg[] = []
  const field = parseName(p)
  if (field !== undefined)
    args.push({ word: '', value: { kind: 'field', name: field.name, span: field.span }, span: field.span })
  if (expectWord(p, 'in', 'and a search in brackets')) {
    const at = peek(p).start
    const search = parseBracketedSearch(p)
    const span = spanFrom(p, at)
    if (search !== undefined) args.push({ word: 'in', value: { kind: 'search', search, span }, span })
  }
  return { kind: 'operator', operator: 'filter', name, args, by: [], as: [], span: spanFrom(p, start) }
}

/** `cat PATH` and `save [append] PATH` (S/cat, S/save). */
export function parseTableFile(p: Parser, start: number, operator: 'cat' | 'save'): Stage {
  const name = { start, end: p.cursor.end() }
  const args: OperatorArg[] = []
  while (operator === 'save' && (isWord(peek(p), 'append') || isWord(peek(p), 'view'))) {
    const word = take(p, 'keyword')
    args.push({ word: word.text.toLowerCase(), value: undefined, span: { start: word.start, end: word.end } })
  }
  const source = parseSource(p)
  args.push({ word: '', value: { kind: 'string', ...source }, span: source.span })
  return { kind: 'operator', operator, name, args, by: [], as: [], span: spanFrom(p, start) }
}
