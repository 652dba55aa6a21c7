import { cover, type Span } from '../../base/span.ts'
import { type Infix, parsePratt } from '../kit/pratt.ts'
import { commaMissing, trailingComma } from './foreign/commas.ts'
import { foreignDot } from './foreign/concat.ts'
import { foreignFallback } from './foreign/fallback.ts'
import { foreignAccess } from './foreign/index-access.ts'
import { comparedWithList, equalsRegex, foreignInfix, foreignRegex, foreignTilde, notNull } from './foreign/infix.ts'
import { foreignList } from './foreign/lists.ts'
import { bareList, foreignAnd, foreignAny, foreignComparison, otherList } from './foreign/words.ts'
import { parameterName, parseOperand } from './operand.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  isSign,
  isWord,
  nested,
  neverClosed,
  type Parser,
  peek,
  skipItem,
  spanFrom,
  take,
} from './parsing.ts'
import { checkMatches } from './rules/quoted-regex.ts'
import { checkTimeUnits } from './rules/time-units.ts'
import type { BinaryOperator, Expr } from './syntax.ts'

/** How tightly operators hold, loosest first (FE for arithmetic; the rest as published queries use it). */
export const power = { conditional: 1, or: 2, and: 3, not: 4, comparison: 5, sum: 6, product: 7, sign: 8 } as const

/** More operators in a row than this are refused; `and` and `or` are balanced instead and may go on for ever. */
const MAX_CHAIN = 400

/** An expression. */
export function parseExpr(p: Parser, least: number = power.conditional): Expr {
  return parsePratt(
    () => parseOperand(p),
    chain => infix(p, chain),
    least,
  )
}

const signs: Readonly<Record<string, { readonly is: BinaryOperator; readonly power: number }>> = {
  '||': { is: '||', power: power.or },
  '&&': { is: '&&', power: power.and },
  '=': { is: '=', power: power.comparison },
  '==': { is: '=', power: power.comparison },
  '!=': { is: '!=', power: power.comparison },
  '<>': { is: '!=', power: power.comparison },
  '<': { is: '<', power: power.comparison },
  '<=': { is: '<=', power: power.comparison },
  '>': { is: '>', power: power.comparison },
  '>=': { is: '>=', power: power.comparison },
  '+': { is: '+', power: power.sum },
  '-': { is: '-', power: power.sum },
  '*': { is: '*', power: power.product },
  '/': { is: '/', power: power.product },
  '%': { is: '%', power: power.product },
}
const words: Readonly<Record<string, { readonly is: BinaryOperator; readonly power: number }>> = {
  or: { is: '||', power: power.or },
  and: { is: '&&', power: power.and },
  matches: { is: 'matches', power: power.comparison },
  contains: { is: 'contains', power: power.comparison },
}

function infix(p: Parser, chain: number): Infix<Expr> | undefined {
  const token = peek(p)
  if (token.kind === 'parameter') return { power: power.comparison, combine: after => parseRest(p, after) }
  if (token.kind === 'unknown' || token.kind === 'string')
    return chain > MAX_CHAIN
      ? undefined
      : (foreignAccess(p) ?? foreignDot(p) ?? foreignAnd(p) ?? foreignTilde(p) ?? foreignInfix(p))
  if (token.kind !== 'punctuation' && token.kind !== 'word') return undefined
  const other =
    chain > MAX_CHAIN
      ? undefined
      : (foreignAccess(p) ?? foreignFallback(p) ?? foreignTilde(p) ?? foreignComparison(p) ?? foreignAny(p))
  if (other !== undefined) return other
  const key = token.text.toLowerCase()
  const known = token.kind === 'word' ? words[key] : signs[key]
  if (known !== undefined && Object.hasOwn(token.kind === 'word' ? words : signs, key)) {
    if (known.is === '&&' || known.is === '||')
      return { power: known.power, combine: (l, o) => parseJunction(p, known, l, o) }
    return chain > MAX_CHAIN ? tooLong(p) : { power: known.power, combine: (l, o) => parseBinary(p, known, l, o) }
  }
  if (isSign(token, '?')) return { power: power.conditional, combine: test => parseConditional(p, test) }
  const list = foreignList(p) ?? notNull(p)
  if (list !== undefined) return chain > MAX_CHAIN ? undefined : list
  if (isWord(token, 'in') || (isWord(token, 'not') && isWord(peek(p, 1), 'in')))
    return { power: power.comparison, combine: left => parseIn(p, left) }
  return chain > MAX_CHAIN ? undefined : foreignInfix(p)
}

function parseRest(p: Parser, after: Expr): Expr {
  const token = take(p)
  return { kind: 'parameter', name: parameterName(token.text), after, span: cover(after.span, token) }
}

