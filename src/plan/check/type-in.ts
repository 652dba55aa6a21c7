import type { Column, Type } from '../../event/value.ts'
import type { Scalar } from '../plan.ts'
import { checkScalar } from './scalar.ts'

/** The type of an expression over columns, or undefined where something is wrong with it. Nothing is reported. */
export const typeIn = (scalar: Scalar, columns: readonly Column[]): Type | undefined =>
  checkScalar(scalar, {
    types: new Map(columns.map(c => [c.name, c.type])),
    at: { start: 0, end: 0 },
    report: () => {},
  })
