import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { wellFormed } from '../../src/event/well-formed.ts'
import { lowerSearch } from '../../src/languages/sumo/lower/index.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import { check } from '../../src/plan/check.ts'
import { fingerprint } from '../../src/plan/fingerprint.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { deadBranches } from '../../src/plan/reach/index.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'
import { printPlan } from '../../src/plan/text/print.ts'
import { childrenOf, type Node } from '../../src/plan/walk.ts'
import { anyStages, anyText } from './any-text.ts'
import { givenRecords } from './run.ts'

const steps = vi.hoisted(() => ({ count: 0 }))

// every expression that is looked at, every field that is looked up and every column that is made counts as one step
vi.mock('../../src/languages/sumo/lower/context.ts', async original => {
  const real = await original<typeof import('../../src/languages/sumo/lower/context.ts')>()
  return { ...real, deeper: counted(real.deeper) }
})
vi.mock('../../src/languages/sumo/lower/resolve.ts', async original => {
  const real = await original<typeof import('../../src/languages/sumo/lower/resolve.ts')>()
  return { ...real, resolve: counted(real.resolve) }
})
vi.mock('../../src/languages/sumo/lower/rows.ts', async original => {
  const real = await original<typeof import('../../src/languages/sumo/lower/rows.ts')>()
  return { ...real, freshColumn: counted(real.freshColumn) }
})

function counted<F extends (...args: never[]) => unknown>(fn: F): F {
  return ((...args: Parameters<F>) => {
    steps.count++
    return fn(...args)
  }) as F
}

/** FUZZ in the environment asks for more. */
const RUNS = Number(process.env['FUZZ'] ?? 250)

const records = ['{"a":1,"b":"x"}', 'a=1 b=2', 'x,y']
const schemas = [givenRecords(records).schema, givenRecords(records, false).schema]
const time = { now: 1_795_488_000_000_000n, zone: 'UTC' }

function lower(drawn: string, schema = schemas[0]): { plan: Plan | undefined; codes: readonly string[] } {
  // no file holds half of a surrogate pair
  const text = wellFormed(drawn)
  const source = { name: 'fuzz', text }
  const { value, diagnostics: said } = parseSearch(source)
  if (value === undefined || schema === undefined) return { plan: undefined, codes: [] }
  const { value: plan, diagnostics } = lowerSearch(value, source, schema, time)
  for (const { span } of diagnostics) {
    expect(span.start).toBeGreaterThanOrEqual(0)
    expect(span.end).toBeGreaterThanOrEqual(span.start)
    expect(span.end).toBeLessThanOrEqual(text.length)
  }
  // what does not parse is never run: a plan that comes out of it all the same need not be one
  if (hasErrors(said)) return { plan: undefined, codes: [] }
  return { plan, codes: diagnostics.filter(d => d.severity === 'error').map(d => d.code) }
}

/** A plan that comes out is one: it checks, it is written and read, and what can never match in it can be asked for. */
function expectPlan(text: string, schema: (typeof schemas)[number]): boolean {
  const { plan, codes } = lower(text, schema)
  if (plan === undefined) return false
  expect(codes).toEqual([])
  expect(check(plan).diagnostics).toEqual([])
  const { value: again } = parsePlan(printPlan(plan))
  expect(again && fingerprint(again)).toBe(fingerprint(plan))
  deadBranches(plan, text)
  return true
}

test('whatever the text: nothing is thrown, and a plan that comes out checks and can be written and read', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...schemas), (text, schema) => {
      expectPlan(text, schema)
    }),
    { numRuns: RUNS },
  )
})

test('so it is for stages in any order, inside of others and outside', () => {
  let plans = 0
  fc.assert(
    fc.property(anyStages, fc.constantFrom(...schemas), (text, schema) => {
      if (expectPlan(text, schema)) plans++
    }),
    { numRuns: RUNS },
  )
  // else there was nothing to look at
  expect(plans).toBeGreaterThan(RUNS / 20)
})

