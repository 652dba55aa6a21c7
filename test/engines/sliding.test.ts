import { expect, test } from 'vitest'
import { slidingOf } from '../../src/engines/reference/sliding.ts'
import type { Value } from '../../src/event/value.ts'
import { aggregates } from '../../src/plan/aggregates/index.ts'
import { sameValue } from '../plan/same-value.ts'

const ints: Value[][] = [3n, 1n, 9223372036854775807n, 1n, -5n, 3n, -9223372036854775807n, 0n].map(v => [v])
const floats: Value[][] = [0.5, 1e300, 7, 0.25, -3.5, Number.NaN, 2, Number.POSITIVE_INFINITY, 3, 0.1].map(v => [v])
const shares: Value[][] = floats.map(([v]) => [v ?? null, 0.75])
const pairs: Value[][] = [...'abacabad'].map((c, i) => [c, BigInt(i % 2)])

test.each([
  ['count', pairs],
  ['count_distinct', pairs],
  ['sum', ints],
  ['sum', floats],
  ['avg', ints],
  ['avg', floats],
  ['min', ints],
  ['max', ints],
  ['percentile', shares],
] as const)('%s over a window that slides is %s over its rows', (fn, rows) => {
  const sliding = slidingOf(fn, rows)
  const inside: (readonly Value[])[] = []
  const check = () => {
    const [found, expected] = [sliding?.value() ?? null, aggregates[fn].evaluate(inside)]
    expect([inside, found, expected, sameValue(found, expected, true)]).toEqual([inside, found, expected, true])
  }
  // windows of every length up to four, and the empty one between
  for (let length = 1; length <= 4; length++) {
    for (const row of rows) {
      sliding?.enter(row)
      inside.push(row)
      if (inside.length > length) sliding?.leave(inside.shift() ?? [])
      check()
    }
    while (inside.length > 0) {
      sliding?.leave(inside.shift() ?? [])
      check()
    }
  }
})

test('a hundred thousand rows near one another take no square of their number', () => {
  const sliding = slidingOf('count_distinct', [])
  const total = slidingOf('sum', [[1.5]])
  for (let i = 0; i < 100_000; i++) for (const one of [sliding, total]) one?.enter([i])
  let sum = 0
  for (let i = 0; i < 100_000; i++) {
    for (const one of [sliding, total]) one?.leave([i])
    sum += Number(sliding?.value())
    total?.value()
  }
  expect(sum).toBe(4_999_950_000)
})
