import { expect, test } from 'vitest'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { engines } from '../../src/engines/index.ts'
import { sigma } from '../../src/languages/sigma/index.ts'
import { check } from '../../src/plan/check.ts'
import { columns } from '../../src/platforms/sigma/columns.ts'
import { givenRow, schema } from './run.ts'

// `time` as a key is text, while the time of an event is none.
const mixed = (more: string) => ({
  name: 'mixed.yml',
  text: `title: Failed
name: failed
logsource: {product: x}
detection: {s: {F: 1}, condition: s}
---
title: Many
correlation:
  type: event_count
  rules: [failed]
  group-by: [time, U]
  timespan: 5m
  condition: {gte: 2}
${more}`,
})

const cases = engines.flatMap(entry =>
  [
    { says: 'only the correlation alerts', source: mixed(''), behind: [[0, 1]] },
    { says: 'both alert', source: mixed('  generate: true\n'), behind: [[0], [1], [0, 1]] },
  ].map(one => ({ ...one, title: entry.title, entry })),
)

test.each(cases)(
  'a file of a rule and a correlation over it is one plan: $says, on $title',
  async ({ entry, source, behind }) => {
    const { value } = sigma.parse(source)
    const { value: plan } = value === undefined ? { value: undefined } : sigma.lower(value, source, schema)
    if (plan === undefined) throw new Error('the file was not lowered')
    expect(hasErrors(check(plan).diagnostics)).toBe(false)
    const engine = await entry.open()
    const query = engine.compile(plan)
    if ('unsupported' in query) throw new Error('the plan was refused')
    const rows = [0, 1].map(i => givenRow({ fields: { F: 1, U: 'a', time: 'b' }, time: `2026-01-01T00:00:0${i}Z` }))
    const { rows: found } = await query.run(await engine.load({ is: 'rows', columns, batches: [rows] }), {
      lineage: true,
    })
    await engine.close()
    expect(found.map(row => row.behind)).toEqual(behind)
  },
)
