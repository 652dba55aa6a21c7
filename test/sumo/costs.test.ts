import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { check } from '../../src/app/check.ts'
import { sumo } from '../../src/languages/sumo/index.ts'

interface Case {
  readonly case: string
  readonly says: string
  readonly query: string
  readonly costs: readonly string[]
}

const file = join(import.meta.dirname, '../../conformance/languages/sumo/costs/costs.yaml')
const cases = parse(readFileSync(file, 'utf8')) as readonly Case[]
const time = { now: 0n, zone: 'UTC' }

describe('hints at cost', () => {
  for (const c of cases)
    test(c.case, () => {
      const { costs } = check({ source: { name: 'case.sumo', text: c.query } }, time)
      expect(costs.map(d => `${d.code}: ${c.query.slice(d.span.start, d.span.end)}`)).toEqual(c.costs)
      expect(costs.every(d => d.severity === 'note' && d.because !== undefined && d.help !== undefined)).toBe(true)
    })

  test('every hint has a case, and a case without it', () => {
    const codes = new Set(cases.flatMap(c => c.costs.map(cost => cost.split(':')[0])))
    expect(codes.size).toBeGreaterThanOrEqual(9)
    expect(cases.filter(c => c.costs.length === 0).length).toBeGreaterThan(codes.size)
  })

  test('they are looked for in deep and long queries without trouble', () => {
    const text = `_sourceCategory=a x | json "b" as b | where ${'('.repeat(150)}b = "c"${')'.repeat(150)} ${'or b = "d" '.repeat(900)}`
    const source = { name: 'case', text }
    const { value } = sumo.parse(source)
    expect(value && sumo.costs?.(value, source)).toEqual([])
  })
})
