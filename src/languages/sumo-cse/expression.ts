import { cover } from '../../base/span.ts'
import { type Infix, parsePratt } from '../kit/pratt.ts'
import { parseOperand } from './operand.ts'
import {
  acceptSign,
  acceptWord,
  expected,
  expectSign,
  isSign,
  isWord,
  nested,
  type Parser,
  peek,
  skipItem,
  spanFrom,
  spanOf,
  take,
} from './parsing.ts'
import type { Arithmetic, Comparison, Expr, MatchOperator } from './syntax.ts'

/** How tightly operators hold, loosest first: `NOT a RLIKE b` is the opposite of `a RLIKE b`, as published rules mean it. */
export const power = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7 } as const

/** More operators in a row than this are refused; `and` and `or` may go on for ever. */
const MAX_CHAIN = 200

/** An expression. */
export function parseExpr(p: Parser, least: number = power.or): Expr {
  return parsePratt(
    () => parseOperand(p),
    chain => infix(p, chain),
    least,
  )
}

/** An expression one level deeper, or an error in its place. */
export const parseNested = (p: Parser, least: number = power.or): Expr =>
  nested(p, () => parseExpr(p, least)) ?? { kind: 'error', span: spanFrom(p, p.cursor.end()) }

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  // as filters of `hasThreatMatch` spell them
  '=<': '<=',
  '=>': '>=',
}
const arithmetics: Readonly<Record<string, { readonly is: Arithmetic; readonly power: number }>> = {
  '+': { is: '+', power: power.sum },
  '-': { is: '-', power: power.sum },
  '*': { is: '*', power: power.product },
  '/': { is: '/', power: power.product },
  '%': { is: '%', power: power.product },
}

function infix(p: Parser, chain: number): Infix<Expr> | undefined {
  const token = peek(p)
  const junction = junctionOf(p)
  if (junction !== undefined)
    return { power: power[junction], combine: (left, operand) => parseJunction(p, junction, left, operand) }
  if (token.kind !== 'punctuation' && token.kind !== 'word') return undefined
  if (chain > MAX_CHAIN) return tooLong(p)
  if (token.kind === 'word' || isSign(token, '!'))
    return startsPredicate(p) ? { power: power.comparison, combine: left => parsePredicate(p, left) } : undefined
  const comparison = Object.hasOwn(comparisons, token.text) ? comparisons[token.text] : undefined
  if (comparison !== undefined)
    return { power: power.comparison, combine: (left, operand) => parseComparison(p, comparison, left, operand) }
  const arithmetic = Object.hasOwn(arithmetics, token.text) ? arithmetics[token.text] : undefined
  if (arithmetic === undefined) return undefined
  return {
    power: arithmetic.power,
    combine: (left, operand) => {
      take(p, 'operator')
      const right = operand(arithmetic.power + 1)
      return { kind: 'arithmetic', is: arithmetic.is, left, right, span: cover(left.span, right.span) }
    },
  }
}

function tooLong(p: Parser): undefined {
  p.report.lost({
    code: 'sumo-cse/nested-too-deep',
    severity: 'error',
    message: `more than ${MAX_CHAIN} operators in a row`,
    help: 'split the expression',
    span: spanOf(peek(p)),
  })
  skipItem(p)
}

function junctionOf(p: Parser): 'and' | 'or' | undefined {
  const token = peek(p)
  if (isWord(token, 'and') || isSign(token, '&&')) return 'and'
  return isWord(token, 'or') || isSign(token, '||') ? 'or' : undefined
}

/** `a or b or c …` as one node, so that a list of thousands stays shallow. */
function parseJunction(p: Parser, is: 'and' | 'or', first: Expr, operand: (power: number) => Expr): Expr {
  const args = [first]
  while (junctionOf(p) === is) {
    take(p, 'operator')
    p.report.found()
    args.push(operand(power[is] + 1))
  }
  return { kind: 'junction', is, args, span: cover(first.span, args[args.length - 1]?.span ?? first.span) }
}

function parseComparison(p: Parser, is: Comparison, left: Expr, operand: (power: number) => Expr): Expr {
  const operator = spanOf(take(p, 'operator'))
  const right = operand(power.comparison + 1)
  return { kind: 'compare', is, left, right, operator, span: cover(left.span, right.span) }
}

const predicateWords = /^(?:like|rlike|matches|in|between)$/i

/** Whether a condition in words stands next: `like`, `not in`, `!matches`, `is null` … */
function startsPredicate(p: Parser): boolean {
  const [token, after] = [peek(p), peek(p, 1)]
  if (isSign(token, '!') || isWord(token, 'not')) return after.kind === 'word' && predicateWords.test(after.text)
  return isWord(token, 'is') || predicateWords.test(token.text)
}

function parsePredicate(p: Parser, arg: Expr): Expr {
  if (acceptWord(p, 'is') !== undefined) return parseIsNull(p, arg)
  const negated = acceptWord(p, 'not') !== undefined || acceptSign(p, '!') !== undefined
  const word = take(p, 'operator').text.toLowerCase()
  if (word === 'in') return parseIn(p, arg, negated)
  if (word === 'between') return parseBetween(p, arg, negated)
  const is: MatchOperator = word === 'like' || word === 'rlike' ? word : 'matches'
  const pattern = parseNested(p, power.comparison + 1)
  const escapedBy = is === 'like' && acceptWord(p, 'escape') !== undefined ? parseOperand(p) : undefined
  return { kind: 'match', is, negated, arg, pattern, escape: escapedBy, span: spanFrom(p, arg.span.start) }
}

function parseIsNull(p: Parser, arg: Expr): Expr {
  const negated = acceptWord(p, 'not') !== undefined
  if (acceptWord(p, 'null') === undefined) expected(p, '`null` after `is`', 'write `x IS NULL` or `x IS NOT NULL`')
  return { kind: 'is null', negated, arg, span: spanFrom(p, arg.span.start) }
}

function parseIn(p: Parser, arg: Expr, negated: boolean): Expr {
  const list = expectSign(p, '(', 'and a list of values after `in`') ? parseItems(p, ')') : []
  return { kind: 'in', negated, arg, list, span: spanFrom(p, arg.span.start) }
}

function parseBetween(p: Parser, arg: Expr, negated: boolean): Expr {
  const low = parseNested(p, power.comparison + 1)
  if (acceptWord(p, 'and') === undefined) {
    expected(p, '`and` and the upper end of the range', 'write `x BETWEEN 1 AND 9`')
    return { kind: 'error', span: spanFrom(p, arg.span.start) }
  }
  const high = parseNested(p, power.comparison + 1)
  return { kind: 'between', negated, arg, low, high, span: spanFrom(p, arg.span.start) }
}

/** Expressions between commas up to a closing bracket, which is taken; an item with an error does not spoil the others. */
export function parseItems(p: Parser, close: ')' | ']'): Expr[] {
  const items: Expr[] = []
  if (acceptSign(p, close) !== undefined) return items
  for (;;) {
    items.push(parseNested(p))
    if (!isSign(peek(p), ',') && !isSign(peek(p), close)) {
      expected(p, `\`,\` or \`${close}\``)
      skipItem(p)
    }
    if (acceptSign(p, ',') !== undefined) p.report.found()
    else {
      if (acceptSign(p, close) !== undefined) p.report.found()
      return items
    }
  }
}
