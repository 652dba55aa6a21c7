import type { Type } from '../../event/value.ts'
import { text } from '../functions/signature.ts'
import { compareText, isOrdered, keyOfRow } from '../order.ts'
import type { PlanAggregate } from './aggregate.ts'

const count: PlanAggregate = {
  doc: 'How many rows there are; with arguments, how many rows have all of them.',
  signature: '(T…) → int',
  result: () => 'int',
  evaluate: rows => BigInt(rows.length),
  examples: [
    { types: [], rows: [[], []], gives: 2n },
    { types: ['string'], rows: [['a'], [null], ['']], gives: 2n },
    { types: [], rows: [], gives: 0n },
  ],
}

const count_distinct: PlanAggregate = {
  doc: 'How many different combinations of the arguments there are, leaving out rows that miss one.',
  signature: '(T, T…) → int',
  result: args => (args.length > 0 && args.every(isOrdered) ? 'int' : undefined),
  evaluate: rows => BigInt(new Set(rows.map(keyOfRow)).size),
  examples: [
    { types: ['string'], rows: [['a'], ['b'], ['a'], [null]], gives: 2n },
    {
      types: ['string', 'int'],
      rows: [
        ['a', 1n],
        ['a', 2n],
        ['a', 1n],
        ['a', null],
      ],
      gives: 2n,
    },
    { types: ['float'], rows: [[0], [-0], [Number.NaN], [Number.NaN]], gives: 2n },
  ],
}

const texts: Type = { list: 'string' }

const values: PlanAggregate = {
  doc: 'The different texts there are, sorted by code point.',
  signature: '(string) → list<string>',
  result: ([a, ...more]) => (a === 'string' && more.length === 0 ? texts : undefined),
  evaluate: rows => [...new Set(rows.map(([s]) => text(s)))].sort(compareText),
  examples: [
    { types: ['string'], rows: [['b'], ['a'], ['b'], [null], ['B']], gives: ['B', 'a', 'b'] },
    { types: ['string'], rows: [], gives: [] },
  ],
}

const list: PlanAggregate = {
  doc: 'All texts there are, in the current order of rows.',
  signature: '(string) → list<string>',
  result: ([a, ...more]) => (a === 'string' && more.length === 0 ? texts : undefined),
  evaluate: rows => rows.map(([s]) => text(s)),
  examples: [
    { types: ['string'], rows: [['b'], ['a'], ['b'], [null], ['B']], gives: ['b', 'a', 'b', 'B'] },
    { types: ['string'], rows: [], gives: [] },
  ],
}

export const counting = { count, count_distinct, values, list }
