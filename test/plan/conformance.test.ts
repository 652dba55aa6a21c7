import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { parsePlan } from '../../src/plan/text/parse.ts'
import { isPlan, visit } from '../../src/plan/walk.ts'
import { type Case, readCases, readColumns, readRows, readTables } from './cases.ts'
import { openEngines } from './engines.ts'
import { sameRows } from './same-value.ts'

// The cases of conformance/plan, on every engine: what they give, in order, and what stands behind it.

const engines = openEngines()
afterAll(async () => {
  for (const { engine } of engines) await engine.close()
})

const cases = readCases()
const title = (c: Case): string => `${c.rule} ${c.name}`

test('names of cases are not used twice', () => {
  const names = cases.map(c => `${c.file} ${c.name}`)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

describe('refused before any engine sees it', () => {
  test.each(cases.filter(c => c.refused !== undefined).map(c => [title(c), c]))('%s', (_, c) => {
    const { value, diagnostics } = parsePlan(c.plan)
    expect(value).toBeUndefined()
    expect(diagnostics.map(d => d.code)).toEqual([c.refused])
    for (const { span } of diagnostics) expect(c.plan.slice(span.start, span.end)).not.toBe('')
  })
})

describe.each(engines)('$engine.id', ({ engine, refuses }) => {
  test.each(cases.filter(c => c.refused === undefined).map(c => [title(c), c]))('%s', async (_, c) => {
    const { value: plan, diagnostics } = parsePlan(c.plan)
    if (plan === undefined) throw new Error(`${c.file}: ${diagnostics[0]?.message}`)
    const query = engine.compile(plan)
    let isRefused = false
    visit(plan, node => {
      isRefused ||= isPlan(node) && refuses.includes(node.op)
    })
    expect('unsupported' in query).toBe(isRefused)
    if ('unsupported' in query) return
    const columns = readColumns(c.data ?? '')
    const data = await engine.load({ is: 'rows', columns, batches: [readRows(c.rows ?? [], columns)] }, readTables(c))
    const { rows, columns: found } = await query.run(data, { lineage: true })
    await data.close()
    const known = new Set(query.columns.map(column => column.name))
    expect(found.map(column => column.name).filter(name => !known.has(name))).toEqual(c.finds ?? [])
    const expected = readRows(c.gives ?? [], found)
    const values = rows.map(r => r.values)
    if (!sameRows(values, expected, c.rounding))
      expect.fail(`expected ${inspect(expected)}\nfound    ${inspect(values)}`)
    if (c.behind !== undefined) expect(rows.map(r => r.behind)).toEqual(c.behind.map(ids => ids.map(Number)))
  })
})
