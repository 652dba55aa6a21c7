import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixUntilStable } from '../../src/base/refix.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { engines } from '../../src/engines/index.ts'
import { sumo } from '../../src/languages/sumo/index.ts'
import { sumoPlatform } from '../../src/platforms/sumo/index.ts'
import { understand as diagnose } from '../../src/proof/understand.ts'
import { asSet, type CaseRecord, givenRecords, project, rowsOf, understand } from './run.ts'

// conformance/languages/sumo/fixed: queries that are not (good) Sumo, and the rows they give once their fixes are applied,
// with nobody having looked at the data: what their authors meant.

interface Case {
  readonly case: string
  /** The codes that must be among what is said of the query. */
  readonly says: readonly string[]
  readonly query: string
  readonly records: readonly CaseRecord[]
  readonly rows: readonly Record<string, unknown>[]
  readonly ordered?: boolean
}

const folder = join(import.meta.dirname, '../../conformance/languages/sumo/fixed')
const schema = sumoPlatform.schema({ keys: undefined, fields: undefined })
const opened: Engine[] = []
afterAll(async () => {
  for (const engine of opened) await engine.close()
})

for (const file of readdirSync(folder)) {
  const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]
  describe(file, () => {
    test('says what is wrong', () => {
      const silent = cases.flatMap(c => {
        const codes = understand(c.query, givenRecords(c.records).schema).codes
        return c.says.every(code => codes.includes(code)) ? [] : [{ case: c.case, codes }]
      })
      expect(silent).toEqual([])
    })
    for (const entry of engines)
      test(`once fixed, means what was meant, on ${entry.title}`, async () => {
        const engine = await entry.open()
        opened.push(engine)
        const wrong: unknown[] = []
        for (const c of cases) {
          const fixed = fixUntilStable(
            { name: 'case', text: c.query },
            source => diagnose(source, sumo, schema).diagnostics,
          ).source.text
          const given = givenRecords(c.records)
          const { plan, codes } = understand(fixed, given.schema)
          const names = [...new Set(c.rows.flatMap(row => Object.keys(row)))]
          const rows = plan === undefined ? [] : project(await rowsOf(engine, plan, given), names)
          const wanted = project(
            c.rows.map(row => ({ ...Object.fromEntries(names.map(n => [n, null])), ...row })),
            names,
          )
          const shown = (list: readonly unknown[]) => (c.ordered ? list.map(row => JSON.stringify(row)) : asSet(list))
          if (plan === undefined) wrong.push({ case: c.case, fixed, codes })
          else if (shown(rows).join() !== shown(wanted).join()) wrong.push({ case: c.case, fixed, rows, wanted })
        }
        expect(wrong).toEqual([])
      })
  })
}
