import { concatPlus } from '../lints/concat-plus.ts'
import { mixedBranches } from '../lints/mixed-branches.ts'
import type { Expr } from '../syntax.ts'
import { asFloat, unified } from './coerce.ts'
import { arithmetic } from './compare.ts'
import { lowerCondition } from './conditions.ts'
import { type Context, deeper, say, where } from './context.ts'
import { callFunction } from './functions.ts'
import { negation } from './logic.ts'
import { fillParameters, noteParameter } from './parameters.ts'
import { resolveTyped } from './resolve.ts'
import { lowerLookupValue } from './tables/lookup.ts'
import { floatOf, nullLiteral, numberLiteral, ofCondition, type Typed, textLiteral } from './typed.ts'

/** An expression as a value, or undefined after saying why it has none. */
export function lowerValue(context: Context, expr: Expr): Typed | undefined {
  return deeper(context, expr.span, () => value(context, expr))
}

function value(context: Context, expr: Expr): Typed | undefined {
  const { span } = expr
  switch (expr.kind) {
    case 'field':
      return resolveTyped(context, expr.name, span)
    case 'string':
      return textLiteral(fillParameters(context, expr.text, span), span)
    case 'number':
      return numberLiteral(expr.value, span)
    case 'bool':
    case 'in':
    case 'subquery':
      return ofConditionAt(context, expr)
    case 'null':
      return nullLiteral(span)
    case 'paren':
      return lowerValue(context, expr.arg)
    case 'parameter':
      noteParameter(context, expr.name, span)
      return textLiteral('*', span)
    case 'unary':
      return expr.is === '!' ? ofConditionAt(context, expr) : signed(context, expr)
    case 'binary':
      return binary(context, expr)
    case 'conditional':
      return choice(context, expr.test, expr.then, expr.else, expr)
    case 'call': {
      const [test, yes, no] = expr.args
      const isIf = expr.fn.name.toLowerCase() === 'if' && expr.args.length === 3
      if (isIf && test !== undefined && yes !== undefined && no !== undefined)
        return choice(context, test, yes, no, expr)
      return callFunction(context, expr)
    }
    case 'regex':
      return say(context, {
        code: 'sumo/regex-as-value',
        severity: 'error',
        message: 'a regex stands only after `matches` and as the second argument of `replace`',
        help: 'write `field matches /…/`, or put text in double quotes',
        span,
      })
    case 'lookup':
      return lowerLookupValue(context, expr.lookup)
    case 'error':
      return undefined
  }
}

function ofConditionAt(context: Context, expr: Expr): Typed | undefined {
  const condition = lowerCondition(context, expr)
  return condition === undefined ? undefined : ofCondition(condition, expr.span)
}

function signed(context: Context, expr: Extract<Expr, { kind: 'unary' }>): Typed | undefined {
  if (expr.arg.kind === 'number') return numberLiteral(expr.is === '-' ? -expr.arg.value : expr.arg.value, expr.span)
  const arg = lowerValue(context, expr.arg)
  const number = arg === undefined ? undefined : asFloat(arg)
  if (number === undefined) return undefined
  return floatOf(expr.is === '-' ? { op: 'call', fn: 'negate', args: [number], at: expr.span } : number, expr.span)
}

function binary(context: Context, expr: Extract<Expr, { kind: 'binary' }>): Typed | undefined {
  switch (expr.is) {
    case '+':
      return sum(context, expr)
    case '-':
    case '*':
    case '/':
    case '%': {
      const left = lowerValue(context, expr.left)
      const right = lowerValue(context, expr.right)
      return left === undefined || right === undefined
        ? undefined
        : arithmetic(context, expr.is, left, right, expr.span)
    }
    default:
      return ofConditionAt(context, expr)
  }
}

/** `a + b + …`, which is spoken of as a whole where texts are among it. */
function sum(context: Context, expr: Extract<Expr, { kind: 'binary' }>): Typed | undefined {
  const sums = [expr]
  for (let left = expr.left; left.kind === 'binary' && left.is === '+'; left = left.left) sums.unshift(left)
  const terms = [sums[0]?.left ?? expr.left, ...sums.map(s => s.right)].map(term => lowerValue(context, term))
  if (!terms.every(term => term !== undefined)) return undefined
  const lint = concatPlus(terms, expr.span, context.source)
  if (lint !== undefined) say(context, lint)
  const [first, ...rest] = terms
  return rest.reduce<Typed | undefined>((left, right, i) => {
    const at = sums[i]?.span ?? expr.span
    return left === undefined ? undefined : arithmetic(context, '+', left, right, at)
  }, first)
}

/** `if(test, a, b)` and `test ? a : b`. Branches of two kinds become text. */
function choice(context: Context, test: Expr, yes: Expr, no: Expr, expr: Expr): Typed | undefined {
  const condition = lowerCondition(context, test)
  const a = where(context, condition, () => lowerValue(context, yes))
  const b = where(context, condition === undefined ? undefined : negation(condition), () => lowerValue(context, no))
  if (condition === undefined || a === undefined || b === undefined) return undefined
  const lint = mixedBranches(a, b)
  if (lint !== undefined) say(context, lint)
  const branches = unified(a, b)
  if (condition.op === 'always') return { ...branches.as, scalar: branches.a, span: expr.span }
  if (condition.op === 'never') return { ...branches.as, scalar: branches.b, span: expr.span }
  const chosen = ofCondition(condition, test.span).scalar
  return {
    scalar: { op: 'call', fn: 'if', args: [chosen, branches.a, branches.b], at: expr.span },
    type: branches.as.type,
    kind: branches.as.kind,
    span: expr.span,
  }
}
