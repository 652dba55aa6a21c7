import type { PlanAggregate } from './aggregate.ts'
import { choosing } from './choosing.ts'
import { counting } from './counting.ts'
import { numbers } from './numbers.ts'

/** Every aggregate of the plan. A name enters through its family; each engine's table then owes an answer. */
export const aggregates = { ...counting, ...numbers, ...choosing } as const satisfies Record<string, PlanAggregate>

export type AggregateName = keyof typeof aggregates
