import type { Type, Value } from '../../event/value.ts'

/** A function over the rows of a group. It sees only rows whose arguments are all present, in the current order. */
export interface PlanAggregate {
  readonly doc: string
  readonly signature: string
  readonly result: (args: readonly Type[]) => Type | undefined
  readonly evaluate: (rows: readonly (readonly Value[])[]) => Value
}

const count: PlanAggregate = {
  doc: 'How many rows there are.',
  signature: '(…) → int',
  result: () => 'int',
  evaluate: rows => BigInt(rows.length),
}

/** Every aggregate of the plan. */
export const aggregates = { count } as const satisfies Record<string, PlanAggregate>

export type AggregateName = keyof typeof aggregates
