import type { Scalar } from '../../../plan/plan.ts'
import { asFloat, unified } from '../../sumo/lower/coerce.ts'
import { arithmetic } from '../../sumo/lower/compare.ts'
import { constant } from '../../sumo/lower/logic.ts'
import { floatOf, nullLiteral, numberLiteral, ofCondition, type Typed, textLiteral } from '../../sumo/lower/typed.ts'
import type { Expr } from '../syntax.ts'
import { lowerCall } from './calls.ts'
import { lowerCondition } from './conditions.ts'
import { asSearch, type Context, deeper, say } from './context.ts'
import { lowerIndex, type Read, resolve } from './fields.ts'

/** An expression as one value, or undefined after saying why it has none. */
export function lowerValue(context: Context, expr: Expr): Typed | undefined {
  const value = lowerAny(context, expr)
  if (value === undefined || typeof value.type !== 'object') return value
  return say(context, {
    code: 'sumo-cse/list-as-value',
    severity: 'error',
    message: 'this is a list, not one value',
    help: 'ask for an element with `array_contains(list, "x")`, or how many there are with `size(list)`',
    span: expr.span,
  })
}

/** An expression as a value, which may be a list or have values inside. */
export function lowerAny(context: Context, expr: Expr): Read | undefined {
  return deeper(context, expr.span, () => value(context, expr))
}

function value(context: Context, expr: Expr): Read | undefined {
  const { span } = expr
  switch (expr.kind) {
    case 'field':
      return resolve(context, expr.name, span)
    case 'index':
      return lowerIndex(context, expr)
    case 'string':
      return textLiteral(expr.text, span)
    case 'number':
      return numberLiteral(expr.value, span)
    case 'bool': {
      const scalar = { op: 'literal', type: 'bool', value: expr.value, at: span } as const
      return { scalar, type: 'bool', kind: 'boolean', span, condition: constant(expr.value, span) }
    }
    case 'null':
      return nullLiteral(span)
    case 'call':
      return lowerCall(context, expr)
    case 'sign': {
      if (expr.arg.kind === 'number') return numberLiteral(expr.is === '-' ? -expr.arg.value : expr.arg.value, span)
      const arg = lowerValue(context, expr.arg)
      const number = arg === undefined ? undefined : asFloat(arg)
      if (arg === undefined || number === undefined) return arg === undefined ? undefined : notANumber(context, arg)
      return floatOf(expr.is === '-' ? { op: 'call', fn: 'negate', args: [number], at: span } : number, span)
    }
    case 'arithmetic': {
      const [left, right] = [lowerValue(context, expr.left), lowerValue(context, expr.right)]
      if (left === undefined || right === undefined) return undefined
      const made = asSearch(context, search => arithmetic(search, expr.is, left, right, span))
      return made === undefined || (expr.is !== '/' && expr.is !== '%') ? made : orMissing(made)
    }
    case 'regex':
      return say(context, {
        code: 'sumo-cse/regex-as-value',
        severity: 'error',
        message: 'a regular expression stands only after `matches` and `rlike`',
        help: 'write `field matches /…/`, or put text in quotes',
        span,
      })
    case 'list':
      return say(context, {
        code: 'sumo-cse/list-as-value',
        severity: 'error',
        message: 'a list of fields stands only in `hasThreatMatch`',
        span,
      })
    case 'error':
      return undefined
    default: {
      const condition = lowerCondition(context, expr)
      return condition === undefined ? undefined : ofCondition(condition, span)
    }
  }
}

/** Nothing by nothing is no number: a value that is missing, and false in every comparison. */
const orMissing = (value: Typed): Typed => {
  const infinite: Scalar = { op: 'literal', type: 'float', value: Number.POSITIVE_INFINITY }
  const number = ofCondition({ op: 'compare', is: 'le', left: value.scalar, right: infinite }, value.span).scalar
  const nothing: Scalar = { op: 'literal', type: 'float', value: null }
  return { ...value, scalar: { op: 'call', fn: 'if', args: [number, value.scalar, nothing], at: value.span } }
}

const notANumber = (context: Context, value: Typed): undefined =>
  say(context, {
    code: 'sumo-cse/type-mismatch',
    severity: 'error',
    message: 'a truth value is no number',
    help: 'write `if(condition, 1, 0)`',
    span: value.span,
  })

/** `if(test, a, b)` (docs/cse/rules/cse-rules-syntax.md). Branches of two kinds become text. */
export function choice(context: Context, expr: Extract<Expr, { kind: 'call' }>): Typed | undefined {
  const [test, yes, no] = expr.args
  if (test === undefined || yes === undefined || no === undefined) return undefined
  const condition = lowerCondition(context, test)
  const [a, b] = [lowerValue(context, yes), lowerValue(context, no)]
  if (condition === undefined || a === undefined || b === undefined) return undefined
  const branches = unified(a, b)
  if (condition.op === 'always') return { ...branches.as, scalar: branches.a, span: expr.span }
  if (condition.op === 'never') return { ...branches.as, scalar: branches.b, span: expr.span }
  return {
    scalar: {
      op: 'call',
      fn: 'if',
      args: [ofCondition(condition, test.span).scalar, branches.a, branches.b],
      at: expr.span,
    },
    type: branches.as.type,
    kind: branches.as.kind,
    span: expr.span,
  }
}
