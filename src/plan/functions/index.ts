import type { PlanFunction } from './function.ts'
import { lower } from './lower.ts'

/** Every function of the plan. A name enters here and nowhere else; each engine's table then owes an answer. */
export const functions = { lower } as const satisfies Record<string, PlanFunction>

export type FunctionName = keyof typeof functions
