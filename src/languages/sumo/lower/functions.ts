import type { Span } from '../../../base/span.ts'
import { functionNamed } from '../functions.ts'
import type { Expr } from '../syntax.ts'
import { type Context, notRun } from './context.ts'
import { addressFunctions } from './functions/addresses.ts'
import { fitsKinds } from './functions/argument-kinds.ts'
import { codeFunctions } from './functions/codes.ts'
import { format } from './functions/format.ts'
import type { Lowerings } from './functions/lowering.ts'
import { numberFunctions } from './functions/numbers.ts'
import { replaceRegex } from './functions/replace.ts'
import { testFunctions } from './functions/tests.ts'
import { textFunctions } from './functions/texts.ts'
import { ownTimes, timeFunctions } from './functions/times.ts'
import type { Typed } from './typed.ts'
import { lowerValue } from './values.ts'

/** The functions that run, by lower-case name. What the language has beside them is reported, never skipped. */
const lowerings: Lowerings = {
  ...testFunctions,
  ...textFunctions,
  format,
  ...numberFunctions,
  ...timeFunctions,
  ...codeFunctions,
  ...addressFunctions,
}

/** A call as a value: the function by its documented name, in any letter case. */
export function callFunction(context: Context, expr: Extract<Expr, { kind: 'call' }>): Typed | undefined {
  const name = functionNamed(expr.fn.name)?.name ?? expr.fn.name
  const own = Object.hasOwn(ownTimes, name.toLowerCase()) ? ownTimes[name.toLowerCase()] : undefined
  if (own !== undefined) return own(context, expr.span)
  if (!Object.hasOwn(lowerings, name.toLowerCase()))
    return notRun(context, `the function \`${name}\``, expr.fn.span, 'no engine here computes it')
  const [text, regex, by] = expr.args
  if (name === 'replace' && text !== undefined && regex?.kind === 'regex' && by !== undefined) {
    const [value, replacement] = [lowerValue(context, text), lowerValue(context, by)]
    if (value === undefined || replacement === undefined) return undefined
    return replaceRegex(context, value, regex, replacement, expr.span)
  }
  const args = expr.args.map(arg => lowerValue(context, arg))
  return args.every(arg => arg !== undefined) ? applyFunction(context, name, args, expr.span) : undefined
}

/** A function by its documented name, in any letter case, of arguments that were understood; undefined after saying why it has no value. */
export function applyFunction(context: Context, name: string, args: readonly Typed[], at: Span): Typed | undefined {
  const lowering = Object.hasOwn(lowerings, name.toLowerCase()) ? lowerings[name.toLowerCase()] : undefined
  if (lowering === undefined) return notRun(context, `the function \`${name}\``, at, 'no engine here computes it')
  const [first, ...rest] = args
  if (first === undefined || !fitsKinds(context, name, args, at)) return undefined
  return lowering([first, ...rest], at, context)
}
