/** An operator between two operands that stands next in the text. */
export interface Infix<E> {
  /** How tightly it holds its left operand; higher is tighter. */
  readonly power: number
  /** Takes the operator and what follows it. `operand(p)` parses what holds together at least as tightly as `p`. */
  readonly combine: (left: E, operand: (power: number) => E) => E
}

/**
 * The loop that every expression grammar shares: an operand, then operators for as long as they hold tighter than what
 * stands to the left (Pratt, "Top down operator precedence", 1973). `infix` looks at the next token without taking it.
 */
export function parsePratt<E>(operand: () => E, infix: (left: E) => Infix<E> | undefined, power: number): E {
  let left = operand()
  for (;;) {
    const operator = infix(left)
    if (operator === undefined || operator.power < power) return left
    left = operator.combine(left, p => parsePratt(operand, infix, p))
  }
}
