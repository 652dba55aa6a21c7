import type { Span } from '../../../base/span.ts'
import type { Comparison as PlanComparison, Predicate, Scalar } from '../../../plan/plan.ts'
import { asCondition, asText, converted } from '../../sumo/lower/coerce.ts'
import { bothNumbers, compared } from '../../sumo/lower/compare.ts'
import { allOf, anyOf, constant, negation } from '../../sumo/lower/logic.ts'
import { literalText, type Typed } from '../../sumo/lower/typed.ts'
import type { Comparison, Expr } from '../syntax.ts'
import { conditionOfCall } from './calls.ts'
import { type Context, deeper, say } from './context.ts'
import { lowerMatch } from './matching.ts'
import { lowerAny, lowerValue } from './values.ts'

/** An expression as a condition, or undefined after saying why it is none. */
export function lowerCondition(context: Context, expr: Expr): Predicate | undefined {
  return deeper(context, expr.span, () => condition(context, expr))
}

function condition(context: Context, expr: Expr): Predicate | undefined {
  const { span } = expr
  switch (expr.kind) {
    case 'bool':
      return constant(expr.value, span)
    case 'null':
      return constant(false, span)
    case 'not': {
      const arg = lowerCondition(context, expr.arg)
      return arg === undefined ? undefined : negation(arg, span)
    }
    case 'junction': {
      const args = expr.args.map(arg => lowerCondition(context, arg))
      if (!args.every(arg => arg !== undefined)) return undefined
      return expr.is === 'and' ? allOf(args, span) : anyOf(args, span)
    }
    case 'compare':
      return lowerComparison(context, expr)
    case 'match':
      return lowerMatch(context, expr)
    case 'in':
      return lowerIn(context, expr)
    case 'between':
      return lowerBetween(context, expr)
    case 'is null': {
      const value = lowerAny(context, expr.arg)
      if (value === undefined) return undefined
      const missing = isMissing(value, span)
      return expr.negated ? negation(missing, span) : missing
    }
    case 'call':
      return conditionOfCall(context, expr) ?? fromValue(context, expr)
    case 'error':
      return undefined
    default:
      return fromValue(context, expr)
  }
}

/** Whether a value is missing. */
export const isMissing = (value: Typed, at: Span): Predicate =>
  value.scalar.op === 'literal'
    ? constant(value.scalar.value === null, at)
    : negation({ op: 'present', of: value.scalar, at }, at)

function fromValue(context: Context, expr: Expr): Predicate | undefined {
  const value = lowerValue(context, expr)
  if (value === undefined) return undefined
  const found = expr.kind === 'string' ? undefined : asCondition(value)
  if (found !== undefined) return found
  return say(context, {
    code: 'sumo-cse/not-a-condition',
    severity: 'error',
    message: `a ${value.kind === 'number' ? 'number' : 'text'} is no condition`,
    help: 'compare it with something: `… > 0`, `… = "x"`',
    span: expr.span,
  })
}

const signs: Readonly<Record<Exclude<Comparison, '!='>, PlanComparison>> = {
  '=': 'eq',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
}

function lowerComparison(context: Context, expr: Extract<Expr, { kind: 'compare' }>): Predicate | undefined {
  const left = lowerValue(context, expr.left)
  const right = lowerValue(context, expr.right)
  if (left === undefined || right === undefined) return undefined
  sayNull(context, left, right, expr)
  sayTurned(context, expr)
  const found = compare(context, expr.is === '!=' ? '=' : expr.is, left, right, expr.span)
  return found === undefined || expr.is !== '!=' ? found : negation(found, expr.span)
}

/**
 * A comparison: false where a side is missing. Text is read as a number where the other side is one; truth values are equal
 * or not (docs/cse/rules/cse-rules-syntax.md).
 */
export function compare(
  context: Context,
  sign: Exclude<Comparison, '!='>,
  left: Typed,
  right: Typed,
  at: Span,
): Predicate | undefined {
  if (left.kind === 'null' || right.kind === 'null') return constant(false, at)
  if (left.kind === 'boolean' || right.kind === 'boolean') return compareTruth(context, sign, left, right, at)
  if (left.kind === 'number' || right.kind === 'number') {
    const numbers = bothNumbers(left, right)
    return numbers === undefined ? undefined : compared(signs[sign], numbers[0], numbers[1], at)
  }
  if (sign !== '=') sayTextOrder(context, left, right, at)
  return compared(signs[sign], asText(left), asText(right), at)
}

