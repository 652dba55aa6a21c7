import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from '../../src/base/span.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Column, Value } from '../../src/event/value.ts'
import type { Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { deadBranches } from '../../src/plan/reach/index.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { withParts } from '../../src/plan/regex/walk.ts'
import { rewrite } from '../../src/plan/walk.ts'
import { planCases } from '../plan/generate.ts'
import { knownPlans } from './draw-plan.ts'

// What is reported dead can be cut out, and every row stays: a condition becomes false, an alternative one that nothing fits.

test.each([
  ['where much is known', knownPlans, 400, 100],
  ['of every kind', planCases(), 200, 0],
] as const)('cutting out what is dead changes no result, in plans %s', async (_name, cases, numRuns, least) => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(cases, async given => {
      const plan = placed(given.plan)
      const dead = deadBranches(plan)
      if (dead.length === 0) return
      found += dead.length
      const spans = new Set(dead.map(d => d.span.start))
      expect(await results(cut(plan, spans), given)).toEqual(await results(plan, given))
    }),
    { numRuns },
  )
  expect(found).toBeGreaterThan(least)
})

/** The plan with a place of its own for every condition and every part of a regex. */
function placed(plan: Plan): Plan {
  let next = 0
  const place = (): Span => {
    next += 2
    return { start: next, end: next + 1 }
  }
  const inRegex = (regex: Regex): Regex => ({ ...withParts(regex, inRegex), at: place() })
  return rewrite(plan, {
    predicate: p => ({ ...(p.op === 'regex' ? { ...p, regex: inRegex(p.regex) } : p), at: place() }),
  })
}

function cut(plan: Plan, dead: ReadonlySet<number>): Plan {
  const isDead = (at: Span | undefined): boolean => at !== undefined && dead.has(at.start)
  const inRegex = (regex: Regex): Regex => (isDead(regex.at) ? { re: 'char', set: [] } : withParts(regex, inRegex))
  return rewrite(plan, {
    predicate: (p): Predicate =>
      isDead(p.at) ? { op: 'never' } : p.op === 'regex' ? { ...p, regex: inRegex(p.regex) } : p,
    scalar: (s): Scalar => s,
  })
}

async function results(
  plan: Plan,
  data: { columns: readonly Column[]; rows: readonly (readonly Value[])[] },
): Promise<unknown> {
  const query = referenceEngine.compile(plan)
  if ('unsupported' in query) throw new Error(query.unsupported.map(d => d.message).join('; '))
  const loaded = await referenceEngine.load({ is: 'rows', columns: data.columns, batches: [data.rows] })
  return (await query.run(loaded, { lineage: true })).rows
}
