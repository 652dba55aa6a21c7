import type { Edit } from '../../../base/diagnostic.ts'
import { cover, type Span } from '../../../base/span.ts'
import type { Infix } from '../../kit/pratt.ts'
import { parseExpr, parseItems, power } from '../expression.ts'
import type { Token } from '../lexer.ts'
import { acceptSign, acceptWord, expectWord, isSign, isWord, type Parser, peek, spanFrom, take } from '../parsing.ts'
import type { BinaryOperator, Expr } from '../syntax.ts'
import { quote, unquote } from '../text.ts'
import { patternExpr } from './call.ts'
import { bodyOf, boundary, fromLike, literalRegex, termRegex } from './patterns.ts'
import { isSmall, nameFirst } from './repeat.ts'
import { insert, remove, replace, sayForeign, shorten, spanOf, textAt } from './say.ts'

type Pattern = { readonly kind: 'string' | 'regex'; readonly text: string }

/** An operator of another language: whose it is, and what its text means after `matches`. */
interface Matching {
  readonly of: string
  readonly pattern: (text: string) => Pattern
}

const regex = (text: string): Pattern => ({ kind: 'regex', text })
const glob =
  (before: string, after: string) =>
  (text: string): Pattern =>
    text.includes('*')
      ? regex(`(?s)${before === '' ? '^' : ''}${literalRegex(text)}${after === '' ? '$' : ''}`)
      : { kind: 'string', text: before + text + after }
const term =
  (flags: string) =>
  (text: string): Pattern =>
    regex(`${flags}${termRegex(text)}`)

const matching: Readonly<Record<string, Matching>> = {
  like: { of: 'SQL', pattern: text => fromLike(text, false) },
  ilike: { of: 'SQL', pattern: text => fromLike(text, true) },
  rlike: { of: 'SQL', pattern: regex },
  regexp: { of: 'SQL', pattern: regex },
  has: { of: 'KQL', pattern: term('(?i)') },
  has_cs: { of: 'KQL', pattern: term('') },
  hasprefix: { of: 'KQL', pattern: text => regex(`(?i)${boundary(text[0])}${literalRegex(text)}`) },
  hassuffix: { of: 'KQL', pattern: text => regex(`(?i)${literalRegex(text)}${boundary(text[text.length - 1])}`) },
  startswith: { of: 'KQL', pattern: text => regex(`(?i)^${literalRegex(text)}`) },
  startswith_cs: { of: 'KQL', pattern: glob('', '*') },
  endswith: { of: 'KQL', pattern: text => regex(`(?i)${literalRegex(text)}$`) },
  endswith_cs: { of: 'KQL', pattern: glob('*', '') },
  glob: { of: 'SQLite', pattern: text => ({ kind: 'string', text }) },
  contains_cs: { of: 'KQL', pattern: glob('*', '*') },
}

/** Words that may follow `!` or `not` as one operator. */
const negatable = new Set([...Object.keys(matching), 'matches', 'contains', 'in', 'between'])

/** An operator of another language, if one stands next. */
export function foreignInfix(p: Parser): Infix<Expr> | undefined {
  const token = peek(p)
  const next = peek(p, 1)
  const negated =
    (isSign(token, '!') || isWord(token, 'not')) && next.kind === 'word' && negatable.has(next.text.toLowerCase())
  const word = negated ? next : token
  const at = power.comparison
  if (word.kind === 'word') {
    const key = word.text.toLowerCase()
    if (Object.hasOwn(matching, key)) return { power: at, combine: (l, o) => parseMatching(p, negated, l, o) }
    if (key === 'between') return { power: at, combine: (l, o) => parseBetween(p, negated, l, o) }
    if (negated && key === 'in') return { power: at, combine: left => parseNotIn(p, left) }
    if (negated) return { power: at, combine: (l, o) => parseNegated(p, l, o) }
    if (key === 'is') return { power: at, combine: left => parseIs(p, left) }
    return undefined
  }
  if (token.text === '=~' || token.text === '!~' || (token.kind === 'unknown' && token.text === '~'))
    return { power: at, combine: (l, o) => parseTilde(p, l, o) }
  return undefined
}

