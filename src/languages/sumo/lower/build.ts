import type { Span } from '../../../base/span.ts'
import type { FunctionName } from '../../../plan/functions/index.ts'
import type { Predicate, Scalar, WindowCall } from '../../../plan/plan.ts'
import { ofCondition } from './typed.ts'

// Short words for the parts of plans that operators over rows are put together from.

export const int = (value: bigint | number): Scalar => ({ op: 'literal', type: 'int', value: BigInt(value) })
export const float = (value: number): Scalar => ({ op: 'literal', type: 'float', value })
export const text = (value: string): Scalar => ({ op: 'literal', type: 'string', value })

/** A call of a function of the plan. */
export const call = (fn: FunctionName, args: readonly Scalar[], at: Span): Scalar => ({ op: 'call', fn, args, at })

/** One of two values of one type. */
export const choose = (condition: Predicate, yes: Scalar, no: Scalar, at: Span): Scalar =>
  call('if', [ofCondition(condition, at).scalar, yes, no], at)

/** A window over the rows from so many before to this one; `all` is all rows before and after. */
export const trailing = (fn: WindowCall['fn'], args: readonly Scalar[], preceding: number | undefined): WindowCall => ({
  fn,
  args,
  preceding,
  following: 0,
})
export const overAll = (fn: WindowCall['fn'], args: readonly Scalar[]): WindowCall => ({
  fn,
  args,
  preceding: undefined,
  following: undefined,
})
