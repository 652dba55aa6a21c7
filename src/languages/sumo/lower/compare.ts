import type { Span } from '../../../base/span.ts'
import type { Comparison, Predicate, Scalar } from '../../../plan/plan.ts'
import { asCondition, asNumber, asText, converted } from './coerce.ts'
import { type Context, say } from './context.ts'
import { allOf, anyOf, constant, negation } from './logic.ts'
import { literalText, type Typed } from './typed.ts'

export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>='

const comparisons: Readonly<Record<Exclude<Sign, '!='>, Comparison>> = {
  '=': 'eq',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
}

/**
 * A comparison. Text is read as a number where the other side is one; a comparison with null is false, and `!=` is the
 * opposite of `=` (docs/cse/rules/cse-rules-syntax.md); the literal `null` asks whether there is a value.
 */
export function compare(context: Context, sign: Sign, left: Typed, right: Typed, at: Span): Predicate | undefined {
  if (sign === '!=') {
    const equal = compare(context, '=', left, right, at)
    return equal === undefined ? undefined : negation(equal, at)
  }
  if (left.kind === 'null' || right.kind === 'null') return compareNull(sign, left, right, at)
  if (left.kind === 'boolean' || right.kind === 'boolean') return compareBooleans(context, sign, left, right, at)
  const is = comparisons[sign]
  if (left.kind === 'number' || right.kind === 'number') return compareNumbers(is, left, right, at)
  const whole = sign === '=' ? wholeNumbers(left, right) : undefined
  return whole === undefined ? compared(is, asText(left), asText(right), at) : compared(is, whole[0], whole[1], at)
}

/** A comparison of two scalars of one type, decided now where both are literals. */
export function compared(is: Comparison, left: Scalar, right: Scalar, at: Span): Predicate {
  if (is === 'eq' && left.op === 'literal' && right.op === 'literal' && typeof left.value !== 'number')
    return constant(left.value !== null && left.value === right.value, at)
  return { op: 'compare', is, left, right, at }
}

/**
 * A comparison of two numbers as Java makes it: one that is no number (`0 / 0`) is neither less nor greater than another,
 * while for the plan it is the greatest of all. Whole numbers and text need no such care.
 */
function compareNumbers(is: Comparison, left: Typed, right: Typed, at: Span): Predicate | undefined {
  const numbers = bothNumbers(left, right)
  if (numbers === undefined) return undefined
  const found = compared(is, numbers[0], numbers[1], at)
  const upper = is === 'gt' || is === 'ge' ? left : right
  if (is === 'eq' || upper.type !== 'float' || upper.scalar.op === 'literal') return found
  // without a place: the author did not write this condition
  return allOf([found, negation({ op: 'compare', is: 'eq', left: upper.scalar, right: noNumber })], at)
}

const noNumber: Scalar = { op: 'literal', type: 'float', value: Number.NaN }

function compareNull(sign: Exclude<Sign, '!='>, left: Typed, right: Typed, at: Span): Predicate {
  if (sign !== '=') return constant(false, at)
  // two null literals are the case that Sumo documents: null = null is false
  if (left.kind === right.kind) return constant(false, at)
  const other = left.kind === 'null' ? right : left
  return negation({ op: 'present', of: other.scalar, at: other.span }, at)
}

function compareBooleans(
  context: Context,
  sign: Exclude<Sign, '!='>,
  left: Typed,
  right: Typed,
  at: Span,
): Predicate | undefined {
  const [a, b] = [asBoolean(left), asBoolean(right)]
  if (a === undefined || b === undefined || sign !== '=')
    return say(context, {
      code: 'sumo/type-mismatch',
      severity: 'error',
      message: sign === '=' ? 'a truth value is compared with a number' : `truth values have no order for \`${sign}\``,
      help: 'compare it with `true` or `false`, or use it as a condition by itself',
      span: at,
    })
  const [yes, no] = [allOf([a, b]), allOf([negation(a), negation(b)])]
  return anyOf([yes, no], at)
}

/** Text that says true or false counts as it says. */
function asBoolean(value: Typed): Predicate | undefined {
  const text = literalText(value)?.toLowerCase()
  if (text === 'true' || text === 'false') return constant(text === 'true', value.span)
  return asCondition(value)
}

/** Both sides as numbers of one type: whole numbers stay exact when both are. */
export function bothNumbers(left: Typed, right: Typed): readonly [Scalar, Scalar] | undefined {
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a === undefined || b === undefined) return undefined
  if (a.type === b.type) return [a.scalar, b.scalar]
  return [converted(a.scalar, a.type, 'float'), converted(b.scalar, b.type, 'float')]
}

/** Two values as `=` compares them: one type for both, so that equal ones are equal; undefined where it refuses to. */
export function asEqual(left: Typed, right: Typed): readonly [Scalar, Scalar] | undefined {
  if (left.kind === 'boolean' || right.kind === 'boolean') {
    if (left.kind === 'number' || right.kind === 'number') return undefined
    return [converted(left.scalar, left.type, 'bool'), converted(right.scalar, right.type, 'bool')]
  }
  if (left.kind === 'number' || right.kind === 'number') return bothNumbers(left, right)
  return wholeNumbers(left, right) ?? [asText(left), asText(right)]
}

/** Text that our data stores as whole numbers, compared with text that is written like one: no detour over text. */
function wholeNumbers(left: Typed, right: Typed): readonly [Scalar, Scalar] | undefined {
  if (left.type === 'int' && right.type === 'int') return [left.scalar, right.scalar]
  const [number, text] = left.type === 'int' ? [left, literalText(right)] : [right, literalText(left)]
  if (number.type !== 'int' || text === undefined || !/^(0|-?[1-9][0-9]{0,17})$/.test(text)) return undefined
  return [number.scalar, { op: 'literal', type: 'int', value: BigInt(text) }]
}

/** Arithmetic: always floating point, text read as numbers; a result that is no number comes from null or bad text. */
export function arithmetic(
  context: Context,
  sign: '+' | '-' | '*' | '/' | '%',
  left: Typed,
  right: Typed,
  at: Span,
): Typed | undefined {
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a === undefined || b === undefined)
    return say(context, {
      code: 'sumo/type-mismatch',
      severity: 'error',
      message: `\`${sign}\` needs numbers, and ${a === undefined ? 'its left side' : 'its right side'} is a truth value`,
      help: 'write `if(condition, 1, 0)` to count with it',
      span: at,
    })
  const args = [converted(a.scalar, a.type, 'float'), converted(b.scalar, b.type, 'float')]
  return { scalar: { op: 'call', fn: arithmeticFunctions[sign], args, at }, type: 'float', kind: 'number', span: at }
}

const arithmeticFunctions = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'modulo' } as const