/** `==~` and `~=`, if one stands next. */
export const foreignTilde = (p: Parser): Infix<Expr> | undefined =>
  isGroovy(p) ? { power: power.comparison, combine: (l, o) => parseTilde(p, l, o) } : undefined

/** Signs for regular expressions that are two tokens. */
function isGroovy(p: Parser): boolean {
  const [first, second] = [peek(p), peek(p, 1)]
  return first.end === second.start && ['==~', '~='].includes(first.text + second.text)
}

/** Takes the operator, its negation with it, and what stands right of it. */
function takeOperator(p: Parser, negated: boolean): { readonly first: Token; readonly word: Token } {
  const first = take(p, 'operator')
  return { first, word: negated ? take(p, 'operator') : first }
}

const negate = (e: Expr, first: Token): Expr => ({
  kind: 'unary',
  is: '!',
  operator: spanOf(first),
  arg: e,
  span: e.span,
})
const aroundNot = (negated: boolean, left: Expr, end: number): Edit[] =>
  negated ? [insert(left.span.start, '!('), insert(end, ')')] : []

function parseMatching(p: Parser, negated: boolean, left: Expr, operand: (power: number) => Expr): Expr {
  const { first, word } = takeOperator(p, negated)
  const key = word.text.toLowerCase()
  const { of, pattern } = matching[key] ?? { of: 'SQL', pattern: regex }
  const right = operand(power.comparison + 1)
  const span = cover(left.span, right.span)
  const translated = right.kind === 'string' ? pattern(right.text) : undefined
  const written = translated === undefined ? undefined : writePattern(translated)
  const operator = { start: first.start, end: word.end }
  const subject = shorten(textAt(p, left.span))
  const help =
    written === undefined
      ? 'write `matches "*…*"` with wildcards, or `matches /…/` with a regular expression'
      : `write \`${negated ? `!(${subject} matches ${written})` : `${subject} matches ${written}`}\``
  sayForeign(p, {
    code: key === 'like' || key === 'ilike' ? 'sumo/like' : 'sumo/foreign-operator',
    message: `\`${textAt(p, operator)}\` is ${of}; a log search writes \`matches\``,
    because: 'in quotes `*` is the only wildcard, and letter case counts',
    help,
    span: operator,
    ...(written === undefined
      ? {}
      : { fix: [...aroundNot(negated, left, span.end), replace(operator, 'matches'), replace(right.span, written)] }),
  })
  const made: Expr = { kind: 'binary', is: 'matches', operator, left, right: patternExpr(right, translated), span }
  return negated ? negate(made, first) : made
}

const writePattern = (pattern: Pattern): string =>
  pattern.kind === 'string' ? quote(pattern.text) : `/${bodyOf(pattern.text)}/`

/** `x !matches y`, `x not matches y`, `x !contains y`: negation stands before the whole comparison. */
function parseNegated(p: Parser, left: Expr, operand: (power: number) => Expr): Expr {
  const { first, word } = takeOperator(p, true)
  const is = word.text.toLowerCase() as BinaryOperator
  const right = operand(power.comparison + 1)
  const span = cover(left.span, right.span)
  sayForeign(p, {
    code: 'sumo/negated-operator',
    message: `a log search has no \`${textAt(p, { start: first.start, end: word.end })}\`; the negation stands before the comparison`,
    because: 'it is known from Cloud SIEM rules and KQL; the only negated operator here is `not in`',
    help: `write \`!(${shorten(textAt(p, left.span))} ${is} …)\``,
    span: { start: first.start, end: word.end },
    fix: [insert(left.span.start, '!('), remove(first.start, word.start), insert(span.end, ')')],
  })
  return negate({ kind: 'binary', is, operator: spanOf(word), left, right, span }, first)
}

