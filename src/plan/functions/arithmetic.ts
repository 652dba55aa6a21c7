import type { PlanFunction } from './function.ts'
import { float, int, overloads, takes, within64 } from './signature.ts'

const ints = [['int', 'int'], 'int'] as const
const floats = [['float', 'float'], 'float'] as const

/** A calculation on whole numbers (null outside 64 bit) or on floating-point numbers, whichever both arguments are. */
const either = (
  doc: string,
  onInts: (a: bigint, b: bigint) => bigint | null,
  onFloats: (a: number, b: number) => number,
  examples: PlanFunction['examples'],
): PlanFunction => ({
  doc,
  ...overloads(ints, floats),
  nulls: 'strict',
  evaluate: ([a, b]) => (typeof a === 'bigint' ? onInts(a, int(b)) : onFloats(float(a), float(b))),
  examples,
})

const add = either(
  'The sum; null where whole numbers leave 64 bit.',
  (a, b) => within64(a + b),
  (a, b) => a + b,
  [
    { args: [2n, 3n], types: ['int', 'int'], gives: 5n },
    { args: [9007199254740993n, 2n], types: ['int', 'int'], gives: 9007199254740995n },
    { args: [9223372036854775807n, 1n], types: ['int', 'int'], gives: null },
    { args: [0.1, 0.2], types: ['float', 'float'], gives: 0.30000000000000004 },
  ],
)

const subtract = either(
  'The first less the second; null where whole numbers leave 64 bit.',
  (a, b) => within64(a - b),
  (a, b) => a - b,
  [
    { args: [2n, 3n], types: ['int', 'int'], gives: -1n },
    { args: [-9223372036854775808n, 1n], types: ['int', 'int'], gives: null },
    { args: [0.5, 0.25], types: ['float', 'float'], gives: 0.25 },
  ],
)

const multiply = either(
  'The product; null where whole numbers leave 64 bit.',
  (a, b) => within64(a * b),
  (a, b) => a * b,
  [
    { args: [6n, 7n], types: ['int', 'int'], gives: 42n },
    { args: [4294967296n, 4294967296n], types: ['int', 'int'], gives: null },
    { args: [1.5, -2], types: ['float', 'float'], gives: -3 },
  ],
)

const modulo = either(
  'What is left over by division, with the sign of the first argument; by 0 it is null for whole numbers and NaN for floating-point ones.',
  (a, b) => (b === 0n ? null : a % b),
  (a, b) => a % b,
  [
    { args: [7n, 3n], types: ['int', 'int'], gives: 1n },
    { args: [-7n, 3n], types: ['int', 'int'], gives: -1n },
    { args: [7n, 0n], types: ['int', 'int'], gives: null },
    { args: [-7.5, 2], types: ['float', 'float'], gives: -1.5 },
    { args: [1, 0], types: ['float', 'float'], gives: Number.NaN },
  ],
)

const divide: PlanFunction = {
  doc: 'The quotient as IEEE 754 has it: a number by 0 is infinite, 0 by 0 is NaN.',
  ...takes(['float', 'float'], 'float'),
  nulls: 'strict',
  evaluate: ([a, b]) => float(a) / float(b),
  examples: [
    { args: [1, 4], types: ['float', 'float'], gives: 0.25 },
    { args: [1, 0], types: ['float', 'float'], gives: Number.POSITIVE_INFINITY },
    { args: [-1, 0], types: ['float', 'float'], gives: Number.NEGATIVE_INFINITY },
    { args: [0, 0], types: ['float', 'float'], gives: Number.NaN },
  ],
}

const floor_div: PlanFunction = {
  doc: 'The quotient of whole numbers, rounded down; by 0 and outside 64 bit it is null.',
  ...takes(['int', 'int'], 'int'),
  nulls: 'strict',
  evaluate: ([x, y]) => {
    const [a, b] = [int(x), int(y)]
    if (b === 0n) return null
    const inexact = a % b !== 0n
    return within64(a / b - (inexact && a < 0n !== b < 0n ? 1n : 0n))
  },
  examples: [
    { args: [7n, 2n], types: ['int', 'int'], gives: 3n },
    { args: [-7n, 2n], types: ['int', 'int'], gives: -4n },
    { args: [7n, 0n], types: ['int', 'int'], gives: null },
    { args: [-9223372036854775808n, -1n], types: ['int', 'int'], gives: null },
  ],
}

const negate: PlanFunction = {
  doc: 'The number with the other sign; null where a whole number leaves 64 bit.',
  ...overloads([['int'], 'int'], [['float'], 'float']),
  nulls: 'strict',
  evaluate: ([a]) => (typeof a === 'bigint' ? within64(-a) : -float(a)),
  examples: [
    { args: [5n], types: ['int'], gives: -5n },
    { args: [-9223372036854775808n], types: ['int'], gives: null },
    { args: [-0.5], types: ['float'], gives: 0.5 },
  ],
}

const abs: PlanFunction = {
  doc: 'The number without its sign; null where a whole number leaves 64 bit.',
  ...overloads([['int'], 'int'], [['float'], 'float']),
  nulls: 'strict',
  evaluate: ([a]) => (typeof a === 'bigint' ? within64(a < 0n ? -a : a) : Math.abs(float(a))),
  examples: [
    { args: [-5n], types: ['int'], gives: 5n },
    { args: [-9223372036854775808n], types: ['int'], gives: null },
    { args: [-0.5], types: ['float'], gives: 0.5 },
  ],
}

export const arithmetic = { add, subtract, multiply, divide, floor_div, modulo, negate, abs }
