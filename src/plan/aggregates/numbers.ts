import type { Value } from '../../event/value.ts'
import { float, int, overloads, takes, within64 } from '../functions/signature.ts'
import { compareValues } from '../order.ts'
import type { PlanAggregate } from './aggregate.ts'

// Sums of floating-point numbers depend on the order of adding. Engines may add in any order: their results are equal up
// to rounding (docs/semantics.md), and sums of whole numbers are exact.

const sumInts = (rows: readonly (readonly Value[])[]): bigint => rows.reduce((total, [v]) => total + int(v), 0n)
const sumFloats = (rows: readonly (readonly Value[])[]): number => rows.reduce((total, [v]) => total + float(v), 0)
const areInts = (rows: readonly (readonly Value[])[]): boolean => typeof rows[0]?.[0] === 'bigint'

const sum: PlanAggregate = {
  doc: 'The sum; null of no values, and where a sum of whole numbers leaves 64 bit.',
  ...overloads([['int'], 'int'], [['float'], 'float']),
  evaluate: rows => (rows.length === 0 ? null : areInts(rows) ? within64(sumInts(rows)) : sumFloats(rows)),
  examples: [
    { types: ['int'], rows: [[1n], [null], [2n]], gives: 3n },
    { types: ['int'], rows: [[9223372036854775807n], [1n]], gives: null },
    { types: ['int'], rows: [[9223372036854775807n], [1n], [-1n]], gives: 9223372036854775807n },
    { types: ['float'], rows: [[0.5], [0.25]], gives: 0.75 },
    { types: ['int'], rows: [], gives: null },
  ],
}

const avg: PlanAggregate = {
  doc: 'The arithmetic mean; null of no values.',
  ...overloads([['int'], 'float'], [['float'], 'float']),
  evaluate: rows =>
    rows.length === 0 ? null : (areInts(rows) ? Number(sumInts(rows)) : sumFloats(rows)) / rows.length,
  examples: [
    { types: ['int'], rows: [[1n], [2n], [null]], gives: 1.5 },
    { types: ['float'], rows: [[0.5], [1.5]], gives: 1 },
    { types: ['float'], rows: [], gives: null },
  ],
}

const stddev: PlanAggregate = {
  doc: 'The standard deviation of a sample (n − 1); 0 of one value, null of none.',
  ...takes(['float'], 'float'),
  evaluate: rows => {
    if (rows.length === 0) return null
    if (rows.length === 1) return 0
    const mean = sumFloats(rows) / rows.length
    const squares = rows.reduce((total, [v]) => total + (float(v) - mean) ** 2, 0)
    return Math.sqrt(squares / (rows.length - 1))
  },
  examples: [
    { types: ['float'], rows: [[2], [4], [4], [4], [5], [5], [7], [9]], gives: Math.sqrt(32 / 7) },
    { types: ['float'], rows: [[3]], gives: 0 },
    { types: ['float'], rows: [], gives: null },
  ],
}

/** The value at a share (0 to 1) of sorted values; null of none. */
export function percentileOf(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  const rest = place - Math.floor(place)
  return rest === 0 ? below : below * (1 - rest) + above * rest
}

const percentile: PlanAggregate = {
  doc: 'The value below which the given share (0 to 1) of the sorted values lies, on the straight line between two values where it falls between them; null of no values.',
  ...takes(['float', 'float'], 'float'),
  literal: {
    argument: 1,
    problem: share =>
      typeof share === 'number' && share >= 0 && share <= 1 ? undefined : 'a share is a float from 0 to 1',
  },
  evaluate: rows => percentileOf(rows.map(([v]) => float(v)).sort(compareValues), float(rows[0]?.[1] ?? 0)),
  examples: [
    {
      types: ['float', 'float'],
      rows: [
        [10, 0.5],
        [20.25, 0.5],
        [2, 0.5],
        [1.5, 0.5],
      ],
      gives: 6,
    },
    {
      types: ['float', 'float'],
      rows: [
        [10, 0.25],
        [20.25, 0.25],
        [null, 0.25],
        [2, 0.25],
        [1.5, 0.25],
      ],
      gives: 1.875,
    },
    {
      types: ['float', 'float'],
      rows: [
        [3, 1],
        [1, 1],
        [2, 1],
      ],
      gives: 3,
    },
    {
      types: ['float', 'float'],
      rows: [
        [Number.NaN, 0],
        [5, 0],
      ],
      gives: 5,
    },
    { types: ['float', 'float'], rows: [[null, 0.5]], gives: null },
  ],
}

export const numbers = { sum, avg, stddev, percentile }