/** `x !in (…)`. */
function parseNotIn(p: Parser, arg: Expr): Expr {
  const { first } = takeOperator(p, true)
  sayForeign(p, {
    code: 'sumo/negated-operator',
    message: '`!in` is KQL; a log search writes `not in`',
    help: 'write `not in (…)`',
    span: spanOf(first),
    fix: [replace(spanOf(first), p.text[first.start - 1] === ' ' ? 'not ' : ' not ')],
  })
  const list = acceptSign(p, '(') === undefined ? [] : parseItems(p)
  return { kind: 'in', negated: true, arg, list, span: spanFrom(p, arg.span.start) }
}

/** What may stand behind `is`, and the function that asks it. */
const states: Readonly<Record<string, string>> = {
  null: 'isNull',
  missing: 'isNull',
  undefined: 'isNull',
  none: 'isNull',
  nil: 'isNull',
  empty: 'isEmpty',
  blank: 'isBlank',
}

/** `x is null`, `x is not null`, `x is empty`. */
function parseIs(p: Parser, arg: Expr): Expr {
  const first = take(p, 'operator')
  const negated = acceptWord(p, 'not') !== undefined
  const state = peek(p).kind === 'word' ? states[peek(p).text.toLowerCase()] : undefined
  if (state === undefined) {
    const at = spanFrom(p, first.start)
    sayForeign(p, {
      code: 'sumo/is',
      message: `\`${textAt(p, at)}\` compares nothing in a log search`,
      because: 'whether a value is there is asked by `isNull(x)`; two values are compared by `=`',
      help: `write \`${shorten(textAt(p, arg.span))} ${negated ? '!=' : '='} …\``,
      span: at,
      fix: [replace(at, negated ? '!=' : '=')],
    })
    const right = parseExpr(p, power.sum)
    const is = negated ? '!=' : '='
    return { kind: 'binary', is, operator: at, left: arg, right, span: cover(arg.span, right.span) }
  }
  const word = take(p, 'operator')
  const span = spanFrom(p, arg.span.start)
  const name = negated ? `!${state}` : state
  sayForeign(p, {
    code: 'sumo/is-null',
    message: `\`is ${negated ? 'not ' : ''}${word.text.toLowerCase()}\` is ${/^null$/i.test(word.text) ? 'SQL' : 'another language'}; a log search calls \`${state}\``,
    help: `write \`${name}(${shorten(textAt(p, arg.span))})\``,
    span: { start: first.start, end: span.end },
    fix: [insert(arg.span.start, `${name}(`), replace({ start: arg.span.end, end: span.end }, ')')],
  })
  const call: Expr = { kind: 'call', fn: { name: state, span: spanOf(first) }, args: [arg], span }
  return negated ? negate(call, first) : call
}

/** `x between a and b`, and KQL's `x between (a .. b)`. */
function parseBetween(p: Parser, negated: boolean, left: Expr, operand: (power: number) => Expr): Expr {
  const { first, word } = takeOperator(p, negated)
  const dotted = isSign(peek(p), '(')
  if (dotted) take(p)
  const low = operand(power.sum)
  while (dotted && peek(p).kind === 'unknown' && peek(p).text === '.') take(p)
  if (!dotted) expectWord(p, 'and', 'and the upper bound')
  const high = operand(power.sum)
  if (dotted && isSign(peek(p), ')')) take(p)
  const span = spanFrom(p, left.span.start)
  if (!isSmall(left)) return nameFirst(p, 'sumo/between', { start: first.start, end: word.end }, span)
  const subject = textAt(p, left.span)
  const [open, close] = negated ? ['!(', ')'] : ['(', ')']
  sayForeign(p, {
    code: 'sumo/between',
    message: `\`between\` is ${dotted ? 'KQL' : 'SQL'}; a log search compares twice`,
    help: shorten(`\`${subject} >= ${textAt(p, low.span)} and ${subject} <= ${textAt(p, high.span)}\``),
    span: { start: first.start, end: word.end },
    fix: [
      insert(left.span.start, open),
      replace({ start: left.span.end, end: low.span.start }, ' >= '),
      replace({ start: low.span.end, end: high.span.start }, ` and ${subject} <= `),
      replace({ start: high.span.end, end: span.end }, close),
    ],
  })
  const operator = spanOf(word)
  const above: Expr = { kind: 'binary', is: '>=', operator, left, right: low, span }
  const below: Expr = { kind: 'binary', is: '<=', operator, left, right: high, span }
  const made: Expr = { kind: 'binary', is: '&&', operator, left: above, right: below, span }
  return negated ? negate(made, first) : made
}

