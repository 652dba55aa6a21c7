import type { Engine } from '../../src/engines/engine.ts'
import { type LanguageCase, testCases } from '../language-cases.ts'
import type { CaseTable } from '../sumo/run.ts'
import { codesOf, givenRecords, rowsOf, understand } from './run.ts'

/** One case: an expression or a rule, what it reads, and what comes out or is said. */
interface Case extends LanguageCase {
  readonly expression?: string
  readonly rule?: unknown
  readonly records?: readonly unknown[]
  /** Files that are bound to names. */
  readonly tables?: Readonly<Record<string, CaseTable>>
  /** Positions of the records that fulfil the expression. */
  readonly matches?: readonly number[]
  /** The value of the expression, the same for every record. */
  readonly value?: unknown
  /** Signals in order; `behind` are positions of records. */
  readonly signals?: readonly Readonly<Record<string, unknown>>[]
  readonly diagnostics?: readonly string[]
}

testCases<Case>('sumo-cse', outcomeOf, expectedOf)

async function outcomeOf(c: Case, engine: Engine): Promise<unknown> {
  const given = givenRecords(c.records ?? [{}], c.tables)
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
