import type { Span } from '../../../../base/span.ts'
import type { Type } from '../../../../event/value.ts'
import type { FunctionName } from '../../../../plan/functions/index.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { choices } from '../../choices.ts'
import { asFloat, asInt, asNumber, asText, converted } from '../coerce.ts'
import { bothNumbers, compared } from '../compare.ts'
import { type Context, say } from '../context.ts'
import { floatOf, intOf, ofCondition, type Typed, textOf } from '../typed.ts'
import { call, float, int, type Lowering, type Lowerings } from './lowering.ts'

/** Functions of floating-point numbers that are functions of the plan, by their Sumo name in lower case (M/, CH). */
const ofFloats: Readonly<Record<string, FunctionName>> = {
  ...{ abs: 'abs', ceil: 'ceil', floor: 'floor', sqrt: 'sqrt', cbrt: 'cbrt', exp: 'exp', expm1: 'expm1', log: 'log' },
  ...{ log10: 'log10', log1p: 'log1p', pow: 'pow', sin: 'sin', cos: 'cos', tan: 'tan', asin: 'asin', acos: 'acos' },
  ...{ atan: 'atan', atan2: 'atan2', sinh: 'sinh', cosh: 'cosh', tanh: 'tanh', hypot: 'hypot' },
}

const direct = Object.fromEntries(
  Object.entries(ofFloats).map(([name, fn]): [string, Lowering] => [
    name,
    (args, at, context) => floats(context, args, numbers => floatOf(call(fn, numbers, at), at)),
  ]),
)

/** Casts (S/manually-cast-data-string-number) and arithmetic. */
export const numberFunctions: Lowerings = {
  ...direct,
  round: ([x, digits], at, context) =>
    floats(context, [x], ([number]) => {
      const places = digits === undefined ? undefined : wholeNumber(digits, at)
      if (number === undefined || (digits !== undefined && places === undefined)) return undefined
      return floatOf(places === undefined ? call('round', [number], at) : call('round_to', [number, places], at), at)
    }),
  haversine: (args, at, context) =>
    floats(context, args, numbers =>
      floatOf(call('round_to', [call('earth_distance', numbers, at), int(choices.haversineDecimals)], at), at),
    ),
  todegrees: (args, at, context) => scaled(context, args, 180 / Math.PI, at),
  toradians: (args, at, context) => scaled(context, args, Math.PI / 180, at),
  max: ([x, y = x], at, context) => extreme(context, 'gt', x, y, at),
  min: ([x, y = x], at, context) => extreme(context, 'lt', x, y, at),

  num: ([x], at, context) => numeric(context, x, at, asFloat(x), 'float'),
  todouble: ([x], at, context) => numeric(context, x, at, asFloat(x), 'float'),
  tolong: ([x], at, context) => numeric(context, x, at, wholeNumber(x, at), 'int'),
  toint: ([x], at, context) => numeric(context, x, at, wholeNumber(x, at), 'int'),
  tostring: ([x], at) => textOf(asText(x), at),
}

/** Text as a whole number; one with decimals is cut, and what is no number is null. */
export function wholeNumber(x: Typed, at: Span): Scalar | undefined {
  if (x.type !== 'string' || x.scalar.op === 'literal' || !choices.longOfDecimalTruncates) return asInt(x)
  const whole = converted(x.scalar, 'string', 'int')
  return call('coalesce', [whole, converted(converted(x.scalar, 'string', 'float'), 'float', 'int')], at)
}

/** A number that was made of `x`, or why there is none. */
export function numeric(
  context: Context,
  x: Typed,
  at: Span,
  scalar: Scalar | undefined,
  type: Type,
): Typed | undefined {
  if (scalar === undefined) return notANumber(context, x)
  return type === 'int' ? intOf(scalar, at) : floatOf(scalar, at)
}

export const notANumber = (context: Context, x: Typed): undefined =>
  say(context, {
    code: 'sumo/type-mismatch',
    severity: 'error',
    message: 'a truth value is no number',
    help: 'write `if(condition, 1, 0)`',
    span: x.span,
  })

/** Something made of arguments that are numbers, or read as such. */
function floats(
  context: Context,
  args: readonly Typed[],
  make: (numbers: readonly Scalar[]) => Typed | undefined,
): Typed | undefined {
  const numbers: Scalar[] = []
  for (const arg of args) {
    const number = asFloat(arg)
    if (number === undefined) return notANumber(context, arg)
    numbers.push(number)
  }
  return make(numbers)
}

const scaled = (context: Context, args: readonly Typed[], by: number, at: Span): Typed | undefined =>
  floats(context, args, numbers => floatOf(call('multiply', [...numbers, float(by)], at), at))

/** The greater or the lesser of two; null where one is missing. */
function extreme(context: Context, is: 'gt' | 'lt', x: Typed, y: Typed, at: Span): Typed | undefined {
  const numbers = bothNumbers(x, y)
  const type = asNumber(x)?.type === 'int' && asNumber(y)?.type === 'int' ? 'int' : 'float'
  if (numbers === undefined) return notANumber(context, x)
  const [a, b] = numbers
  const [first, second] = (['left', 'right'] as const).map(
    side => ofCondition(side === 'left' ? compared(is, a, b, at) : { op: 'present', of: a }, at).scalar,
  )
  if (first === undefined || second === undefined) return undefined
  const nothing: Scalar = { op: 'literal', type, value: null }
  const scalar = call('if', [first, a, call('if', [second, b, nothing], at)], at)
  return type === 'int' ? intOf(scalar, at) : floatOf(scalar, at)
}
