import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import { check } from '../../src/plan/check.ts'
import { operators } from '../plan/generate/plans.ts'
import { type PlanCase, planCases } from '../plan/generate.ts'
import { minimise } from '../plan/minimise.ts'
import { describeCase } from './describe-case.ts'
import { differenceOf, loadedAlike } from './difference.ts'

// Generated plans over hostile data: DuckDB must give the rows of the reference, in order, with the same events behind each.
// PLANS and SEED in the environment ask for more plans, or others, than the ones of the suite: these hold each of the 133
// operators, functions and aggregates that came up in 2,100, the rarest only once.

const PLANS = Number(process.env['PLANS'] ?? 1_200)
const SEED = Number(process.env['SEED'] ?? 20_260_102)
/** Plans in a row that share the data of the first of them, since loading takes longer than running. */
const SHARE = 20

const engine = createDuckdbEngine({ threads: 1 })
afterAll(() => engine.close())

describe('DuckDB gives what the reference gives', () => {
  test(`for ${PLANS} generated plans`, { timeout: 600_000 }, async () => {
    const drawn = fc.sample(planCases(operators), { numRuns: PLANS, seed: SEED })
    const cases = drawn.filter(({ plan }) => check(plan).diagnostics.length === 0)
    expect(cases.length).toBeGreaterThan(0.99 * PLANS)
    for (let first = 0; first < cases.length; first += SHARE) {
      const [{ columns, rows } = { columns: [], rows: [] }] = cases.slice(first)
      const data = await loadedAlike(columns, rows, engine)
      const plans = cases.slice(first, first + SHARE).map(c => c.plan)
      const differences = await Promise.all(plans.map(plan => differenceOf(plan, data, engine)))
      const failing = plans[differences.findIndex(d => d !== undefined)]
      if (failing !== undefined) expect.fail(await report({ columns, rows, plan: failing }))
      await data.close()
    }
  })
})

async function report(failing: PlanCase): Promise<string> {
  const difference = async ({ columns, rows, plan }: PlanCase): Promise<string | undefined> => {
    const data = await loadedAlike(columns, rows, engine)
    const found = await differenceOf(plan, data, engine)
    await data.close()
    return found
  }
  const least = await minimise(failing, async smaller => (await difference(smaller)) !== undefined)
  return `${describeCase(least, engine)}\n${await difference(least)}`
}
