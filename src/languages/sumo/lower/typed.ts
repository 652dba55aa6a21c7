import type { Span } from '../../../base/span.ts'
import type { Type } from '../../../event/value.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { negation } from './logic.ts'

/** What Sumo takes a value for. Everything that was parsed is text, also where our data stores it as a number. */
export type Kind = 'text' | 'number' | 'boolean' | 'null'

/** An expression that was understood: how the plan computes it, and what it is to Sumo. */
export interface Typed {
  readonly scalar: Scalar
  readonly type: Type
  readonly kind: Kind
  readonly span: Span
  /** The condition behind a boolean. */
  readonly condition?: Predicate
}

export const textLiteral = (value: string, span: Span): Typed => ({
  scalar: { op: 'literal', type: 'string', value, at: span },
  type: 'string',
  kind: 'text',
  span,
})

/** Whole numbers are exact integers in the plan, so that counting and comparing them stays exact. */
export function numberLiteral(value: number, span: Span): Typed {
  const whole = Number.isSafeInteger(value) && !Object.is(value, -0)
  const scalar: Scalar = whole
    ? { op: 'literal', type: 'int', value: BigInt(value), at: span }
    : { op: 'literal', type: 'float', value, at: span }
  return { scalar, type: scalar.type, kind: 'number', span }
}

export const nullLiteral = (span: Span): Typed => ({
  scalar: { op: 'literal', type: 'string', value: null, at: span },
  type: 'string',
  kind: 'null',
  span,
})

export const ofCondition = (condition: Predicate, span: Span): Typed => ({
  scalar: { op: 'truth', whenTrue: condition, whenFalse: negation(condition), at: span },
  type: 'bool',
  kind: 'boolean',
  span,
  condition,
})

export const textOf = (scalar: Scalar, span: Span): Typed => ({ scalar, type: 'string', kind: 'text', span })
export const intOf = (scalar: Scalar, span: Span): Typed => ({ scalar, type: 'int', kind: 'number', span })
export const floatOf = (scalar: Scalar, span: Span): Typed => ({ scalar, type: 'float', kind: 'number', span })

/** The text of a text literal, or undefined for anything else. */
export const literalText = (value: Typed): string | undefined =>
  value.scalar.op === 'literal' && typeof value.scalar.value === 'string' ? value.scalar.value : undefined