/** `x =~ "y"`, which in KQL compares without case and elsewhere matches a regular expression. */
function parseTilde(p: Parser, left: Expr, operand: (power: number) => Expr): Expr {
  const pair = isGroovy(p)
  const opening = take(p, 'operator')
  const first: Token = pair ? { ...opening, text: '==~', end: take(p, 'operator').end } : opening
  const negated = first.text === '!~'
  const right = operand(power.comparison + 1)
  const span = cover(left.span, right.span)
  const operator = spanOf(first)
  const subject = shorten(textAt(p, left.span))
  // Groovy's, and a text that could be nothing but a regular expression
  if (right.kind === 'string' && (pair || /\.\*|\.\+|\\[dws.]|^\^|\$$|\|/.test(right.text))) {
    // Groovy's fits the whole value
    const whole = textAt(p, operator) === '==~'
    const text = whole ? `^(?:${right.text})$` : right.text
    const body = bodyOf(text)
    sayForeign(p, {
      code: 'sumo/foreign-operator',
      message: `\`${textAt(p, operator)}\` is not an operator of a log search; a regular expression stands after \`matches\`, between slashes`,
      help: shorten(`write \`${negated ? `!(${subject} matches /${body}/)` : `${subject} matches /${body}/`}\``),
      span: operator,
      fix: [...aroundNot(negated, left, span.end), replace(operator, 'matches'), replace(right.span, `/${body}/`)],
    })
    const pattern = patternExpr(right, { kind: 'regex', text })
    const made: Expr = { kind: 'binary', is: 'matches', operator, left, right: pattern, span }
    return negated ? negate(made, first) : made
  }
  if (right.kind === 'regex') {
    sayForeign(p, {
      code: 'sumo/foreign-operator',
      message: `\`${first.text}\` is not an operator of a log search; a regular expression stands after \`matches\``,
      help: `write \`${negated ? `!(${subject} matches /…/)` : `${subject} matches /…/`}\``,
      span: operator,
      fix: [...aroundNot(negated, left, span.end), replace(operator, 'matches')],
    })
    const made: Expr = { kind: 'binary', is: 'matches', operator, left, right, span }
    return negated ? negate(made, first) : made
  }
  const sign = negated ? '!=' : '='
  const lowered = right.kind === 'string' ? quote(right.text.toLowerCase()) : undefined
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${first.text}\` is KQL's comparison without letter case; a log search lowers the case of both sides`,
    help: `write \`toLowerCase(${subject}) ${sign} ${lowered ?? 'toLowerCase(…)'}\``,
    span: operator,
    fix: [
      insert(left.span.start, 'toLowerCase('),
      replace({ start: left.span.end, end: operator.end }, `) ${sign}`),
      ...(lowered === undefined
        ? [insert(right.span.start, 'toLowerCase('), insert(right.span.end, ')')]
        : [replace(right.span, lowered)]),
    ],
  })
  const lower = (e: Expr): Expr => ({
    kind: 'call',
    fn: { name: 'toLowerCase', span: operator },
    args: [e],
    span: e.span,
  })
  const other: Expr = right.kind === 'string' ? { ...right, text: right.text.toLowerCase() } : lower(right)
  return { kind: 'binary', is: sign, operator, left: lower(left), right: other, span }
}

