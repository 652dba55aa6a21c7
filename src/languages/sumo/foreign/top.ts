import { acceptSign, acceptWord, isSign, isWord, type Parser, parseNames, peek, spanFrom, take } from '../parsing.ts'
import { parseCount } from '../stages/rows.ts'
import type { Expr, Name, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { replace, sayForeign, spanOf, textAt } from './say.ts'

/** Whether Splunk's `top` stands next: without a number, or with `limit=`. */
export const startsSplunkTop = (p: Parser): boolean =>
  isWord(peek(p), 'top') && (isWord(peek(p, 1), 'limit') ? isSign(peek(p, 2), '=') : peek(p, 1).kind === 'word')

/** Splunk's `top [limit=n] f, g`: `top n f, g`, where Splunk's number without one is 10. */
export function parseSplunkTop(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const { count, text, names, span } = parseOptions(p, word.start)
  const list = names.map(n => writeName(n.name)).join(', ')
  sayForeign(p, {
    code: 'sumo/splunk-top',
    message: '`top` takes a number of rows before the field',
    help: `write \`| top ${text} ${list}\``,
    span: spanOf(word),
    ...(names.length > 0 ? { fix: [replace(span, `top ${text} ${list}`)] } : {}),
  })
  return [{ kind: 'top', count, names, by: [], span }]
}

/** Splunk's `rare [limit=n] f, g`: `count by f, g | sort by _count asc | limit n`. */
export function parseRare(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const { count, text, names, span } = parseOptions(p, word.start)
  const meant = `count by ${names.map(n => writeName(n.name)).join(', ')} | sort by _count asc | limit ${text}`
  sayForeign(p, {
    code: 'sumo/rare',
    message: '`rare` is not an operator of a log search',
    help: `count, then sort upward: \`| ${meant}\``,
    span: spanOf(word),
    ...(names.length > 0 ? { fix: [replace(span, meant)] } : {}),
  })
  const call = { fn: 'count', fnSpan: spanOf(word), args: [], as: undefined, span }
  return [
    { kind: 'aggregate', calls: [call], by: names, span },
    { kind: 'sort', keys: [{ name: { name: '_count', span }, descending: false }], span },
    { kind: 'limit', count, span },
  ]
}

interface Options {
  readonly count: Expr
  readonly text: string
  readonly names: readonly Name[]
  readonly span: { readonly start: number; readonly end: number }
}

function parseOptions(p: Parser, start: number): Options {
  const limited = isWord(peek(p), 'limit') && isSign(peek(p, 1), '=')
  if (limited) {
    acceptWord(p, 'limit')
    acceptSign(p, '=')
  }
  const at = { start: p.cursor.end(), end: p.cursor.end() }
  const given = limited || peek(p).kind === 'number'
  const count: Expr = given ? parseCount(p) : { kind: 'number', value: 10, text: '10', span: at }
  const text = given ? textAt(p, count.span) : '10'
  const names = parseNames(p)
  return { count, text, names, span: spanFrom(p, start) }
}
