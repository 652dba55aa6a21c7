import { sameType } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'

const choose: PlanFunction = {
  doc: 'The second argument where the first is true, else the third; a missing condition counts as false.',
  signature: '(bool, T, T) → T',
  result: ([condition, yes, no, ...more]) =>
    condition === 'bool' && yes !== undefined && no !== undefined && sameType(yes, no) && more.length === 0
      ? yes
      : undefined,
  nulls: 'handled',
  evaluate: ([condition, yes, no]) => (condition === true ? yes : no) ?? null,
  examples: [
    { args: [true, 'a', 'b'], types: ['bool', 'string', 'string'], gives: 'a' },
    { args: [false, 1n, 2n], types: ['bool', 'int', 'int'], gives: 2n },
    { args: [null, 'a', 'b'], types: ['bool', 'string', 'string'], gives: 'b' },
    { args: [true, null, 'b'], types: ['bool', 'string', 'string'], gives: null },
  ],
}

const coalesce: PlanFunction = {
  doc: 'The first argument that is present, or null.',
  signature: '(T, T…) → T',
  result: ([first, ...rest]) => (first !== undefined && rest.every(t => sameType(t, first)) ? first : undefined),
  nulls: 'handled',
  evaluate: args => args.find(v => v !== null) ?? null,
  examples: [
    { args: [null, 'b', 'c'], types: ['string', 'string', 'string'], gives: 'b' },
    { args: ['', 'b'], types: ['string', 'string'], gives: '' },
    { args: [null, null], types: ['int', 'int'], gives: null },
  ],
}

export const choice = { if: choose, coalesce }
