import type { Engine } from '../../src/engines/engine.ts'
import { type LanguageCase, testCases } from '../language-cases.ts'
import {
  asSet,
  beside,
  type CaseRecord,
  type CaseTable,
  type CaseTime,
  givenRecords,
  givenTable,
  project,
  rowsOf,
  understand,
} from './run.ts'

/** One case of conformance/languages/sumo: a query, what it reads, and what comes out or is said. */
interface Case extends LanguageCase {
  readonly query: string
  readonly records?: readonly CaseRecord[]
  readonly table?: CaseTable
  /** Tables beside the data, by the names that queries call them. */
  readonly tables?: Readonly<Record<string, CaseTable>>
  /** The range of time that is searched, and the zone of who asks. */
  readonly time?: CaseTime
  /** Nobody looked at the data before lowering. */
  readonly unprofiled?: boolean
  readonly rows?: readonly Record<string, unknown>[]
  readonly ordered?: boolean
  /** The columns of the result, all of them. */
  readonly columns?: readonly string[]
  readonly diagnostics?: readonly string[]
}

testCases<Case>('sumo', outcomeOf, expectedOf)

async function outcomeOf(c: Case, engine: Engine): Promise<unknown> {
  const alone = c.table === undefined ? givenRecords(c.records ?? [], !c.unprofiled) : givenTable(c.table)
  const given = c.tables === undefined ? alone : beside(alone, c.tables)
  const { plan, codes } = understand(c.query, given.schema, c.time)
  if (plan === undefined) return { diagnostics: [...codes].sort() }
  const rows = await rowsOf(engine, plan, given)
  const compared = project(rows, namesOf(c))
  return {
    diagnostics: [...codes].sort(),
    ...(c.columns === undefined ? {} : { columns: Object.keys(rows[0] ?? {}) }),
    rows: c.ordered ? compared : asSet(compared),
  }
}

const namesOf = (c: Case): string[] => [...new Set((c.rows ?? []).flatMap(row => Object.keys(row)))]

function expectedOf(c: Case): unknown {
  const diagnostics = [...(c.diagnostics ?? [])].sort()
  if (c.rows === undefined) return { diagnostics }
  const rows = project(
    c.rows.map(row => ({ ...Object.fromEntries(namesOf(c).map(n => [n, null])), ...row })),
    namesOf(c),
  )
  return {
    diagnostics,
    ...(c.columns === undefined ? {} : { columns: c.columns }),
    rows: c.ordered ? rows : asSet(rows),
  }
}
