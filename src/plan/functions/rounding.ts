import type { PlanFunction } from './function.ts'
import { float, takes } from './signature.ts'

const round: PlanFunction = {
  doc: 'The nearest whole number, halves away from zero.',
  ...takes(['float'], 'float'),
  nulls: 'strict',
  evaluate: ([x]) => {
    const number = float(x)
    const whole = Math.trunc(number)
    return Math.abs(number - whole) >= 0.5 ? whole + Math.sign(number) : whole
  },
  examples: [
    { args: [2.5], types: ['float'], gives: 3 },
    { args: [-2.5], types: ['float'], gives: -3 },
    { args: [0.49999999999999994], types: ['float'], gives: 0 },
    { args: [Number.POSITIVE_INFINITY], types: ['float'], gives: Number.POSITIVE_INFINITY },
  ],
}

const floor: PlanFunction = {
  doc: 'The greatest whole number that is not greater.',
  ...takes(['float'], 'float'),
  nulls: 'strict',
  evaluate: ([x]) => Math.floor(float(x)),
  examples: [
    { args: [2.9], types: ['float'], gives: 2 },
    { args: [-2.1], types: ['float'], gives: -3 },
  ],
}

const ceil: PlanFunction = {
  doc: 'The least whole number that is not less.',
  ...takes(['float'], 'float'),
  nulls: 'strict',
  evaluate: ([x]) => Math.ceil(float(x)),
  examples: [
    { args: [2.1], types: ['float'], gives: 3 },
    { args: [-2.9], types: ['float'], gives: -2 },
  ],
}

export const rounding = { round, floor, ceil }
