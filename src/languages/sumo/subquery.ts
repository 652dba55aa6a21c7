import type { Mode } from './lexer.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  expectWord,
  isSign,
  isWord,
  nested,
  type Parser,
  parseNames,
  peek,
  skipStage,
  spanFrom,
  take,
} from './parsing.ts'
import type { Compose, Search, Subquery, TextSpan } from './syntax.ts'

/** `[subquery from=(…) to=(…) : search | compose f …]` (docs/search/subqueries.md). */
export function parseSubquery(p: Parser): Subquery {
  const back = p.cursor.mode
  const open = take(p)
  p.cursor.switchTo('stage')
  if (!expectWord(p, 'subquery', 'after `[`')) {
    skipStage(p)
    return close(p, open.start, back, undefined, undefined, undefined)
  }
  let from: TextSpan | undefined
  let to: TextSpan | undefined
  while (isWord(peek(p), 'from') || isWord(peek(p), 'to')) {
    const which = take(p, 'keyword').text.toLowerCase()
    const bound = parseBound(p)
    if (which === 'from') from = bound
    else to = bound
  }
  expectSign(p, ':', 'between the subquery’s options and its search')
  const search = nested(p, () => within(p, 'scope', () => p.search(p)))
  return close(p, open.start, back, search, from, to)
}

function close(
  p: Parser,
  start: number,
  back: Mode,
  search: Search | undefined,
  from: TextSpan | undefined,
  to: TextSpan | undefined,
): Subquery {
  if (!isSign(peek(p), ']')) {
    expected(p, '`]` to close the subquery')
    skipStage(p)
  }
  if (acceptSign(p, ']') !== undefined) p.report.found()
  p.cursor.switchTo(back)
  const span = spanFrom(p, start)
  const stages = search?.stages ?? []
  const last = stages[stages.length - 1]
  const compose = last?.kind === 'compose' ? last : undefined
  const inner: Search = search ?? { scope: undefined, stages: [], span }
  return { search: compose === undefined ? inner : { ...inner, stages: stages.slice(0, -1) }, from, to, compose, span }
}

/** Reads `f, g maxresults=n keywords` after `compose`. */
export function parseCompose(p: Parser, start: number): Compose {
  const names = parseNames(p)
  let maxresults: number | undefined
  let keywords = false
  while (!atStageEnd(p)) {
    if (acceptWord(p, 'keywords') !== undefined) keywords = true
    else if (acceptWord(p, 'maxresults') !== undefined) {
      expectSign(p, '=')
      const n = peek(p)
      if (n.kind === 'number') maxresults = Number(take(p).text)
      else {
        expected(p, 'a number of rows')
        break
      }
    } else break
  }
  return { kind: 'compose', names, maxresults, keywords, span: spanFrom(p, start) }
}

function parseBound(p: Parser): TextSpan | undefined {
  if (!expectSign(p, '=')) return undefined
  const open = peek(p)
  if (acceptSign(p, '(') === undefined) {
    const token = take(p)
    return { text: token.text, span: { start: token.start, end: token.end } }
  }
  const start = peek(p).start
  skipStage(p)
  const span = spanFrom(p, start)
  expectSign(p, ')')
  return { text: p.text.slice(span.start, span.end), span: { start: open.start, end: p.cursor.end() } }
}

/** Runs `inner` with the text cut in another way, then goes back. */
export function within<T>(p: Parser, mode: Mode, inner: () => T): T {
  const back = p.cursor.mode
  p.cursor.switchTo(mode)
  const value = inner()
  p.cursor.switchTo(back)
  return value
}
