import { cover } from '../../../base/span.ts'
import type { Infix } from '../../kit/pratt.ts'
import { parseExpr, power } from '../expression.ts'
import type { Token } from '../lexer.ts'
import { isSign, isWord, type Parser, peek, take } from '../parsing.ts'
import type { BinaryOperator, Expr } from '../syntax.ts'
import { quote } from '../text.ts'
import { patternExpr } from './call.ts'
import { bodyOf, literalRegex } from './patterns.ts'
import { insert, replace, sayForeign, shorten, spanOf, textAt } from './say.ts'

// Comparisons that other languages, and people, write in words or with other signs.

/** Words that compare: PowerShell, XPath, templates of many tools. */
const words: Readonly<Record<string, BinaryOperator>> = {
  eq: '=',
  equals: '=',
  ne: '!=',
  neq: '!=',
  gt: '>',
  gte: '>=',
  ge: '>=',
  lt: '<',
  lte: '<=',
  le: '<=',
}

/** Signs that are none here, by what stands beside what. */
const signs: Readonly<Record<string, BinaryOperator>> = { '=<': '<=', '=>': '>=', '===': '=', '!==': '!=' }

/** `x exists`, `x & y` and what else stands behind or between conditions, if it stands next. */
function foreignWord(p: Parser): Infix<Expr> | undefined {
  const [token, next] = [peek(p), peek(p, 1)]
  if (isWord(token, 'exists') && (next.kind === 'end' || /^(?:\||\)|and|or)$/i.test(next.text)))
    return { power: power.comparison, combine: left => parseExists(p, left) }
  return undefined
}

/** A single `&`, if it stands next. */
export const foreignAnd = (p: Parser): Infix<Expr> | undefined =>
  peek(p).kind === 'unknown' && peek(p).text === '&'
    ? { power: power.and, combine: (left, operand) => parseAnd(p, left, operand) }
    : undefined

function parseAnd(p: Parser, left: Expr, operand: (power: number) => Expr): Expr {
  const operator = takeOperator(p, 1)
  const right = operand(power.and + 1)
  sayForeign(p, {
    code: 'sumo/single-sign',
    message: 'conditions are joined by `and`, or by `&&`',
    because: 'a single `&` means nothing in a log search, and a single `|` ends the stage',
    help: 'write `and`',
    span: operator,
    fix: [replace(operator, /\s/.test(p.text.charAt(operator.start - 1)) ? 'and' : ' and ')],
  })
  return { kind: 'binary', is: '&&', operator, left, right, span: cover(left.span, right.span) }
}

function parseExists(p: Parser, left: Expr): Expr {
  const operator = takeOperator(p, 1)
  const span = cover(left.span, operator)
  sayForeign(p, {
    code: 'sumo/exists',
    message: 'whether a field is there is asked by a function',
    help: `write \`!isNull(${shorten(textAt(p, left.span))})\``,
    span: operator,
    fix: [insert(left.span.start, '!isNull('), replace({ start: left.span.end, end: span.end }, ')')],
  })
  const call: Expr = { kind: 'call', fn: { name: 'isNull', span: operator }, args: [left], span }
  return { kind: 'unary', is: '!', operator, arg: call, span }
}

/** Such a comparison, if one stands next. */
export function foreignComparison(p: Parser): Infix<Expr> | undefined {
  const token = peek(p)
  const next = peek(p, 1)
  const at = power.comparison
  if (token.kind === 'word') {
    const is = Object.hasOwn(words, token.text.toLowerCase()) ? words[token.text.toLowerCase()] : undefined
    if (is !== undefined && startsValue(next)) return { power: at, combine: (l, o) => parsePlain(p, 1, is, l, o) }
    const phrase = phraseHere(p)
    return phrase === undefined ? foreignWord(p) : { power: at, combine: (l, o) => parsePhrase(p, phrase, l, o) }
  }
  const beside = token.kind === 'punctuation' && next.kind === 'punctuation' && token.end === next.start
  const written = beside ? token.text + next.text : ''
  const is = Object.hasOwn(signs, written) ? signs[written] : undefined
  return is === undefined ? undefined : { power: at, combine: (l, o) => parsePlain(p, 2, is, l, o) }
}

