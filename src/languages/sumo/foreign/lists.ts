import { cover } from '../../../base/span.ts'
import type { Infix } from '../../kit/pratt.ts'
import { parseItems, power } from '../expression.ts'
import { acceptSign, expectSign, isSign, isWord, type Parser, peek, spanFrom, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { quote } from '../text.ts'
import { bodyOf, termRegex } from './patterns.ts'
import { isSmall, nameFirst } from './repeat.ts'
import { insert, replace, sayForeign, shorten, spanOf, textAt } from './say.ts'

// KQL's operators with a list on the right: `in~`, `has_any`, `has_all`.

type Text = Extract<Expr, { kind: 'string' }>
const isText = (e: Expr): e is Text => e.kind === 'string'

/** Such an operator, if one stands next. */
export function foreignList(p: Parser): Infix<Expr> | undefined {
  const negated = isSign(peek(p), '!') || (isWord(peek(p), 'not') && isWord(peek(p, 1), 'in'))
  const [word, next] = negated ? [peek(p, 1), peek(p, 2)] : [peek(p), peek(p, 1)]
  if (isWord(word, 'in') && next.kind === 'unknown' && next.text === '~')
    return { power: power.comparison, combine: left => parseInAnyCase(p, left, negated) }
  if (!negated && (isWord(word, 'has_any') || isWord(word, 'has_all')))
    return { power: power.comparison, combine: left => parseHasList(p, left) }
  return undefined
}

/** `x in~ ("A", "b")`: `toLowerCase(x) in ("a", "b")`. */
function parseInAnyCase(p: Parser, left: Expr, negated: boolean): Expr {
  const { start } = take(p, 'operator')
  if (negated) take(p, 'operator')
  take(p)
  const operator = spanFrom(p, start)
  const list = acceptSign(p, '(') === undefined ? [] : parseItems(p)
  const texts = list.filter(isText)
  const sure = list.length > 0 && texts.length === list.length
  const is = negated ? 'not in' : 'in'
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${textAt(p, operator)}\` is KQL's list without letter case; a log search lowers the case of both sides`,
    help: `write \`toLowerCase(${shorten(textAt(p, left.span))}) ${is} (…)\` with lower-case texts`,
    span: operator,
    ...(sure
      ? {
          fix: [
            insert(left.span.start, 'toLowerCase('),
            replace({ start: left.span.end, end: operator.end }, `) ${is}`),
            ...texts.map(text => replace(text.span, quote(text.text.toLowerCase()))),
          ],
        }
      : {}),
  })
  const arg: Expr = { kind: 'call', fn: { name: 'toLowerCase', span: operator }, args: [left], span: left.span }
  const lowered = list.map(item => (isText(item) ? { ...item, text: item.text.toLowerCase() } : item))
  return { kind: 'in', negated, arg, list: lowered, span: spanFrom(p, left.span.start) }
}

/** `x has_any ("a", "b")` and `x has_all (…)`: words in any letter case, as regular expressions. */
function parseHasList(p: Parser, left: Expr): Expr {
  const word = take(p, 'operator')
  const all = word.text.toLowerCase() === 'has_all'
  const list = expectSign(p, '(', 'and a list of words') ? parseItems(p) : []
  const span = cover(left.span, spanFrom(p, word.start))
  if (!isSmall(left)) return nameFirst(p, 'sumo/foreign-operator', spanOf(word), span)
  const texts = list.filter(isText)
  const subject = textAt(p, left.span)
  const bodies = texts.map(text => bodyOf(`(?i)${termRegex(text.text)}`))
  const patterns = all ? bodies : [`(?i)${bodies.map(body => body.slice('(?i)'.length)).join('|')}`]
  const written = patterns.map(pattern => `${subject} matches /${pattern}/`).join(' and ')
  const sure = texts.length > 0 && texts.length === list.length
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${word.text}\` is KQL; a log search writes \`matches\``,
    because: 'a word in any letter case is a regular expression there',
    help: sure ? shorten(`write \`${written}\``) : 'write `matches /(?i)…/` with a regular expression',
    span: spanOf(word),
    ...(sure
      ? {
          fix: [
            ...(all ? [insert(left.span.start, '(')] : []),
            replace({ start: left.span.end, end: span.end }, `${written.slice(subject.length)}${all ? ')' : ''}`),
          ],
        }
      : {}),
  })
  if (!sure) return { kind: 'error', span }
  const found = patterns.map(
    (body): Expr => ({
      kind: 'binary',
      is: 'matches',
      operator: spanOf(word),
      left,
      right: { kind: 'regex', body, bodyStart: word.start, flags: '', span: spanOf(word) },
      span,
    }),
  )
  return found.reduce((a, b) => ({ kind: 'binary', is: '&&', operator: spanOf(word), left: a, right: b, span }))
}
