import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onlyRead } from '../../src/engines/sql/only-read.ts'
import { check } from '../../src/plan/check.ts'
import { columnsOf } from '../../src/plan/columns.ts'
import { hasPivot } from '../../src/plan/settle.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'
import { printPlan } from '../../src/plan/text/print.ts'
import { operators } from '../plan/generate/plans.ts'
import { planCases } from '../plan/generate.ts'

// That the rows stay the same is what the generated plans of the differential tests say: DuckDB runs no others.

test.each([
  [
    'a column goes where it was read last, and what nobody reads is not computed',
    `scan a: string, b: string, c: int
| extend d = lower(a), e = lower(b)
| filter d = "x"
| group by b: n = count(), m = max(c)
| keep n`,
    `scan a: string, b: string, c: int
| keep b, a
| extend d = lower(a)
| keep b, d
| filter d = "x"
| keep b
| group by b: n = count()
| keep n
| keep n`,
  ],
  [
    'columns that are put in the place of others keep their place in the result',
    `scan a: string, b: string
| extend a = lower(b)`,
    `scan a: string, b: string
| keep b
| extend a = lower(b)
| keep a, b`,
  ],
  [
    'each side of a join gives what is read of it and its keys',
    `scan a: string, b: int
| join left ( scan c: string, d: int, e: int ) on a = c
| keep d`,
    `scan a: string, b: int
| keep a
| join left (
  scan c: string, d: int, e: int
  | keep d, c
) on a = c
| keep d
| keep d`,
  ],
])('%s', (_, before, after) => {
  const { value: plan } = parsePlan(before)
  expect(plan && printPlan(onlyRead(plan))).toBe(after)
})

test('gives the columns of the plan, in their order and of their types', () => {
  const plans = fc.sample(planCases(operators), { numRuns: 200, seed: 41 }).map(c => c.plan)
  const settled = plans.filter(plan => check(plan).value !== undefined && !hasPivot(plan))
  expect(settled.length).toBeGreaterThan(150)
  for (const plan of settled) expect(columnsOf(onlyRead(plan))).toEqual(columnsOf(plan))
})
