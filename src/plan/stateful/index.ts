import type { Plan } from '../plan.ts'
import { follow } from './follow.ts'
import { link } from './link.ts'
import type { Stateful } from './machine.ts'
import { sequence } from './sequence.ts'

export type { Machine, Made, Stateful } from './machine.ts'

/** The operators that are run by a machine of this folder. */
export type StatefulPlan = Extract<Plan, { op: 'sequence' | 'link' | 'follow' }>

export const isStateful = (plan: Plan): plan is StatefulPlan =>
  plan.op === 'sequence' || plan.op === 'link' || plan.op === 'follow'

/** What a stateful operator of a checked plan asks of which rows, and the machine that answers. */
export function statefulOf(plan: StatefulPlan): Stateful {
  switch (plan.op) {
    case 'sequence':
      return sequence(plan)
    case 'link':
      return link(plan)
    case 'follow':
      return follow(plan)
  }
}
