import { addresses } from './addresses.ts'
import { arithmetic } from './arithmetic.ts'
import { choice } from './choice.ts'
import { dateParts } from './date-part.ts'
import { delimited } from './delimited.ts'
import { checksums } from './digest.ts'
import { encoding } from './encoding.ts'
import { caseFolding } from './fold-case.ts'
import { formatting } from './format.ts'
import type { PlanFunction } from './function.ts'
import { json } from './json.ts'
import { jsonMembers } from './json-members.ts'
import { keyValue } from './key-value.ts'
import { lower, upper } from './letters.ts'
import { listParts } from './list-parts.ts'
import { lists } from './lists.ts'
import { math } from './math.ts'
import { rounding } from './rounding.ts'
import { textFunctions } from './text.ts'
import { times } from './times.ts'
import { xml } from './xml.ts'

/** Every function of the plan. A name enters through its family; each engine's table then owes an answer. */
export const functions = {
  ...choice,
  lower,
  upper,
  ...textFunctions,
  ...arithmetic,
  ...rounding,
  ...json,
  ...jsonMembers,
  ...lists,
  ...listParts,
  ...delimited,
  ...keyValue,
  ...xml,
  ...math,
  ...formatting,
  ...encoding,
  ...checksums,
  ...addresses,
  ...times,
  ...dateParts,
  ...caseFolding,
} as const satisfies Record<string, PlanFunction>

export type FunctionName = keyof typeof functions
