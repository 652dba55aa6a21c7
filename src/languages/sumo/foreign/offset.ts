import { acceptWord, atStageEnd, isSign, isWord, type Parser, peek, skipStage, spanFrom, take } from '../parsing.ts'
import type { Stage } from '../syntax.ts'
import { remove, sayForeign, spanOf } from './say.ts'

// Leaving out the first rows: `limit 5 offset 3`, `limit 3, 5`, `skip 3`.

const rows = (skipped: string, kept: string): string =>
  `number the rows and keep those behind: \`| 1 as one | accum one as row | where row > ${skipped}${kept === '' ? '' : ` | limit ${kept}`}\``

const because = 'a search always gives its first rows (docs/search/search-query-language/search-operators/limit.md)'

/** What may stand behind the number of `limit` in SQL; said, and taken. */
export function foreignOffset(p: Parser, count: string): void {
  const token = peek(p)
  if (isWord(token, 'rows') || isWord(token, 'row') || isWord(token, 'results')) {
    takeRows(p)
    return
  }
  const word = isWord(token, 'offset') || isWord(token, 'skip')
  if ((!word && !isSign(token, ',')) || peek(p, 1).kind !== 'number') return
  take(p, 'error')
  const number = take(p)
  // `limit a, b` is `limit b offset a`
  const [skipped, kept] = word ? [number.text, count] : [count, number.text]
  sayForeign(p, {
    code: 'sumo/offset',
    message: '`limit` leaves out no rows at the beginning',
    because,
    help: rows(skipped, kept),
    span: { start: token.start, end: number.end },
  })
}

/** `limit 5 rows`. */
function takeRows(p: Parser): void {
  const before = p.cursor.end()
  const word = take(p, 'error')
  acceptWord(p, 'only')
  sayForeign(p, {
    code: 'sumo/limit-number',
    message: `\`limit\` is followed by the number alone, without \`${word.text}\``,
    help: 'remove the word',
    span: spanOf(word),
    fix: [remove(before, p.cursor.end())],
  })
}

/** `skip 3`, `offset 3`. */
export function parseSkip(p: Parser): readonly Stage[] {
  const word = take(p, 'error')
  const count = peek(p).kind === 'number' ? take(p).text : 'N'
  sayForeign(p, {
    code: 'sumo/offset',
    message: `\`${word.text}\` is not an operator of a log search, which leaves out no rows at the beginning`,
    because,
    help: rows(count, ''),
    span: spanOf(word),
  })
  if (!atStageEnd(p)) skipStage(p)
  return [{ kind: 'error-stage', span: spanFrom(p, word.start) }]
}
