import type { WhyNode, WhyStep } from '../app/catalogue/model.ts'

/** A condition that has no other in it, with its place in the text of the query, in UTF-16 units. */
export interface PlacedCondition {
  readonly text: string
  readonly holds: boolean
  readonly start: number
  readonly end: number
}

/** The innermost conditions of one that stand in the text of the query. */
export function innermost({ text, holds, start, end, children }: WhyNode): PlacedCondition[] {
  if (children.length > 0) return children.flatMap(innermost)
  return start === undefined || end === undefined ? [] : [{ text, holds, start, end }]
}

/** The innermost conditions of all steps that an event went through. */
export const conditionsIn = (steps: readonly Pick<WhyStep, 'tree'>[]): PlacedCondition[] =>
  steps.flatMap(({ tree }) => (tree === undefined ? [] : innermost(tree)))
