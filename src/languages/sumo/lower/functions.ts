import type { Span } from '../../../base/span.ts'
import type { Type } from '../../../event/value.ts'
import type { FunctionName } from '../../../plan/functions/index.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import { withoutPlaces } from '../../../plan/regex/walk.ts'
import { choices } from '../choices.ts'
import { functionNamed } from '../functions.ts'
import type { Expr } from '../syntax.ts'
import { asFloat, asInt, asNumber, asText, converted } from './coerce.ts'
import { bothNumbers, compared } from './compare.ts'
import { type Context, notSupportedYet, say } from './context.ts'
import { allOf, anyOf, constant, negation } from './logic.ts'
import { contains } from './matching.ts'
import { filter } from './rows.ts'
import { floatOf, intOf, ofCondition, type Typed, textOf } from './typed.ts'
import { lowerValue } from './values.ts'

/** How a function gives its value; undefined after saying why it has none. */
type Lowering = (args: readonly [Typed, ...Typed[]], at: Span, context: Context) => Typed | undefined

/** The functions that run, by lower-case name. What the language has beside them is reported, never skipped. */
const lowerings: Readonly<Record<string, Lowering>> = {
  isnull: ([x], at) => ofCondition(isNull(x, at), at),
  isempty: ([x], at) => ofCondition(anyOf([isNull(x, at), isText(x, '', at)], at), at),
  isblank: ([x], at) => ofCondition(anyOf([isNull(x, at), isText(trimmed(x, at), '', at)], at), at),
  isnumeric: ([x], at) => ofCondition(isNumeric(x, at), at),
  isvalidip: ([x], at) => ofCondition(isAddress(x, at), at),
  isvalidipv4: ([x], at) => ofCondition(isIpv4(x, at), at),
  isvalidipv6: ([x], at) => ofCondition(allOf([isAddress(x, at), hasColon(x, at)], at), at),
  isprivateip: ([x], at, context) => {
    filter(context.rows, isIpv4(x, at), at)
    const networks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
    return ofCondition(
      anyOf(
        networks.map(network => ({ op: 'within', of: address(x), network, at })),
        at,
      ),
      at,
    )
  },
  contains: ([x, part = x], at) => ofCondition(contains(x, part, at), at),

  tolowercase: ([x], at) => textOf(call('lower', [asText(x)], at), at),
  touppercase: ([x], at) => textOf(call('upper', [asText(x)], at), at),
  trim: ([x], at) => trimmed(x, at),
  length: ([x], at) => intOf(call('coalesce', [call('length', [asText(x)], at), int(0n)], at), at),
  concat: (args, at) => textOf(call('concat', args.map(orEmpty), at), at),
  substring,
  replace: ([x, what, by = x], at) =>
    what === undefined ? undefined : textOf(call('replace', [asText(x), asText(what), asText(by)], at), at),

  num: ([x], at, context) => numeric(context, x, at, asFloat(x), 'float'),
  todouble: ([x], at, context) => numeric(context, x, at, asFloat(x), 'float'),
  tolong: ([x], at, context) => numeric(context, x, at, wholeNumber(x, at), 'int'),
  toint: ([x], at, context) => numeric(context, x, at, wholeNumber(x, at), 'int'),
  tostring: ([x], at) => textOf(asText(x), at),
  // times are milliseconds throughout, so that there is nothing to do
  tomillis: ([x], at, context) => numeric(context, x, at, wholeNumber(x, at), 'int'),
  frommillis: ([x], at, context) => numeric(context, x, at, wholeNumber(x, at), 'int'),

  abs: ([x], at, context) => ofFloat(context, 'abs', x, at),
  ceil: ([x], at, context) => ofFloat(context, 'ceil', x, at),
  floor: ([x], at, context) => ofFloat(context, 'floor', x, at),
  round: ([x, digits], at, context) =>
    digits === undefined ? ofFloat(context, 'round', x, at) : notSupportedYet(context, '`round` to decimals', at),
  max: ([x, y = x], at, context) => extreme(context, 'gt', x, y, at),
  min: ([x, y = x], at, context) => extreme(context, 'lt', x, y, at),
}

const call = (fn: FunctionName, args: readonly Scalar[], at: Span): Scalar => ({ op: 'call', fn, args, at })
const int = (value: bigint): Scalar => ({ op: 'literal', type: 'int', value })
const emptyText: Scalar = { op: 'literal', type: 'string', value: '' }

/** A call as a value: the function by its documented name, in any letter case. */
export function callFunction(context: Context, expr: Extract<Expr, { kind: 'call' }>): Typed | undefined {
  const name = functionNamed(expr.fn.name)?.name ?? expr.fn.name
  const lowering = Object.hasOwn(lowerings, name.toLowerCase()) ? lowerings[name.toLowerCase()] : undefined
  if (lowering === undefined) return notSupportedYet(context, `the function \`${name}\``, expr.fn.span)
  if (expr.args.some(arg => arg.kind === 'regex'))
    return notSupportedYet(context, `\`${name}\` with a regex`, expr.span)
  const args = expr.args.map(arg => lowerValue(context, arg))
  return args.every(arg => arg !== undefined) ? applyFunction(context, name, args, expr.span) : undefined
}

