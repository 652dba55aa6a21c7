import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import type { Column, Value } from '../../src/event/value.ts'
import type { PlanAggregate } from '../../src/plan/aggregates/aggregate.ts'
import { type AggregateName, aggregates } from '../../src/plan/aggregates/index.ts'
import type { PlanFunction } from '../../src/plan/functions/function.ts'
import { type FunctionName, functions } from '../../src/plan/functions/index.ts'
import type { Plan, Scalar } from '../../src/plan/plan.ts'
import { openEngines } from './engines.ts'
import { sameRows } from './same-value.ts'

// The examples of every function and aggregate, on every engine: with arguments from the data, and written out.

const engines = openEngines()
afterAll(async () => {
  for (const { engine } of engines) await engine.close()
})

const ofFunctions = (Object.keys(functions) as FunctionName[]).flatMap(fn => {
  const { examples }: PlanFunction = functions[fn]
  return examples.map(example => ({ fn, ...example, title: `${fn}(${example.args.map(a => inspect(a)).join(', ')})` }))
})
const ofAggregates = (Object.keys(aggregates) as AggregateName[]).flatMap(fn => {
  const { examples }: PlanAggregate = aggregates[fn]
  return examples.map(example => ({ fn, ...example, title: `${fn} of ${inspect(example.rows, { breakLength: 200 })}` }))
})

test('every function and aggregate has examples', () => {
  const withExamples = new Set<string>([...ofFunctions, ...ofAggregates].map(e => e.fn))
  expect([...Object.keys(functions), ...Object.keys(aggregates)].filter(fn => !withExamples.has(fn))).toEqual([])
})

describe.each(engines)('$engine.id', ({ engine }) => {
  test.each(ofFunctions)('$title', async ({ fn, args, types, gives }) => {
    const { literal }: PlanFunction = functions[fn]
    const columns = types.map((type, i) => ({ name: `a${i}`, type }))
    const written = types.map((type, i): Scalar => ({ op: 'literal', type, value: args[i] ?? null }))
    const read = columns.map((c, i): Scalar => {
      const constant = written[i]
      return i === literal?.argument && constant !== undefined ? constant : { op: 'field', ...c }
    })
    const plan: Plan = {
      op: 'keep',
      columns: ['read', 'written'],
      input: {
        op: 'extend',
        input: { op: 'scan', columns },
        columns: [
          { name: 'read', value: { op: 'call', fn, args: read } },
          { name: 'written', value: { op: 'call', fn, args: written } },
        ],
      },
    }
    await expectRows(engine, plan, columns, [args], [[gives, gives]])
  })

  test.each(ofAggregates)('$title', async ({ fn, types, rows, gives }) => {
    const columns = types.map((type, i) => ({ name: `a${i}`, type }))
    const { literal }: PlanAggregate = aggregates[fn]
    const args = columns.map((c, i): Scalar => {
      return i === literal?.argument
        ? { op: 'literal', type: c.type, value: rows[0]?.[i] ?? null }
        : { op: 'field', ...c }
    })
    // a column beside the arguments, for data without columns is none
    const all: readonly Column[] = [...columns, { name: 'other', type: 'int' }]
    const plan: Plan = {
      op: 'group',
      input: { op: 'scan', columns: all },
      by: [],
      aggregates: [{ name: 'gives', value: { fn, args } }],
    }
    const data = rows.map(row => [...row, 0n])
    await expectRows(engine, plan, all, data, [[gives]])
  })
})

async function expectRows(
  engine: Engine,
  plan: Plan,
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
  expected: readonly (readonly Value[])[],
): Promise<void> {
  const query = engine.compile(plan)
  if ('unsupported' in query) throw new Error(query.unsupported[0]?.message)
  const data = await engine.load({ is: 'rows', columns, batches: [rows] })
  const result = await query.run(data)
  await data.close()
  const found = result.rows.map(r => r.values)
  if (!sameRows(found, expected, true)) expect.fail(`expected ${inspect(expected)}\nfound    ${inspect(found)}`)
}