/** `x = /…/` and `x != /…/`: a regular expression is no value. */
export function equalsRegex(p: Parser, negated: boolean, left: Expr, operator: Span, right: Expr): Expr {
  const span = cover(left.span, right.span)
  const subject = shorten(textAt(p, left.span))
  sayForeign(p, {
    code: 'sumo/regex-as-value',
    message: `\`${negated ? '!=' : '='}\` compares values, and a regular expression is none`,
    because: 'a regular expression stands only after `matches` and as the second argument of `replace`',
    help: `write \`${negated ? `!(${subject} matches /…/)` : `${subject} matches /…/`}\``,
    span: operator,
    fix: [
      ...aroundNot(negated, left, span.end),
      replace(operator, /\s/.test(p.text.charAt(operator.start - 1)) ? 'matches' : ' matches '),
    ],
  })
  const made: Expr = { kind: 'binary', is: 'matches', operator, left, right, span }
  return negated ? { kind: 'unary', is: '!', operator, arg: made, span } : made
}

/** `x matches ("a*", "b*")` and `x contains ("a", "b")`: one comparison for each; undefined where no list stands next. */
export function comparedWithList(p: Parser, is: 'matches' | 'contains', left: Expr, operator: Span): Expr | undefined {
  const open = peek(p)
  const first = peek(p, 1)
  if (!isSign(open, '(') || (first.kind !== 'string' && first.kind !== 'regex') || !isSign(peek(p, 2), ','))
    return undefined
  take(p)
  const list = parseItems(p)
  const span = spanFrom(p, left.span.start)
  if (!isSmall(left)) return nameFirst(p, 'sumo/pattern-list', operator, span)
  const subject = textAt(p, left.span)
  const written = list.map(item => `${subject} ${is} ${textAt(p, item.span)}`).join(' or ')
  sayForeign(p, {
    code: 'sumo/pattern-list',
    message: `\`${is}\` takes one text, not a list`,
    because: 'only `in` compares with a list, and without wildcards',
    help: shorten(`write \`(${written})\``),
    span: spanFrom(p, open.start),
    fix: [replace(span, `(${written})`)],
  })
  return list
    .map((right): Expr => ({ kind: 'binary', is, operator, left, right, span }))
    .reduce((a, b) => ({ kind: 'binary', is: '||', operator, left: a, right: b, span }))
}

/** `x not null`, if it stands next. */
export function notNull(p: Parser): Infix<Expr> | undefined {
  if (!isWord(peek(p), 'not') || !isWord(peek(p, 1), 'null')) return undefined
  return {
    power: power.comparison,
    combine: left => {
      const first = take(p, 'operator')
      take(p, 'operator')
      const span = spanFrom(p, left.span.start)
      sayForeign(p, {
        code: 'sumo/is-null',
        message: '`not null` is SQL; a log search calls `isNull`',
        help: `write \`!isNull(${shorten(textAt(p, left.span))})\``,
        span: { start: first.start, end: span.end },
        fix: [insert(left.span.start, '!isNull('), replace({ start: left.span.end, end: span.end }, ')')],
      })
      return negate({ kind: 'call', fn: { name: 'isNull', span: spanOf(first) }, args: [left], span }, first)
    },
  }
}

/** KQL's `matches regex "…"`; `matches` is taken. */
export function foreignRegex(p: Parser): Expr | undefined {
  if (!isWord(peek(p), 'regex') || peek(p, 1).kind !== 'string') return undefined
  const word = take(p, 'operator')
  const token = take(p)
  const text = unquote(token.text)
  const written = `/${bodyOf(text)}/`
  sayForeign(p, {
    code: 'sumo/matches-regex',
    message: '`matches regex` is KQL; in a log search the slashes say that it is a regular expression',
    help: shorten(`write \`matches ${written}\``),
    span: spanOf(word),
    fix: [replace({ start: word.start, end: token.end }, written)],
  })
  return { kind: 'regex', body: bodyOf(text), bodyStart: token.start + 1, flags: '', span: spanOf(token) }
}
