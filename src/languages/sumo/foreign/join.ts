import { acceptWord, isSign, isWord, type Parser, peek, skipStage, spanFrom, take } from '../parsing.ts'
import type { Stage } from '../syntax.ts'
import { remove, sayForeign, spanOf } from './say.ts'

const outer = /^(?:left|right|full|cross|inner)$/i

/** Whether SQL's `left join`, `inner join` or `full outer join` stands here. */
export const startsSqlJoin = (p: Parser): boolean =>
  outer.test(peek(p).text) &&
  (isWord(peek(p, 1), 'join') || (isWord(peek(p, 1), 'outer') && isWord(peek(p, 2), 'join')))

/** SQL's kinds of joins: `inner join` is Sumo's `join`; of the others there is none. */
export function parseSqlJoin(p: Parser, parseJoin: (p: Parser, start: number) => Stage): readonly Stage[] {
  const kind = take(p, 'error')
  if (acceptWord(p, 'outer') === undefined && isWord(kind, 'inner')) {
    sayForeign(p, {
      code: 'sumo/foreign-operator',
      message: 'every `join` of a log search is an inner join',
      help: 'write `join`',
      span: spanOf(kind),
      fix: [remove(kind.start, peek(p).start)],
    })
  } else sayOuter(p, kind.start)
  const { start } = take(p, 'keyword')
  return [parseJoin(p, start)]
}

function sayOuter(p: Parser, start: number): void {
  sayForeign(p, {
    code: 'sumo/outer-join',
    message: 'a log search has no outer joins: rows without a partner are left out',
    because: 'the `join` of Sumo Logic is an inner join, whatever stands before it',
    help: 'to keep rows without a partner, group both kinds by what they share: `| count, values(x) as xs by key`',
    span: { start, end: peek(p).end },
  })
}

/**
 * A join as other languages write it, reported: `join user [search …]` and `join type=left …` of Splunk, `join kind=inner
 * (…)` of KQL, `join table on …` of SQL. True where one stood there; the stage is then skipped.
 */
export function foreignJoin(p: Parser): boolean {
  const token = peek(p)
  if (isSign(token, '(') || token.kind === 'end') return false
  const start = token.start
  if ((isWord(token, 'type') || isWord(token, 'kind') || isWord(token, 'max')) && isSign(peek(p, 1), '=')) {
    const kind = peek(p, 2).text.toLowerCase()
    if (/left|right|outer|full|anti|semi/.test(kind)) sayOuter(p, start)
    else sayTables(p, start)
  } else if (token.kind === 'word') sayTables(p, start)
  else return false
  skipStage(p)
  // the brackets of a Splunk subsearch belong to it
  while (isSign(peek(p), '[')) skipStage(p)
  return true
}

function sayTables(p: Parser, start: number): void {
  sayForeign(p, {
    code: 'sumo/foreign-join',
    message: '`join` is followed by its tables, each a search in round brackets that reads the rows before the join',
    because: 'one search finds the messages of both sides, and the tables choose among them',
    help: 'write `(_sourceCategory=a or _sourceCategory=b) | join (… as x) as t1, (… as y) as t2 on t1.x = t2.y`',
    span: { start, end: Math.max(peek(p).end, spanFrom(p, start).end) },
  })
}