function compareTruth(context: Context, sign: Comparison, left: Typed, right: Typed, at: Span): Predicate | undefined {
  const [a, b] = [asTruth(left), asTruth(right)]
  if (sign === '=' && a !== undefined && b !== undefined) return { op: 'compare', is: 'eq', left: a, right: b, at }
  return say(context, {
    code: 'sumo-cse/type-mismatch',
    severity: 'error',
    message: sign === '=' ? 'a truth value is compared with a number' : `truth values have no order for \`${sign}\``,
    help: 'compare it with `true` or `false`, or use it as a condition by itself',
    span: at,
  })
}

const asTruth = (value: Typed): Scalar | undefined =>
  value.kind === 'number' ? undefined : converted(value.scalar, value.type, 'bool')

function sayNull(context: Context, left: Typed, right: Typed, expr: Extract<Expr, { kind: 'compare' }>): void {
  if ((left.kind === 'null') === (right.kind === 'null')) return
  const [other] = left.kind === 'null' ? [expr.right] : [expr.left]
  if (other?.kind !== 'field' && other?.kind !== 'index') return
  const written = context.source.text.slice(other.span.start, other.span.end)
  const negated = expr.is === '!='
  say(context, {
    code: 'sumo-cse/compared-with-null',
    severity: 'warning',
    message: `this is always ${negated ? 'true' : 'false'}`,
    because: 'every comparison with null is false, whatever the record holds (docs/cse/rules/cse-rules-syntax.md)',
    help: `write \`${written} IS ${negated ? 'NOT ' : ''}NULL\``,
    span: expr.span,
    ...(expr.is === '=' || negated
      ? { fix: [{ span: expr.span, text: `${written} IS ${negated ? 'NOT ' : ''}NULL` }] }
      : {}),
  })
}

/** `=<` and `=>` are signs of filters in `hasThreatMatch` (docs/cse/rules/cse-rules-syntax.md), and of nothing else. */
function sayTurned({ source, of, diagnostics }: Context, { operator, is }: Extract<Expr, { kind: 'compare' }>): void {
  const written = source.text.slice(operator.start, operator.end)
  if (of === 'indicator' || (written !== '=<' && written !== '=>')) return
  diagnostics.push({
    code: 'sumo-cse/turned-sign',
    severity: 'error',
    message: `\`${written}\` is no sign of a comparison of fields`,
    because: 'only filters inside `hasThreatMatch` are written so',
    help: `write \`${is}\``,
    span: operator,
    fix: [{ span: operator, text: is }],
  })
}

/** Text in the order of numbers is seldom meant: '10' comes before '9'. */
function sayTextOrder(context: Context, left: Typed, right: Typed, at: Span): void {
  const written = literalText(right) ?? literalText(left)
  if (written === undefined || !/^-?[0-9]+(\.[0-9]+)?$/.test(written)) return
  say(context, {
    code: 'sumo-cse/text-order',
    severity: 'warning',
    message: `text is compared with the text '${written}', not with the number`,
    because: "texts are compared letter by letter, so '10' comes before '9'",
    help: `for numbers write ${written} without quotes`,
    span: at,
  })
}

function lowerIn(context: Context, expr: Extract<Expr, { kind: 'in' }>): Predicate | undefined {
  const value = lowerValue(context, expr.arg)
  const list = expr.list.map(item => lowerValue(context, item))
  if (value === undefined || !list.every(item => item !== undefined)) return undefined
  const options = list.map(item => compare(context, '=', value, item, item.span))
  if (!options.every(option => option !== undefined)) return undefined
  const found = anyOf(options, expr.span)
  return expr.negated ? negation(found, expr.span) : found
}

function lowerBetween(context: Context, expr: Extract<Expr, { kind: 'between' }>): Predicate | undefined {
  const [value, low, high] = [expr.arg, expr.low, expr.high].map(part => lowerValue(context, part))
  if (value === undefined || low === undefined || high === undefined) return undefined
  const [lowText, highText] = [literalText(low), literalText(high)]
  // Ends that are written with as many digits are in the order of numbers for values with as many.
  const alike = lowText !== undefined && lowText.length === highText?.length
  const before = context.diagnostics.length
  const parts = [compare(context, '>=', value, low, expr.span), compare(context, '<=', value, high, expr.span)]
  if (alike) context.diagnostics.length = before
  if (!parts.every(part => part !== undefined)) return undefined
  const found = allOf(parts, expr.span)
  return expr.negated ? negation(found, expr.span) : found
}
