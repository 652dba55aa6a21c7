import { arithmetic } from './arithmetic.ts'
import { choice } from './choice.ts'
import type { PlanFunction } from './function.ts'
import { json } from './json.ts'
import { lower, upper } from './letters.ts'
import { lists } from './lists.ts'
import { rounding } from './rounding.ts'
import { textFunctions } from './text.ts'

/** Every function of the plan. A name enters through its family; each engine's table then owes an answer. */
export const functions = {
  ...choice,
  lower,
  upper,
  ...textFunctions,
  ...arithmetic,
  ...rounding,
  ...json,
  ...lists,
} as const satisfies Record<string, PlanFunction>

export type FunctionName = keyof typeof functions
