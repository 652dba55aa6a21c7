import type { Plan } from '../plan.ts'
import type { Stateful } from './machine.ts'
import { sequence } from './sequence.ts'

export type { Machine, Made, Stateful } from './machine.ts'

/** The operators that are run by a machine of this folder. */
export type StatefulPlan = Extract<Plan, { op: 'sequence' }>

export const isStateful = (plan: Plan): plan is StatefulPlan => plan.op === 'sequence'

/** What a stateful operator of a checked plan asks of which rows, and the machine that answers. */
export function statefulOf(plan: StatefulPlan): Stateful {
  switch (plan.op) {
    case 'sequence':
      return sequence(plan)
  }
}