/** Nodes of a plan as it is held, shared ones once. */
function size(plan: Plan): number {
  const seen = new Set<Node>()
  const open: Node[] = [plan]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...childrenOf(node))
  }
  return seen.size
}

const many = (n: number, part: (i: number) => string, between = ', '): string =>
  Array.from({ length: n }, (_, i) => part(i)).join(between)

const parsed = '* | parse "* *" as a, b '
/** Searches that grow with n. */
const growing: readonly [name: string, text: (n: number) => string][] = [
  ['conditions', n => `${parsed}| where ${many(n, i => `a = "${i}"`, ' or ')}`],
  ['stages', n => `${parsed}${many(n, i => `| concat(a, "${i}") as v${i}`, ' ')}`],
  ['subqueries side by side', n => `${parsed}${many(n, () => `| where ![subquery: ${parsed} | compose a]`, ' ')}`],
  [
    'subqueries in one condition',
    n => `${parsed}| where ${many(n, () => `[subquery: ${parsed} | compose a]`, ' or ')}`,
  ],
  [
    'subqueries inside of subqueries',
    n => `${parsed}${many(n, () => `| where [subquery: ${parsed}`, ' ')}${many(n, () => '| compose a]', ' ')}`,
  ],
  ['keywords', n => `${many(n, () => `[subquery: ${parsed} | compose a, b keywords]`, ' ')} | count`],
  ['fields of compose', n => `${parsed}| where [subquery: ${parsed}| compose ${many(n, i => 'ab'.charAt(i % 2))}]`],
  [
    'tables of a join',
    n =>
      `* | join ${many(n, i => `(parse "* *" as a, b) as t${i}`)} on ${many(n - 1, i => `t${i}.a = t${i + 1}.a`, ' and ')}`,
  ],
  [
    'keys of a join',
    n => `* | join (parse "* *" as a, b) as t, (parse "* *" as a, b) as u on ${many(n, () => 't.a = u.b', ' and ')}`,
  ],
  [
    'patterns of sessionize',
    n => `* | sessionize ${many(n, i => (i === 0 ? '"a=*" as (v0)' : `"b=$v${i - 1} c=*" as (v${i})`))}`,
  ],
  ['keys of transactionize', n => `* | parse "* *" as a, b | transactionize ${many(n, i => 'ab'.charAt(i % 2))}`],
  ['merges', n => `${parsed}| transactionize a (merge ${many(n, i => `a takeFirst as m${i}`)})`],
]

test.each(growing)('%s: twice as many take twice the steps, and give twice the plan', (_, text) => {
  const [small, large] = [16, 32].map(n => {
    steps.count = 0
    const { plan, codes } = lower(text(n))
    expect(codes).toEqual([])
    return { steps: steps.count, size: plan === undefined ? 0 : size(plan) }
  })
  if (small === undefined || large === undefined) throw new Error('nothing was lowered')
  expect(small.size).toBeGreaterThan(10)
  expect(large.steps).toBeLessThan(2.3 * small.steps + 20)
  expect(large.size).toBeLessThan(2.3 * small.size + 20)
})

// What reads all rows before it again doubles the plan, so that it is refused where it would outgrow everything.
test.each([
  ['filters', `${parsed}| count by a ${many(60, () => '| filter a in (where _count > 1)', ' ')}`],
  [
    'joins',
    `* | parse "*" as k ${many(60, i => `| join (fields k) as a${i}, (fields k) as b${i} on a${i}.k = b${i}.k | a${i}_k as k`, ' ')}`,
  ],
  [
    'filled in groups',
    `${parsed}| count by a, b ${many(60, () => '| fillmissing values all in a, values all in b', ' ')}`,
  ],
])('%s upon one another end at once', (_, text) => {
  const { plan, codes } = lower(text)
  expect(plan).toBeUndefined()
  expect(codes).toEqual(['sumo/too-large'])
})
