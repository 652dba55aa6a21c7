import type { Span } from '../../../../base/span.ts'
import type { FunctionName } from '../../../../plan/functions/index.ts'
import type { Predicate, Scalar } from '../../../../plan/plan.ts'
import type { Context } from '../context.ts'
import type { Typed } from '../typed.ts'

/** How a function gives its value; undefined after saying why it has none. */
export type Lowering = (args: readonly [Typed, ...Typed[]], at: Span, context: Context) => Typed | undefined

/** Functions by lower-case name. */
export type Lowerings = Readonly<Record<string, Lowering>>

export const call = (fn: FunctionName, args: readonly Scalar[], at: Span): Scalar => ({ op: 'call', fn, args, at })
export const int = (value: bigint): Scalar => ({ op: 'literal', type: 'int', value })
export const float = (value: number): Scalar => ({ op: 'literal', type: 'float', value })
export const string = (value: string | null): Scalar => ({ op: 'literal', type: 'string', value })

/** A value that is a truth value, as a condition: false where it is missing. */
export const isTrue = (left: Scalar, at: Span): Predicate => ({
  op: 'compare',
  is: 'eq',
  left,
  right: { op: 'literal', type: 'bool', value: true },
  at,
})

/** The one or the other value of one type. */
export const either = (test: Predicate, yes: Scalar, no: Scalar, at: Span): Scalar => {
  const condition: Scalar = { op: 'truth', whenTrue: test, whenFalse: { op: 'not', arg: test }, at }
  return call('if', [condition, yes, no], at)
}
