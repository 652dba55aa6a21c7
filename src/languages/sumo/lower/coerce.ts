import type { Type } from '../../../event/value.ts'
import { convert as convertValue } from '../../../plan/convert.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { type Typed, textOf } from './typed.ts'

/** The scalar as another type; a literal is converted on the spot. */
export function converted(scalar: Scalar, from: Type, to: Type): Scalar {
  if (from === to) return scalar
  if (scalar.op === 'literal')
    return { ...scalar, type: to, value: scalar.value === null ? null : convertValue(scalar.value, from, to) }
  return { op: 'convert', to, arg: scalar, ...(scalar.at === undefined ? {} : { at: scalar.at }) }
}

/** The value as text; null stays null. */
export const asText = (value: Typed): Scalar => converted(value.scalar, value.type, 'string')

/** The value as the plan holds it, where that is a number, else as a float; a boolean is no number in Sumo. */
export function asNumber(value: Typed): { readonly scalar: Scalar; readonly type: 'int' | 'float' } | undefined {
  if (value.type === 'int' || value.type === 'float') return { scalar: value.scalar, type: value.type }
  if (value.kind === 'boolean') return undefined
  return { scalar: converted(value.scalar, value.type, 'float'), type: 'float' }
}

/** The value as a floating-point number; undefined for a truth value. */
export function asFloat(value: Typed): Scalar | undefined {
  const number = asNumber(value)
  return number === undefined ? undefined : converted(number.scalar, number.type, 'float')
}

/** Whole numbers; what has decimals is cut. */
export function asInt(value: Typed): Scalar | undefined {
  const number = asNumber(value)
  return number === undefined ? undefined : converted(number.scalar, number.type, 'int')
}

/** The value as a condition: true where it is true, or is text that says so. */
export function asCondition(value: Typed): Predicate | undefined {
  if (value.condition !== undefined) return value.condition
  if (value.kind === 'number' || value.kind === 'null') return undefined
  const left = converted(value.scalar, value.type, 'bool')
  return { op: 'compare', is: 'eq', left, right: { op: 'literal', type: 'bool', value: true }, at: value.span }
}

/** Two values as one type, which an `if` needs; text where they have nothing else in common. */
export function unified(a: Typed, b: Typed): { readonly a: Scalar; readonly b: Scalar; readonly as: Typed } {
  if (a.kind === 'null') return { a: nullOf(b.type), b: b.scalar, as: b }
  if (b.kind === 'null') return { a: a.scalar, b: nullOf(a.type), as: a }
  if (a.kind === b.kind && a.type === b.type) return { a: a.scalar, b: b.scalar, as: a }
  if (a.kind === 'number' && b.kind === 'number')
    return {
      a: converted(a.scalar, a.type, 'float'),
      b: converted(b.scalar, b.type, 'float'),
      as: { ...a, type: 'float' },
    }
  return { a: asText(a), b: asText(b), as: textOf(a.scalar, a.span) }
}

const nullOf = (type: Type): Scalar => ({ op: 'literal', type, value: null })
