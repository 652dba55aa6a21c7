import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Engine } from '../../src/engines/engine.ts'
import { engines } from '../../src/engines/index.ts'
import { codesOf, givenRecords, rowsOf, understand } from './run.ts'

/** One case: an expression or a rule, what it reads, and what comes out or is said. */
interface Case {
  readonly case: string
  readonly says: string
  readonly expression?: string
  readonly rule?: unknown
  readonly records?: readonly unknown[]
  /** Positions of the records that fulfil the expression. */
  readonly matches?: readonly number[]
  /** The value of the expression, the same for every record. */
  readonly value?: unknown
  /** Signals in order; `behind` are positions of records. */
  readonly signals?: readonly Readonly<Record<string, unknown>>[]
  readonly diagnostics?: readonly string[]
}

const folder = join(import.meta.dirname, '../../conformance/languages/sumo-cse')
const opened: Engine[] = []
afterAll(async () => {
  for (const engine of opened) await engine.close()
})

for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml'))) {
  const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]
  describe(file, () => {
    test('names each case once, and says where the vendor says so', () => {
      expect(new Set(cases.map(c => c.case)).size).toBe(cases.length)
      expect(cases.filter(c => !(c.says ?? '').trim()).map(c => c.case)).toEqual([])
    })
    for (const entry of engines)
      test(`on ${entry.title}`, async () => {
        const engine = await entry.open()
        opened.push(engine)
        const wrong: unknown[] = []
        for (const c of cases) {
          const [found, expected] = [await outcomeOf(c, engine), expectedOf(c)]
          if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ case: c.case, found, expected })
        }
        expect(wrong).toEqual([])
      })
  })
}

async function outcomeOf(c: Case, engine: Engine): Promise<unknown> {
  const given = givenRecords(c.records ?? [{}])
  const text = c.expression ?? JSON.stringify(c.rule)
  const understood = understand(text, given)
  const diagnostics = codesOf(understood)
  if (understood.plan === undefined) return { diagnostics }
  const rows = await rowsOf(engine, understood, given)
  if (c.value !== undefined) return { diagnostics, value: rounded(rows[0]?.row['value']) }
  if (c.matches !== undefined) return { diagnostics, matches: rows.flatMap(r => r.behind) }
  if (c.signals === undefined) return { diagnostics }
  return {
    diagnostics,
    signals: rows.map(({ row, behind }, i) => ({
      ...Object.fromEntries(namesIn(c, i).map(name => [name, row[name]])),
      behind,
    })),
  }
}

const namesIn = (c: Case, i: number): string[] =>
  Object.keys(c.signals?.[i] ?? c.signals?.[0] ?? {}).filter(name => name !== 'behind')

function expectedOf(c: Case): unknown {
  const diagnostics = [...(c.diagnostics ?? [])].sort()
  if (c.value !== undefined) return { diagnostics, value: c.value }
  if (c.matches !== undefined) return { diagnostics, matches: c.matches }
  if (c.signals === undefined) return { diagnostics }
  return {
    diagnostics,
    signals: c.signals.map(({ behind, ...columns }) => ({ ...columns, behind })),
  }
}

const rounded = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value
