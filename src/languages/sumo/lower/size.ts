import { childrenOf, type Node } from '../../../plan/walk.ts'

/** An expression that is larger when written out is refused. The longest published search stays far below. */
export const largest = 20_000
/** And so is a whole plan, as it can double with every stage that reads its input twice. */
export const largestPlan = 200_000

/**
 * How many nodes a plan node has when it is written out. A condition that is used twice counts twice, so that nesting can
 * double it again and again: it is counted without walking it twice. O(nodes in memory).
 */
export function writtenSize(node: Node, known = new Map<Node, number>()): number {
  const open: Node[] = [node]
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const parts = childrenOf(top)
    const waiting = parts.filter(part => !known.has(part))
    if (waiting.length > 0 && !known.has(top)) open.push(...waiting)
    else {
      known.set(top, 1 + parts.reduce((sum, part) => sum + (known.get(part) ?? 0), 0))
      open.pop()
    }
  }
  return known.get(node) ?? 1
}
