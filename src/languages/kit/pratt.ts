/** An operator between two operands that stands next in the text. */
export interface Infix<E> {
  /** How tightly it holds its left operand; higher is tighter. */
  readonly power: number
  /** Takes the operator and what follows it. `operand(p)` parses what holds together at least as tightly as `p`. */
  readonly combine: (left: E, operand: (power: number) => E) => E
}

/**
 * The loop that every expression grammar shares: an operand, then operators for as long as they hold tighter than what
 * stands to the left (Pratt, "Top down operator precedence", 1973). `infix` looks at the next token without taking it;
 * it is told how many operators of this loop stand to the left, so that it can stop a tree from growing too deep.
 */
export function parsePratt<E>(operand: () => E, infix: (chain: number) => Infix<E> | undefined, power: number): E {
  let left = operand()
  for (let chain = 0; ; chain++) {
    const operator = infix(chain)
    if (operator === undefined || operator.power < power) return left
    left = operator.combine(left, p => parsePratt(operand, infix, p))
  }
}
