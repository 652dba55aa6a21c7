import type { Span } from '../../../../base/span.ts'
import type { Column, Type } from '../../../../event/value.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { call, int } from '../build.ts'
import { converted } from '../coerce.ts'
import type { Kind } from '../typed.ts'

/** A column of a table as Sumo would hold it, and what it is to Sumo. */
export interface Cell {
  readonly scalar: Scalar
  readonly type: Type
  readonly kind: Kind
}

/** What a column is as a field: numbers and truth values as they are, times in milliseconds, everything else as text. */
export function cellOf({ name, type }: Column, at: Span): Cell {
  const field: Scalar = { op: 'field', name, type, at }
  switch (type) {
    case 'int':
    case 'float':
      return { scalar: field, type, kind: 'number' }
    case 'bool':
      return { scalar: field, type, kind: 'boolean' }
    case 'time':
      return {
        scalar: call('floor_div', [converted(field, 'time', 'int'), int(1000)], at),
        type: 'int',
        kind: 'number',
      }
    default:
      return { scalar: textOf({ name, type }, at), type: 'string', kind: 'text' }
  }
}

/** A column as text: what keys are compared by. */
export const textOf = ({ name, type }: Column, at: Span): Scalar =>
  converted({ op: 'field', name, type, at }, type, 'string')
