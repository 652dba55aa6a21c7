import type { Type, Value } from '../../event/value.ts'
import { compareValues, isOrdered } from '../order.ts'
import type { PlanAggregate } from './aggregate.ts'

const ofOne =
  (accepts: (type: Type) => boolean): PlanAggregate['result'] =>
  ([type, ...more]) =>
    type !== undefined && more.length === 0 && accepts(type) ? type : undefined

/** The value that comes first by `before`, or null of nothing. */
const best = (rows: readonly (readonly Value[])[], before: (a: Value, b: Value) => boolean): Value =>
  rows.map(([v]) => v ?? null).reduce((a, b) => (a === null || before(b, a) ? b : a), null)

const min: PlanAggregate = {
  doc: 'The least value.',
  signature: '(T) → T',
  result: ofOne(isOrdered),
  evaluate: rows => best(rows, (a, b) => compareValues(a, b) < 0),
  examples: [
    { types: ['int'], rows: [[3n], [null], [1n]], gives: 1n },
    { types: ['string'], rows: [['😀'], ['Ａ']], gives: 'Ａ' },
    { types: ['float'], rows: [[Number.NaN], [1]], gives: 1 },
    { types: ['int'], rows: [], gives: null },
  ],
}

const max: PlanAggregate = {
  doc: 'The greatest value.',
  signature: '(T) → T',
  result: ofOne(isOrdered),
  evaluate: rows => best(rows, (a, b) => compareValues(a, b) > 0),
  examples: [
    { types: ['int'], rows: [[3n], [null], [1n]], gives: 3n },
    { types: ['string'], rows: [['😀'], ['Ａ']], gives: '😀' },
    { types: ['float'], rows: [[Number.NaN], [1]], gives: Number.NaN },
  ],
}

const first: PlanAggregate = {
  doc: 'The first value that is present, in the current order of rows.',
  signature: '(T) → T',
  result: ofOne(() => true),
  evaluate: rows => rows[0]?.[0] ?? null,
  examples: [
    { types: ['string'], rows: [[null], ['b'], ['a']], gives: 'b' },
    { types: ['string'], rows: [[null]], gives: null },
  ],
}

const last: PlanAggregate = {
  doc: 'The last value that is present, in the current order of rows.',
  signature: '(T) → T',
  result: ofOne(() => true),
  evaluate: rows => rows[rows.length - 1]?.[0] ?? null,
  examples: [{ types: ['string'], rows: [['b'], ['a'], [null]], gives: 'a' }],
}

export const choosing = { min, max, first, last }
