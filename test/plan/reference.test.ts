import { describe, expect, test } from 'vitest'
import { type Engine, EngineError, type Query } from '../../src/engines/engine.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'

function compiled(text: string): Query {
  const { value } = parsePlan(text)
  const query = value === undefined ? undefined : referenceEngine.compile(value)
  if (query === undefined || 'unsupported' in query) throw new Error(`this should compile: ${text}`)
  return query
}

const rowsOf = (engine: Engine, type: 'int' | 'string') =>
  engine.load({ is: 'rows', columns: [{ name: 'a', type }], batches: [[[null]], [[null], [null]]] })

describe('the reference engine', () => {
  test('numbers rows across batches, and leaves out what is behind them unless asked', async () => {
    const data = await rowsOf(referenceEngine, 'int')
    const query = compiled('scan a: int')
    expect((await query.run(data, { lineage: true })).rows.map(r => r.behind)).toEqual([[0], [1], [2]])
    expect((await query.run(data)).rows.map(r => r.behind)).toEqual([[], [], []])
  })

  test('refuses data of another type than the plan reads', async () => {
    const run = compiled('scan a: int').run(await rowsOf(referenceEngine, 'string'))
    await expect(run).rejects.toThrow('the column `a` is string in the data, and the plan reads it as int')
    await expect(run).rejects.toBeInstanceOf(EngineError)
  })

  test('refuses files, and data that another engine has loaded', async () => {
    const files = referenceEngine.load({ is: 'files', format: 'ndjson', paths: ['x.json'], columns: [] })
    await expect(files).rejects.toBeInstanceOf(EngineError)
    const foreign = compiled('scan a: int').run({ columns: [], close: async () => {} })
    await expect(foreign).rejects.toBeInstanceOf(EngineError)
  })

  test('does not start once aborted', async () => {
    const data = await rowsOf(referenceEngine, 'int')
    const run = compiled('scan a: int').run(data, { signal: AbortSignal.abort(new Error('enough')) })
    await expect(run).rejects.toThrow('enough')
  })

  test('does not compile a plan that means nothing, and says why', () => {
    const plan: Plan = { op: 'keep', input: { op: 'scan', columns: [] }, columns: ['b'] }
    const query = referenceEngine.compile(plan)
    expect('unsupported' in query ? query.unsupported.map(d => d.code) : []).toEqual(['plan/unknown-column'])
  })
})
