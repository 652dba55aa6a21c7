import type { Column, Value } from '../../event/value.ts'
import type { Plan, Scalar } from '../plan.ts'

// Operators that remember rows while they read them. What each of them means is written once, here, as a machine that knows
// rows by their positions only: an engine reads the rows its own way, and puts the result together from rows it has.

/** A row of the result: the rows of the input that stand side by side in it, and the values of the columns added to them. */
export interface Made {
  /** Positions in the input, from 0. */
  readonly rows: readonly number[]
  readonly added: readonly Value[]
}

/** Reads rows one by one and remembers what the operator needs. */
export interface Machine {
  /** Takes the next row: its position in the input, and its answers to what the operator asks. */
  readonly push: (position: number, answers: readonly Value[]) => void
  /** The rows of the result, in order; nothing is pushed after it. */
  readonly finish: () => Iterable<Made>
}

/** A stateful operator, taken apart for an engine to run. */
export interface Stateful {
  /** The rows that are read, in an order of their own: the operator's input without rows that cannot matter. */
  readonly input: Plan
  /** What is asked of each row. */
  readonly asks: readonly Scalar[]
  /** The column of times in whose order rows are read, those of one time in the input's order, those of none last. */
  readonly time: string | undefined
  /** How many rows of the input stand side by side in one of the result, their columns named `1.name`, `2.name`…; undefined: one, its names as they are. */
  readonly width: number | undefined
  /** Columns added at the end. */
  readonly added: readonly Column[]
  readonly start: () => Machine
}
