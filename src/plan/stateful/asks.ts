import type { Column } from '../../event/value.ts'
import type { Predicate, Scalar } from '../plan.ts'

/** The value of a column of a checked plan. */
export function field(columns: readonly Column[], name: string): Scalar {
  const found = columns.find(c => c.name === name)
  if (found === undefined) throw new TypeError(`the plan was not checked: ${name}`)
  return { op: 'field', name, type: found.type }
}

/** Whether a condition holds, as a value. */
export const asks = (condition: Predicate): Scalar => ({
  op: 'truth',
  whenTrue: condition,
  whenFalse: { op: 'not', arg: condition },
})
