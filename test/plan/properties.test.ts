import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Value } from '../../src/event/value.ts'
import { fingerprint } from '../../src/plan/fingerprint.ts'
import type { Plan, Predicate } from '../../src/plan/plan.ts'
import { childrenOf, type Node, rewrite, visit } from '../../src/plan/walk.ts'
import { drawn } from './generate/draw.ts'
import { drawPredicate } from './generate/predicates.ts'
import { dataColumns, dataRow, dataTables } from './generate/values.ts'
import { planCases } from './generate.ts'

const conditions = fc.tuple(
  fc.array(dataRow, { maxLength: 8 }),
  drawn(draw => drawPredicate(draw, dataColumns, 3)),
)
type Rows = readonly (readonly Value[])[]

const scan: Plan = { op: 'scan', columns: dataColumns }
const filtered = (where: Predicate): Plan => ({ op: 'filter', input: scan, where })

async function ids(engine: Engine, plan: Plan, rows: Rows): Promise<number[]> {
  const query = engine.compile(plan)
  if ('unsupported' in query) throw new Error(query.unsupported[0]?.message)
  const data = await engine.load({ is: 'rows', columns: dataColumns, batches: [rows] }, dataTables)
  return (await query.run(data, { lineage: true })).rows.flatMap(r => r.behind)
}

test('a condition and its negation part the rows between them', async () => {
  await fc.assert(
    fc.asyncProperty(conditions, async ([rows, where]) => {
      const held = await ids(referenceEngine, filtered(where), rows)
      const rest = await ids(referenceEngine, filtered({ op: 'not', arg: where }), rows)
      expect([...held, ...rest].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i))
    }),
    { numRuns: 500, seed: 21 },
  )
})

test('counting where a condition holds is counting what it filters', async () => {
  await fc.assert(
    fc.asyncProperty(conditions, async ([rows, where]) => {
      const query = referenceEngine.compile({
        op: 'group',
        input: scan,
        by: [],
        aggregates: [{ name: 'n', value: { fn: 'count', args: [], where } }],
      })
      if ('unsupported' in query) throw new Error(query.unsupported[0]?.message)
      const data = await referenceEngine.load({ is: 'rows', columns: dataColumns, batches: [rows] }, dataTables)
      const counted = (await query.run(data)).rows[0]?.values[0]
      expect(counted).toBe(BigInt((await ids(referenceEngine, filtered(where), rows)).length))
    }),
    { numRuns: 300, seed: 22 },
  )
})

test('where a plan was written is no part of its fingerprint, and everything else is', () => {
  fc.assert(
    fc.property(planCases(), ({ plan }) => {
      const placed = <N extends Node>(node: N): N => ({ ...node, at: { start: 1, end: 2 } })
      const moved = rewrite(plan, { plan: placed, predicate: placed, scalar: placed })
      expect(fingerprint(moved)).toBe(fingerprint(plan))
      expect(fingerprint({ op: 'filter', input: plan, where: { op: 'always' } })).not.toBe(fingerprint(plan))
    }),
    { numRuns: 200, seed: 23 },
  )
})

test('a rewrite that changes nothing gives the same plan, and sees every node that a visit sees', () => {
  fc.assert(
    fc.property(planCases(), ({ plan }) => {
      let visited = 0
      visit(plan, () => visited++)
      let rewritten = 0
      const same = <N extends Node>(node: N): N => {
        rewritten++
        return node
      }
      expect(fingerprint(rewrite(plan, { plan: same, predicate: same, scalar: same }))).toBe(fingerprint(plan))
      expect(rewritten).toBe(visited)
      expect(visited).toBeGreaterThan(childrenOf(plan).length)
    }),
    { numRuns: 200, seed: 24 },
  )
})
