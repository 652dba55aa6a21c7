import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import { lowerSearch } from '../../src/languages/sumo/lower/index.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import { check } from '../../src/plan/check.ts'
import { differenceOf, loadedAlike } from '../engines/difference.ts'
import { givenRecords } from './run.ts'

// Stages in any order: a search is lowered to a plan that checks, or refused with an error, and what runs gives the same rows
// on DuckDB as in the reference.

const ofMessages = [
  ...['timeslice 1s', 'timeslice 3 buckets', 'timeslice', 'timeslice 1w', 'withtime a', 'num(n) as n'],
  ...['bin n width=2, min=0, max=5', 'topk(2, n) by a', 'dedup consecutive by a', 'dedup 2 by a, b', 'accum n by a'],
  ...['total n', 'smooth n, 2', 'diff n by a', 'backshift n, 1', 'rollingstd n, 3', 'sort by a asc', 'limit 4'],
]
const back = 't_a as a | u_b as b | t_n as n | t__timeslice as _timeslice'
const pairing = [
  ...['', '', '', ''],
  `join (where n > 1) as t, (count by a, b) as u on t.a = u.a | ${back}`,
  `join (num(n) as m) as t, (where a = "x" | json auto) as u on t.m = u.n and t.b = u.b timewindow 2s | ${back}`,
  `join (limit 9) as t, (where true) as u, (values(b) as v by a) as w on t.b = u.b and u.a = w.a timewindow 1s | ${back}`,
  'sessionize "x,*,*" as (b, n), "y,$b,*" as (a)',
]
const aggregations = [
  ...['count by _timeslice, a', 'count by _timeslice', 'count by a, b', 'pct(n, 50, 90) by a', 'count'],
  ...[
    'sum(n) as _count, count as m by _timeslice, b',
    'most_recent(a_withtime) as r, count by b',
    'count_frequent a, b',
  ],
  ...['first(n) as _count by a, b', 'count_distinct(a, b) as _count by _timeslice', 'values(a) as _count by b'],
]
const ofGroups = [
  ...['transpose row _timeslice column a', 'transpose row a column b as x, *', 'transpose row a column b as x, y'],
  ...['transpose row b column a, _timeslice', 'fillmissing timeslice(1s)', 'fillmissing values all in a'],
  ...['fillmissing timeslice(1m), values all in a takeLast', 'fillmissing values("x","q") in a with 7 for _count'],
  ...['outlier _count by a window=2', 'outlier _count window=2, threshold=0.5, consecutive=2, direction=+'],
  ...[
    'predict _count by 1s',
    'compare timeshift 1s',
    'compare timeshift 1s 2 avg as z',
    'compare with timeshift 2s as w',
  ],
  ...['sort by _count', 'sort + _timeslice', 'limit 3', 'accum _count', 'total _count by a', 'topk(1, _count) by a'],
  ...[
    'fields - b',
    'where _count > 1',
    'fields a, _count',
    'top 2 a by _count',
    'count by a',
    'dedup a',
    'smooth x, 2',
  ],
]

const records = Array.from({ length: 14 }, (_, i) => ({
  _raw: `${'xyxzqx'.charAt(i % 6)},${i % 3},${i % 5 === 4 ? 'no' : (i * 3) % 7}`,
  _messageTime: 1000 + i * 450 + (i % 4) * 1000,
}))

const searches = fc
  .tuple(
    fc.array(fc.constantFrom(...ofMessages), { maxLength: 3 }),
    fc.constantFrom(...pairing),
    fc.constantFrom(...aggregations),
    fc.array(fc.constantFrom(...ofGroups), { maxLength: 3 }),
  )
  .map(([before, pairs, aggregation, after]) =>
    ['*', 'parse "*,*,*" as a, b, n', 'timeslice 1s', ...before, pairs, aggregation, ...after]
      .filter(stage => stage !== '')
      .join(' | '),
  )

const engine = createDuckdbEngine()
afterAll(() => engine.close())

test('stages in any order run alike on both engines, or are refused with an error', async () => {
  const given = givenRecords([...records, 'no comma'])
  const data = await loadedAlike(given.columns, given.rows, engine)
  let ran = 0
  for (const text of fc.sample(searches, { numRuns: 300, seed: 5 })) {
    const source = { name: 'pipeline', text }
    const { value: search, diagnostics } = parseSearch(source)
    if (search === undefined || hasErrors(diagnostics)) continue
    const { value: plan, diagnostics: said } = lowerSearch(search, source, given.schema)
    expect(plan !== undefined || hasErrors(said), text).toBe(true)
    if (plan === undefined) continue
    ran++
    expect(check(plan).diagnostics, text).toEqual([])
    expect(await differenceOf(plan, data, engine), text).toBeUndefined()
  }
  await data.close()
  expect(ran).toBeGreaterThan(60)
})