/** A function by its documented name, in any letter case, of arguments that were understood; undefined after saying why it has no value. */
export function applyFunction(context: Context, name: string, args: readonly Typed[], at: Span): Typed | undefined {
  const lowering = Object.hasOwn(lowerings, name.toLowerCase()) ? lowerings[name.toLowerCase()] : undefined
  if (lowering === undefined) return notSupportedYet(context, `the function \`${name}\``, at)
  const [first, ...rest] = args
  return first === undefined ? undefined : lowering([first, ...rest], at, context)
}

function isNull(x: Typed, at: Span): Predicate {
  if (x.scalar.op === 'literal') return constant(x.scalar.value === null, at)
  return negation({ op: 'present', of: x.scalar, at }, at)
}

const isText = (x: Typed, text: string, at: Span): Predicate =>
  x.kind === 'number' || x.kind === 'boolean'
    ? constant(false, at)
    : compared('eq', asText(x), { op: 'literal', type: 'string', value: text }, at)

const trimmed = (x: Typed, at: Span): Typed => textOf(call('trim', [asText(x)], at), at)

/** A missing part of a `concat` is empty (docs/search/search-query-language/search-operators/concat.md). */
const orEmpty = (x: Typed): Scalar =>
  x.scalar.op === 'literal' && x.scalar.value !== null ? asText(x) : call('coalesce', [asText(x), emptyText], x.span)

function substring([x, from = x, to]: readonly [Typed, ...Typed[]], at: Span, context: Context): Typed | undefined {
  const [start, end] = [wholeNumber(from, at), to === undefined ? int(2n ** 31n - 1n) : wholeNumber(to, at)]
  if (start === undefined || end === undefined) return notANumber(context, from)
  const [a, b] = [start, end].map(s => (s.op === 'literal' && typeof s.value === 'bigint' ? s.value : undefined))
  if ((a !== undefined && a < 0n) || (b !== undefined && b < (a ?? 0n)))
    return say(context, {
      code: 'sumo/substring-range',
      severity: 'error',
      message:
        a !== undefined && a < 0n ? 'a substring cannot begin before the text' : 'this substring ends before it begins',
      because: 'Sumo refuses the query (docs/search/search-query-language/search-operators/substring.md)',
      help: 'count from 0; the end is the position after the last character',
      span: at,
    })
  return textOf(call('substring', [asText(x), start, end], at), at)
}

/** Text as a whole number; one with decimals is cut, and what is no number is null. */
function wholeNumber(x: Typed, at: Span): Scalar | undefined {
  if (x.type !== 'string' || x.scalar.op === 'literal' || !choices.longOfDecimalTruncates) return asInt(x)
  const whole = converted(x.scalar, 'string', 'int')
  return call('coalesce', [whole, converted(converted(x.scalar, 'string', 'float'), 'float', 'int')], at)
}

function numeric(context: Context, x: Typed, at: Span, scalar: Scalar | undefined, type: Type): Typed | undefined {
  if (scalar === undefined) return notANumber(context, x)
  return type === 'int' ? intOf(scalar, at) : floatOf(scalar, at)
}

const notANumber = (context: Context, x: Typed): undefined =>
  say(context, {
    code: 'sumo/type-mismatch',
    severity: 'error',
    message: 'a truth value is no number',
    help: 'write `if(condition, 1, 0)`',
    span: x.span,
  })

function ofFloat(context: Context, fn: 'abs' | 'ceil' | 'floor' | 'round', x: Typed, at: Span): Typed | undefined {
  const number = asFloat(x)
  return number === undefined ? notANumber(context, x) : floatOf(call(fn, [number], at), at)
}

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

/** What Java reads as a number; a leading zero makes it octal (docs/search/search-query-language/search-operators/isnumeric.md). */
const javaNumber = parseRegex(
  '^[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lL]|(?:[eE][+-]?[0-9]+)?[fFdD]?)|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)$',
).value
const numericText = javaNumber === undefined ? undefined : withoutPlaces(javaNumber)

function isNumeric(x: Typed, at: Span): Predicate {
  if (x.kind === 'number') return { op: 'present', of: x.scalar, at }
  return numericText === undefined ? constant(false, at) : { op: 'regex', of: asText(x), regex: numericText, at }
}

const address = (x: Typed): Scalar => converted(asText(x), 'string', 'ip')
const isAddress = (x: Typed, at: Span): Predicate => ({ op: 'present', of: address(x), at })
const hasColon = (x: Typed, at: Span): Predicate => ({
  op: 'match',
  of: asText(x),
  pattern: [{ any: 'run' }, { text: ':' }, { any: 'run' }],
  fold: 'none',
  at,
})
const isIpv4 = (x: Typed, at: Span): Predicate => allOf([isAddress(x, at), negation(hasColon(x, at), at)], at)
