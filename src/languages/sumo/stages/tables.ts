import { aggregateNamed } from '../aggregates.ts'
import { parseLookup, parseSource } from '../lookup.ts'
import { operatorNamed } from '../operators.ts'
import {
  acceptSign,
  expected,
  expectWord,
  isSign,
  isWord,
  nested,
  type Parser,
  parseName,
  peek,
  skipStage,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { within } from '../subquery.ts'
import type { OperatorArg, Search, Stage } from '../syntax.ts'

/** `lookup …` as a stage. */
export function parseLookupStage(p: Parser, start: number): Stage {
  const lookup = parseLookup(p, start, false)
  return { kind: 'lookup-stage', lookup, span: spanFrom(p, start) }
}

/** Whether the bracket opens with a stage: then it has no scope, and reads the rows before it. */
function startsStage(p: Parser): boolean {
  const token = peek(p)
  if (token.kind !== 'word') return false
  if (isSign(peek(p, 1), '(')) return true
  // `(a as b)` names a field, it looks for no word
  if (isWord(peek(p, 1), 'as')) return true
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

/** `filter f, g in (…)`; its page writes several fields side by side (S/filter). */
export function parseFilter(p: Parser, start: number): Stage {
  const name = { start, end: p.cursor.end() }
  const args: OperatorArg[] = []
  do {
    const field = parseName(p)
    if (field === undefined) break
    args.push({ word: '', value: { kind: 'field', name: field.name, span: field.span }, span: field.span })
  } while (acceptSign(p, ',') !== undefined || (startsName(peek(p)) && !isWord(peek(p), 'in')))
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
