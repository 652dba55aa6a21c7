import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from '../../src/base/span.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { deadBranches } from '../../src/plan/reach/index.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { withParts } from '../../src/plan/regex/walk.ts'
import { rewrite } from '../../src/plan/walk.ts'
import { dataTables } from '../plan/generate/values.ts'
import { planCases } from '../plan/generate.ts'
import { minimise } from '../plan/minimise.ts'
import { drawKnownPlan, type KnownPlan, seeded } from './draw-plan.ts'

// What is reported dead can be cut out, and every row stays: a condition becomes false, an alternative one that nothing fits.

const PLANS = Number(process.env['PLANS'] ?? 1000)

async function reportedIn(given: KnownPlan): Promise<number> {
  const plan = placed(given.plan)
  const dead = deadBranches(plan)
  if (dead.length === 0) return 0
  const spans = new Set(dead.map(d => d.span.start))
  expect(await results(cut(plan, spans), given)).toEqual(await results(plan, given))
  return dead.length
}

test('cutting out what is dead changes no result, in plans where much is known', async () => {
  let found = 0
  for (let seed = 1; seed <= PLANS; seed++) {
    const given = drawKnownPlan(seeded(seed))
    try {
      found += await reportedIn(given)
    } catch (difference) {
      const least = await minimise(given, smaller =>
        reportedIn(smaller).then(
          () => false,
          () => true,
        ),
      )
      expect.fail(`${JSON.stringify(least, undefined, 1)}\n${difference}`)
    }
  }
  expect(found).toBeGreaterThan(PLANS / 4)
})

test('nor in plans of every kind', async () => {
  await fc.assert(
    fc.asyncProperty(planCases(), async given => {
      await reportedIn(given)
    }),
    { numRuns: 200 },
  )
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

async function results(plan: Plan, data: KnownPlan): Promise<unknown> {
  const query = referenceEngine.compile(plan)
  if ('unsupported' in query) throw new Error(query.unsupported.map(d => d.message).join('; '))
  const loaded = await referenceEngine.load({ is: 'rows', columns: data.columns, batches: [data.rows] }, dataTables)
  return (await query.run(loaded, { lineage: true })).rows
}
