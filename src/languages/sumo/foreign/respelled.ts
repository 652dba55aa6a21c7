import { atStageEnd, isSign, isWord, type Parser, peek, skipStage, spanFrom, startsName, take } from '../parsing.ts'
import { parseBy } from '../stages/by.ts'
import { parseSort } from '../stages/rows.ts'
import type { Stage } from '../syntax.ts'
import { remove, replace, sayForeign, spanOf } from './say.ts'

// Stages that have another spelling here, and what ends a stage elsewhere.

/** Whether `json_auto`, `parse json` or `parse_json` stands next, with nothing behind it. */
export function startsJsonAuto(p: Parser): boolean {
  const pair = isWord(peek(p), 'parse') && isWord(peek(p, 1), 'json')
  const after = peek(p, pair ? 2 : 1)
  return (
    (pair || /^(?:jsonauto|json_auto|parse_?json)$/i.test(peek(p).text)) && (after.kind === 'end' || isSign(after, '|'))
  )
}

/** `parse json` of other languages: `json auto`. */
export function parseJsonAuto(p: Parser): readonly Stage[] {
  const { start } = take(p, 'keyword')
  if (isWord(peek(p), 'json')) take(p, 'keyword')
  const span = spanFrom(p, start)
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${p.text.slice(span.start, span.end)}\` is written \`json auto\``,
    help: 'write `| json auto`, or the paths that are wanted: `| json "a.b" as b`',
    span,
    fix: [replace(span, 'json auto')],
  })
  const none = { field: undefined, maxdepth: undefined, keys: undefined, names: undefined }
  return [{ kind: 'json-auto', ...none, extractarrays: false, refonly: false, nodrop: false, span }]
}

/** `orderby x` and `sortby x`: two words here. */
export function parseOrderBy(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${word.text}\` is two words in a log search`,
    help: 'write `| sort by …`',
    span: spanOf(word),
    fix: [replace(spanOf(word), 'sort by')],
  })
  return [parseSort(p, word.start)]
}

/** Whether `group by x`, `group x` or `by x` stands next with nothing before it. */
export const startsGroupStage = (p: Parser): boolean => {
  const next = peek(p, 1)
  return isWord(next, 'by') || (startsName(next) && !/^(?:as|matches|in|contains|and|or|not)$/i.test(next.text))
}

/** `group by x` with nothing to calculate: `count by x`. */
export function parseGroup(p: Parser): readonly Stage[] {
  const word = peek(p)
  const { start, end } = word
  const by = parseBy(p, start)
  const span = spanFrom(p, word.start)
  sayForeign(p, {
    code: 'sumo/group-without-aggregate',
    message: '`group by` stands behind what is calculated for each group',
    because: 'the aggregate is the stage: `count by x`, `sum(y) by x`',
    help: 'write `| count by …`',
    span: spanOf(word),
    fix: [replace({ start, end }, isWord(word, 'by') ? 'count by' : behind(p, end))],
  })
  return [
    { kind: 'aggregate', calls: [{ fn: 'count', fnSpan: spanOf(word), args: [], as: undefined, span }], by, span },
  ]
}

/** What takes the place of `group`: its `by` may stand behind it. */
const behind = (p: Parser, end: number): string =>
  /^\s+by\b/i.test(p.text.slice(end, end + 20)) ? 'count' : 'count by'

/** `;` at the end, and comments as SQL and scripts write them, behind a complete stage: said, and passed over. */
export function foreignEnd(p: Parser): boolean {
  const token = peek(p)
  const dashes = isSign(token, '-') && isSign(peek(p, 1), '-') && token.end === peek(p, 1).start
  if (p.report.isLost()) return false
  if (dashes || token.text === '#') {
    const span = { start: token.start, end: dashes ? token.end + 1 : token.end }
    sayForeign(p, {
      code: 'sumo/foreign-comment',
      message: `\`${p.text.slice(span.start, span.end)}\` begins no comment in a log search`,
      because:
        'comments are `// …` and `/* … */` (docs/search/get-started-with-search/search-basics/comments-search-queries.md)',
      help: 'write `//`',
      span,
      fix: [replace(span, '//')],
    })
    skipStage(p)
    return true
  }
  if (!isSign(token, ';')) return false
  take(p)
  sayForeign(p, {
    code: 'sumo/semicolon',
    message: 'no `;` ends a search',
    help: 'remove it; stages are joined by `|`',
    span: spanOf(token),
    ...(atStageEnd(p) ? { fix: [remove(token.start, token.end)] } : {}),
  })
  return true
}

/** `limit(5)`: the number stands bare. */
export function bareNumber(p: Parser, span: { readonly start: number; readonly end: number }, number: string): void {
  const apart = /\s/.test(p.text.charAt(span.start - 1)) ? number : ` ${number}`
  sayForeign(p, {
    code: 'sumo/limit-number',
    message: 'the number of rows stands without brackets',
    help: `write \`limit ${number}\``,
    span,
    fix: [replace(span, apart)],
  })
}

/** `transpose rows a columns b`: says that the word has no `s`, which is read without. */
export function pluralWord(p: Parser, word: string): void {
  const token = peek(p)
  if (!isWord(token, `${word}s`)) return
  sayForeign(p, {
    code: 'sumo/plural-word',
    message: `\`${token.text}\` is written \`${word}\``,
    help: `write \`${word}\``,
    span: spanOf(token),
    fix: [replace(spanOf(token), word)],
  })
}
