import { type Diagnostic, hasErrors, type Outcome } from '../base/diagnostic.ts'
import type { Column } from '../event/value.ts'
import { checkPlan } from './check/operator.ts'
import type { Plan } from './plan.ts'

export { columnsOf, typeOf } from './columns.ts'

/**
 * Whether a plan means something: every column exists and has the type it is read as, every function is called with what
 * it takes, no name stands for two columns. Gives the columns of its rows, or `plan/…` diagnostics; a node without `at`
 * is reported at the nearest node around it that has one. O(size of the plan).
 */
export function check(plan: Plan): Outcome<readonly Column[]> {
  const diagnostics: Diagnostic[] = []
  const columns = checkPlan(plan, {
    types: new Map(),
    at: { start: 0, end: 0 },
    report: problem => diagnostics.push(problem),
  })
  return { value: hasErrors(diagnostics) ? undefined : columns, diagnostics }
}
