import fc from 'fast-check'
import { expect, test } from 'vitest'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import { check } from '../../src/plan/check.ts'
import { dataTables } from './generate/values.ts'
import { planCases } from './generate.ts'

test('generated plans are well-typed and run on the reference engine', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(planCases(), async ({ columns, rows, plan }) => {
      expect(check(plan).diagnostics).toEqual([])
      const query = referenceEngine.compile(plan)
      if ('unsupported' in query) throw new Error('refused')
      const data = await referenceEngine.load({ is: 'rows', columns, batches: [rows] }, dataTables)
      const result = await query.run(data, { lineage: true })
      seen.add(plan.op)
      for (const row of result.rows) expect(row.values.length).toBe(result.columns.length)
    }),
    { numRuns: 1000, seed: 7 },
  )
  expect(seen.size).toBeGreaterThan(8)
})