const startsValue = (t: Token): boolean =>
  t.kind === 'string' || t.kind === 'number' || t.kind === 'single-quoted' || t.kind === 'word' || t.text === '-'

/** Takes so many tokens as one operator. */
function takeOperator(p: Parser, count: number) {
  const first = take(p, 'operator')
  let last = first
  for (let i = 1; i < count; i++) last = take(p, 'operator')
  return cover(spanOf(first), spanOf(last))
}

function parsePlain(p: Parser, count: number, is: BinaryOperator, left: Expr, operand: (power: number) => Expr): Expr {
  const operator = takeOperator(p, count)
  const right = operand(power.comparison + 1)
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${textAt(p, operator)}\` compares nothing in a log search; \`${is}\` does`,
    help: `write \`${shorten(textAt(p, left.span))} ${is} …\``,
    span: operator,
    fix: [replace(operator, is)],
  })
  return { kind: 'binary', is, operator, left, right, span: cover(left.span, right.span) }
}

interface Phrase {
  readonly tokens: number
  readonly is: 'starts' | 'ends' | 'contains' | 'regex' | 'similar'
  readonly negated: boolean
}

/** `starts with`, `ends with`, `does not contain`, `regex`, `match`: so many tokens, and what they mean. */
function phraseHere(p: Parser): Phrase | undefined {
  const [first, second, third] = [peek(p), peek(p, 1), peek(p, 2)]
  if (isWord(second, 'with') && third.kind === 'string') {
    if (isWord(first, 'starts') || isWord(first, 'begins')) return { tokens: 2, is: 'starts', negated: false }
    if (isWord(first, 'ends')) return { tokens: 2, is: 'ends', negated: false }
  }
  if (isWord(first, 'does') && isWord(second, 'not') && isWord(third, 'contain'))
    return { tokens: 3, is: 'contains', negated: true }
  if (isWord(first, 'similar') && isWord(second, 'to') && third.kind === 'string')
    return { tokens: 2, is: 'similar', negated: false }
  if ((isWord(first, 'regex') || isWord(first, 'match')) && second.kind === 'string')
    return { tokens: 1, is: 'regex', negated: false }
  return undefined
}

function parsePhrase(p: Parser, phrase: Phrase, left: Expr, operand: (power: number) => Expr): Expr {
  const operator = takeOperator(p, phrase.tokens)
  const right = operand(power.comparison + 1)
  const span = cover(left.span, right.span)
  const pattern = right.kind === 'string' ? patternOf(phrase.is, right.text) : undefined
  const is = phrase.is === 'contains' ? 'contains' : 'matches'
  const written =
    pattern === undefined
      ? textAt(p, right.span)
      : pattern.kind === 'string'
        ? quote(pattern.text)
        : `/${bodyOf(pattern.text)}/`
  const subject = shorten(textAt(p, left.span))
  const [before, after] = phrase.negated ? ['!(', ')'] : ['', '']
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${textAt(p, operator)}\` is not an operator of a log search; \`${is}\` is`,
    ...(is === 'matches' ? { because: 'in quotes `*` is the only wildcard, and letter case counts' } : {}),
    help: shorten(`write \`${before}${subject} ${is} ${written}${after}\``),
    span: operator,
    fix: [
      ...(phrase.negated ? [insert(left.span.start, before), insert(span.end, after)] : []),
      replace(operator, is),
      ...(pattern === undefined ? [] : [replace(right.span, written)]),
    ],
  })
  const made: Expr = { kind: 'binary', is, operator, left, right: patternExpr(right, pattern), span }
  return phrase.negated ? { kind: 'unary', is: '!', operator, arg: made, span } : made
}

type Pattern = { readonly kind: 'string' | 'regex'; readonly text: string }

