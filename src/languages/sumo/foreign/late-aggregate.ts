import { aggregateNamed } from '../aggregates.ts'
import { parseExpr } from '../expression.ts'
import { functionNamed } from '../functions.ts'
import { acceptWord, isSign, type Parser, parseName, peek, take } from '../parsing.ts'
import { insert, remove, sayForeign, shorten, textAt } from './say.ts'

/** `count by user, sum(bytes)`: an aggregate among the keys, which is said and taken; `end` is where what stands before `by` ends. */
export function lateAggregate(p: Parser, end: number): boolean {
  const token = peek(p)
  const called = token.kind === 'word' && isSign(peek(p, 1), '(')
  if (!called || aggregateNamed(token.text) === undefined || functionNamed(token.text) !== undefined) return false
  const before = p.cursor.last()
  const said = p.report.diagnostics.length
  take(p, 'function')
  parseExpr(p)
  if (acceptWord(p, 'as') !== undefined) parseName(p, 'a name for the result')
  if (!p.report.isLost()) p.report.takeSince(said)
  const span = { start: token.start, end: p.cursor.end() }
  const text = textAt(p, span)
  const comma = before !== undefined && isSign(before, ',')
  sayForeign(p, {
    code: 'sumo/aggregate-after-by',
    message: '`by` is followed by the fields to group by, and all aggregates stand before it',
    because: 'an aggregate is what is calculated for each group',
    help: `write \`…, ${shorten(text)} by …\``,
    span,
    ...(comma ? { fix: [insert(end, `, ${text}`), remove(before.start, span.end)] } : {}),
  })
  return true
}
