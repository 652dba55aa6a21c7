import type { Predicate } from '../../../plan/plan.ts'
import { globEquals } from '../lints/glob-eq.ts'
import { unquotedValue } from '../lints/unquoted-value.ts'
import type { BinaryOperator, Expr } from '../syntax.ts'
import { asCondition } from './coerce.ts'
import { compare, type Sign } from './compare.ts'
import { type Context, deeper, say, where } from './context.ts'
import { allOf, anyOf, constant, negation } from './logic.ts'
import { contains, matches, within } from './matching.ts'
import { subqueryInCondition } from './subquery.ts'
import { lowerValue } from './values.ts'

/** An expression as a condition, or undefined after saying why it is none. */
export function lowerCondition(context: Context, expr: Expr): Predicate | undefined {
  return deeper(context, expr.span, () => condition(context, expr))
}

function condition(context: Context, expr: Expr): Predicate | undefined {
  switch (expr.kind) {
    case 'paren':
      return lowerCondition(context, expr.arg)
    case 'bool':
      return constant(expr.value, expr.span)
    case 'in':
      return within(context, expr)
    case 'subquery':
      return subqueryInCondition(context, expr.query)
    case 'unary': {
      if (expr.is !== '!') return fromValue(context, expr)
      const arg = lowerCondition(context, expr.arg)
      return arg === undefined ? undefined : negation(arg, expr.span)
    }
    case 'conditional':
      return choice(context, [expr.test, expr.then, expr.else], expr)
    case 'call':
      return expr.fn.name.toLowerCase() === 'if' && expr.args.length === 3
        ? choice(context, expr.args, expr)
        : fromValue(context, expr)
    case 'binary':
      return binary(context, expr)
    default:
      return fromValue(context, expr)
  }
}

function fromValue(context: Context, expr: Expr): Predicate | undefined {
  const value = lowerValue(context, expr)
  if (value === undefined) return undefined
  const found = asCondition(value)
  if (found !== undefined) return found
  return say(context, {
    code: 'sumo/not-a-condition',
    severity: 'error',
    message: value.kind === 'null' ? '`null` is no condition' : 'this is a number, not a condition',
    help: value.kind === 'null' ? 'write `isNull(field)`' : 'compare it with something: `… > 0`',
    span: expr.span,
  })
}

/** `if` in a condition: one of two conditions. */
function choice(context: Context, parts: readonly Expr[], expr: Expr): Predicate | undefined {
  const [asked, then, otherwise] = parts
  if (asked === undefined || then === undefined || otherwise === undefined) return undefined
  const test = lowerCondition(context, asked)
  const yes = where(context, test, () => lowerCondition(context, then))
  const no = where(context, test === undefined ? undefined : negation(test), () => lowerCondition(context, otherwise))
  if (test === undefined || yes === undefined || no === undefined) return undefined
  return anyOf([allOf([test, yes]), allOf([negation(test), no])], expr.span)
}

const isComparison = (is: BinaryOperator): is is Sign =>
  is === '=' || is === '!=' || is === '<' || is === '<=' || is === '>' || is === '>='

function binary(context: Context, expr: Extract<Expr, { kind: 'binary' }>): Predicate | undefined {
  const { is, span } = expr
  if (is === '&&' || is === '||') {
    const args = [lowerCondition(context, expr.left), lowerCondition(context, expr.right)]
    if (!args.every(arg => arg !== undefined)) return undefined
    return is === '&&' ? allOf(args, span) : anyOf(args, span)
  }
  if (is === 'matches') return matches(context, expr.left, expr.right, span)
  if (!isComparison(is) && is !== 'contains') return fromValue(context, expr)
  const left = lowerValue(context, expr.left)
  const unquoted = is === '=' || is === '!=' ? unquotedValue(context, expr.left, expr.right) : undefined
  if (unquoted !== undefined) say(context, unquoted)
  const right = unquoted?.severity === 'error' ? undefined : lowerValue(context, expr.right)
  if (left === undefined || right === undefined) return undefined
  if (is === 'contains') return contains(left, right, span)
  const glob = globEquals(expr, context.source)
  if (glob !== undefined) say(context, glob)
  return compare(context, is, left, right, span)
}
