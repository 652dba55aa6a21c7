import { printType, sameType, type Type, type Value } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'

type Typing = Pick<PlanFunction, 'signature' | 'result'>

/** Typing of a function that takes exactly these types; its printed signature follows from it. */
export const takes = (parameters: readonly Type[], result: Type): Typing => overloads([parameters, result])

/** Typing of a function with several lists of types that it takes, the first that fits counting. */
export const overloads = (...of: readonly (readonly [parameters: readonly Type[], result: Type])[]): Typing => ({
  signature: of.map(([ps, result]) => `(${ps.map(printType).join(', ')}) → ${printType(result)}`).join(' or '),
  result: args => of.find(([ps]) => ps.length === args.length && ps.every((p, i) => isType(args[i], p)))?.[1],
})

export const isType = (type: Type | undefined, wanted: Type): boolean => type !== undefined && sameType(type, wanted)

/** The argument of a checked, strict call as what its type says it is; anything else is a bug in who called. */
export function text(value: Value | undefined): string {
  if (typeof value !== 'string') throw wrong(value, 'text')
  return value
}

/** The same for whole numbers. */
export function int(value: Value | undefined): bigint {
  if (typeof value !== 'bigint') throw wrong(value, 'an int')
  return value
}

/** The same for floats. */
export function float(value: Value | undefined): number {
  if (typeof value !== 'number') throw wrong(value, 'a float')
  return value
}

/** The same for lists. */
export function list(value: Value | undefined): readonly Value[] {
  if (!Array.isArray(value)) throw wrong(value, 'a list')
  return value
}

const wrong = (value: Value | undefined, wanted: string): TypeError =>
  new TypeError(`a plan function was called with ${value === null ? 'null' : typeof value} in place of ${wanted}`)

/** An integer, or null where it does not fit into 64 bit. */
export const within64 = (value: bigint): bigint | null => (BigInt.asIntN(64, value) === value ? value : null)