function tooLong(p: Parser): undefined {
  p.report.lost({
    code: 'sumo/nested-too-deep',
    severity: 'error',
    message: `more than ${MAX_CHAIN} operators in a row`,
    help: 'name parts of it in stages of their own: `| … as part`',
    span: { start: peek(p).start, end: peek(p).end },
  })
  skipItem(p)
}

type Known = { readonly is: BinaryOperator; readonly power: number }

function parseBinary(p: Parser, known: Known, left: Expr, operand: (power: number) => Expr): Expr {
  const token = take(p, 'operator')
  const listed =
    known.is === 'matches' || known.is === 'contains'
      ? comparedWithList(p, known.is, left, { start: token.start, end: token.end })
      : undefined
  if (listed !== undefined) return listed
  const right = (known.is === 'matches' ? foreignRegex(p) : undefined) ?? operand(known.power + 1)
  const operator: Span = { start: token.start, end: token.end }
  if (right.kind === 'regex' && (known.is === '=' || known.is === '!='))
    return equalsRegex(p, known.is === '!=', left, operator, right)
  if (known.is === 'matches') checkMatches(p, right)
  checkTimeUnits(p, known.is, left, right)
  return { kind: 'binary', is: known.is, operator, left, right, span: cover(left.span, right.span) }
}

/** `a or b or c …` as a balanced tree, so that a list of thousands stays shallow. */
function parseJunction(p: Parser, known: Known, first: Expr, operand: (power: number) => Expr): Expr {
  const operands = [first]
  const operators: Span[] = []
  for (;;) {
    const token = peek(p)
    const key = token.text.toLowerCase()
    const is = token.kind === 'word' ? words[key]?.is : token.kind === 'punctuation' ? signs[key]?.is : undefined
    if (is !== known.is) break
    take(p, 'operator')
    operators.push({ start: token.start, end: token.end })
    operands.push(operand(known.power + 1))
  }
  return balance(known.is, operands, operators, 0, operands.length)
}

function balance(
  is: BinaryOperator,
  operands: readonly Expr[],
  operators: readonly Span[],
  from: number,
  to: number,
): Expr {
  const only = operands[from] ?? { kind: 'error', span: { start: 0, end: 0 } }
  if (to - from < 2) return only
  const middle = (from + to + 1) >> 1
  const left = balance(is, operands, operators, from, middle)
  const right = balance(is, operands, operators, middle, to)
  const operator = operators[middle - 1] ?? left.span
  return { kind: 'binary', is, operator, left, right, span: cover(left.span, right.span) }
}

function parseConditional(p: Parser, test: Expr): Expr {
  take(p, 'operator')
  const error: Expr = { kind: 'error', span: spanFrom(p, p.cursor.end()) }
  const then = nested(p, () => parseExpr(p)) ?? error
  expectSign(p, ':', 'and what holds otherwise')
  const otherwise = nested(p, () => parseExpr(p)) ?? error
  return { kind: 'conditional', test, then, else: otherwise, span: cover(test.span, otherwise.span) }
}

function parseIn(p: Parser, arg: Expr): Expr {
  const negated = acceptWord(p, 'not') !== undefined
  take(p, 'operator')
  const closing = otherList(p)
  if (closing !== undefined) {
    take(p)
    const list = parseItems(p, closing)
    return { kind: 'in', negated, arg, list, span: spanFrom(p, arg.span.start) }
  }
  const bare = bareList(p)
  if (bare !== undefined) return { kind: 'in', negated, arg, list: bare, span: spanFrom(p, arg.span.start) }
  if (!expectSign(p, '(', 'and a list of values after `in`'))
    return { kind: 'error', span: spanFrom(p, arg.span.start) }
  const list = parseItems(p)
  return { kind: 'in', negated, arg, list, span: spanFrom(p, arg.span.start) }
}

/** What closes a list; braces are another language's. */
export type Closing = ')' | ']' | '}'

function acceptClosing(p: Parser, closing: Closing): boolean {
  const found = peek(p).text === closing && peek(p).kind !== 'string'
  if (found) take(p)
  return found
}

/** Expressions between commas up to a closing bracket, which is taken; an item with an error does not spoil the others. */
export function parseItems(p: Parser, closing: Closing = ')'): Expr[] {
  const items: Expr[] = []
  const open = p.cursor.last()
  if (acceptClosing(p, closing)) return items
  for (;;) {
    items.push(nested(p, () => parseExpr(p)) ?? { kind: 'error', span: { start: p.cursor.end(), end: p.cursor.end() } })
    if (commaMissing(p)) continue
    if (!isSign(peek(p), ',') && peek(p).text !== closing) {
      if (atStageEnd(p) && open !== undefined) neverClosed(p, open, closing)
      else expected(p, `\`,\` or \`${closing}\``)
      skipItem(p)
    }
    if (!trailingComma(p, closing) && acceptSign(p, ',') !== undefined) p.report.found()
    else {
      if (acceptClosing(p, closing)) p.report.found()
      return items
    }
  }
}
