import { acceptSign, isSign, isWord, type Parser, parseName, peek, spanFrom, take } from '../parsing.ts'
import { parseCount } from '../stages/rows.ts'
import type { SortKey, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { replace, sayForeign, textAt } from './say.ts'

/** Whether a `sort` with a number of rows stands next, as in Splunk: `sort 10 -x`, `sort limit=10 x`. */
export const startsSplunkSort = (p: Parser): boolean =>
  isWord(peek(p), 'sort') && (peek(p, 1).kind === 'number' || (isWord(peek(p, 1), 'limit') && isSign(peek(p, 2), '=')))

/** Splunk's `sort 10 -x, y`, which goes upward where nothing else is said: `sort by -x, +y | limit 10`. */
export function parseSplunkSort(p: Parser): readonly Stage[] {
  const { start } = take(p, 'keyword')
  if (isWord(peek(p), 'limit')) {
    take(p)
    take(p)
  }
  const count = parseCount(p)
  const keys: SortKey[] = []
  do {
    const descending = acceptSign(p, '-') !== undefined
    if (!descending) acceptSign(p, '+')
    const name = parseName(p)
    if (name === undefined) break
    keys.push({ name, descending })
  } while (acceptSign(p, ',') !== undefined || isSign(peek(p), '-') || isSign(peek(p), '+') || peek(p).kind === 'word')
  const span = spanFrom(p, start)
  const written = keys.map(key => `${key.descending ? '-' : '+'}${writeName(key.name.name)}`).join(', ')
  const text = `sort by ${written} | limit ${textAt(p, count.span)}`
  sayForeign(p, {
    code: 'sumo/splunk-sort',
    message: '`sort` takes no number of rows',
    because:
      'it is Splunk, which also sorts upward unless a minus stands before the field; a log search sorts downward',
    help: `write \`| ${text}\``,
    span: count.span,
    ...(keys.length > 0 ? { fix: [replace(span, text)] } : {}),
  })
  return [
    { kind: 'sort', keys, span },
    { kind: 'limit', count, span },
  ]
}
