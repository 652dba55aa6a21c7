import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visit } from '../../src/plan/walk.ts'
import { planCases } from './generate.ts'
import { minimise } from './minimise.ts'

test('a failing case shrinks to the node that makes it fail', async () => {
  const hasSome = (plan: Parameters<typeof visit>[0]): boolean => {
    let found = false
    visit(plan, node => {
      found ||= node.op === 'some'
    })
    return found
  }
  const failing = fc.sample(planCases(), { seed: 3, numRuns: 200 }).find(c => hasSome(c.plan) && c.rows.length > 2)
  if (failing === undefined) throw new Error('nothing generated has a `some`')
  const { plan, rows } = await minimise(failing, async c => hasSome(c.plan))
  expect(rows.length).toBeLessThanOrEqual(1)
  let nodes = 0
  visit(plan, () => nodes++)
  // in a condition five are left; in an expression, `truth` and its other side are left too
  expect(nodes).toBeLessThanOrEqual(7)
})
