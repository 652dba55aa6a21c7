import fc from 'fast-check'
import type { Column, Value } from '../../src/event/value.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { drawn } from './generate/draw.ts'
import { drawPlan, type Operator, operators } from './generate/plans.ts'
import { dataColumns, dataRow } from './generate/values.ts'

/** Data and a well-typed plan over it. */
export interface PlanCase {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Value[])[]
  readonly plan: Plan
}

/**
 * Well-typed plans over hostile data: every operator (or those that are asked for), condition, function, conversion and
 * aggregate. Columns whose name begins with `inexact` hold means and deviations, which engines give up to rounding; no
 * later expression reads them.
 */
export const planCases = (allowed: readonly Operator[] = operators): fc.Arbitrary<PlanCase> =>
  fc
    .tuple(
      fc.array(dataRow, { maxLength: 8 }),
      drawn(draw => drawPlan(draw, allowed)),
    )
    .map(([rows, plan]) => ({ columns: dataColumns, rows, plan }))