function patternOf(is: Phrase['is'], text: string): Pattern | undefined {
  if (is === 'contains') return undefined
  if (is === 'regex') return { kind: 'regex', text }
  // SQL's fits the whole value, and has two wildcards of its own
  if (is === 'similar') return { kind: 'regex', text: `^(?:${text.replaceAll('%', '.*').replaceAll('_', '.')})$` }
  const [before, after] = is === 'starts' ? ['', '*'] : ['*', '']
  if (!text.includes('*')) return { kind: 'string', text: `${before}${text}${after}` }
  return { kind: 'regex', text: `(?s)${is === 'starts' ? '^' : ''}${literalRegex(text)}${is === 'starts' ? '' : '$'}` }
}

/** `x = *`, which elsewhere asks for any value: `!isNull(x)`; a star may stand alone nowhere here. The sign stands next. */
export function foreignAny(p: Parser): Infix<Expr> | undefined {
  const [sign, star, next] = [peek(p), peek(p, 1), peek(p, 2)]
  const equals = isSign(sign, '=') || isSign(sign, '==')
  const ends = next.kind === 'end' || /^[|)\],]$/.test(next.text) || isWord(next, 'and') || isWord(next, 'or')
  if (!(equals || isSign(sign, '!=')) || !isSign(star, '*') || !ends) return undefined
  return {
    power: power.comparison,
    combine: left => {
      const operator = takeOperator(p, 2)
      const span = cover(left.span, operator)
      const name = equals ? '!isNull' : 'isNull'
      sayForeign(p, {
        code: 'sumo/star-value',
        message: '`*` stands for any value in the search scope only',
        because: 'after a pipe it multiplies',
        help: `write \`${name}(${shorten(textAt(p, left.span))})\``,
        span: operator,
        fix: [insert(left.span.start, `${name}(`), replace({ start: left.span.end, end: span.end }, ')')],
      })
      const call: Expr = { kind: 'call', fn: { name: 'isNull', span: operator }, args: [left], span }
      return equals ? { kind: 'unary', is: '!', operator, arg: call, span } : call
    },
  }
}

/** `x in ["a", "b"]` and `x in {"a", "b"}` of programming languages, if such a list stands next behind `in`: what closes it. */
export function otherList(p: Parser): ']' | '}' | undefined {
  const open = peek(p)
  const closing = isSign(open, '[') ? ']' : open.kind === 'unknown' && open.text === '{' ? '}' : undefined
  if (closing === undefined || isWord(peek(p, 1), 'subquery')) return undefined
  let i = 1
  while (
    peek(p, i).kind === 'string' ||
    peek(p, i).kind === 'number' ||
    peek(p, i).kind === 'single-quoted' ||
    isSign(peek(p, i), ',')
  )
    i++
  const close = peek(p, i)
  if (close.text !== closing) return undefined
  sayForeign(p, {
    code: closing === ']' ? 'sumo/square-list' : 'sumo/curly-list',
    message: 'a list stands in round brackets',
    because: closing === ']' ? 'square brackets hold a subquery' : 'single braces mean nothing in a log search',
    help: `write \`in (${shorten(p.text.slice(open.end, close.start))})\``,
    span: cover(spanOf(open), spanOf(close)),
    fix: [replace(spanOf(open), '('), replace(spanOf(close), ')')],
  })
  return closing
}

/** `x in "a", "b"`: the values of a list without brackets, if it stands next behind `in`. */
export function bareList(p: Parser): readonly Expr[] | undefined {
  const first = peek(p)
  const isValue = (at: number): boolean => ['string', 'number', 'single-quoted'].includes(peek(p, at).kind)
  if (!isValue(0)) return undefined
  const list = [parseExpr(p, power.sum)]
  while (isSign(peek(p), ',') && isValue(1)) {
    take(p)
    list.push(parseExpr(p, power.sum))
  }
  const span = { start: first.start, end: p.cursor.end() }
  sayForeign(p, {
    code: 'sumo/list-brackets',
    message: 'the values behind `in` stand in brackets',
    help: `write \`in (${shorten(textAt(p, span))})\``,
    span,
    fix: [insert(span.start, '('), insert(span.end, ')')],
  })
  return list
}
