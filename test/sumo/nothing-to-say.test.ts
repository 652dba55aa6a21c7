import { expect, test } from 'vitest'
import { sumo } from '../../src/languages/sumo/index.ts'
import { understand } from '../../src/proof/understand.ts'
import { givenRecords } from './run.ts'

// Sound queries, about which nothing may be said: neither by the parser nor by the search for what can never match.
const queries = [
  'error | json auto | where level = "error" | count by level',
  '* | json "n" as n | where isNumeric(n) or n = "x"',
  '* | json "n" as n | n / 2 as half | where half > 1 and half <= 10',
  '* | json "level" as l | toLowerCase(l) as l | where l matches /^err(or)?$/ or l in ("warn", "error")',
  '* | parse regex "(?<n>[0-9]+)" nodrop | if(isNull(n), 0, num(n)) as n | sum(n) as total',
  '* | timeslice 1h | count by _timeslice | sort + _timeslice | limit 5',
]

test('adding fields that hold text is noted, and no more', () => {
  const { schema } = givenRecords([{ a: 1, b: 2 }])
  const said = understand({ name: 'case', text: '* | json "a", "b" | a + b as c' }, sumo, schema).diagnostics
  expect(said.map(d => `${d.severity} ${d.code}`)).toEqual(['note sumo/concat-plus'])
})

test.each(queries)('%s', query => {
  const { schema } = givenRecords([{ level: 'error', n: 5 }])
  expect(understand({ name: 'case', text: query }, sumo, schema).diagnostics).toEqual([])
})
