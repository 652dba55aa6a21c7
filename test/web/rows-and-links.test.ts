import { describe, expect, test } from 'vitest'
import { inRequestWords } from '../../src/http/request-words.ts'
import { adviceOf } from '../../src/web/playground/advice.ts'
import { arranged, type Columns, csvOf, ndjsonOf } from '../../src/web/playground/results/cells.ts'
import { fieldStats, flattened } from '../../src/web/playground/results/field-stats.ts'
import { spanOf } from '../../src/web/playground/results/histogram.tsx'
import { fragmentOf, sharedIn } from '../../src/web/playground/share.ts'
import { recordingsOf } from '../../src/web/recordings.ts'

describe('a link to the playground', () => {
  const query = { language: 'sumo', text: '*ä€ "quoted"\n| count' }
  const span = { from: '2026-11-24T02:45:12.000Z', to: '2026-11-24T02:45:13.000Z' }
  test('holds the query, its data with the part of its time, and the second query', () => {
    const shared = { ...query, set: 'p:test:a', span, second: query }
    expect(sharedIn(fragmentOf(shared))).toEqual(shared)
    for (const to of ['-1h', '2026-11-99T02:45:13.000Z', span.from])
      expect(sharedIn(fragmentOf({ ...shared, span: { ...span, to } }))).toBeUndefined()
  })
  test('does not hold a file of one’s own, nor its name', () => {
    for (const set of ['upload:secret', 'taken:0']) expect(sharedIn(fragmentOf({ ...query, set, span }))).toEqual(query)
  })
  test.each(['', '#q=', '#q=%%%', '#q=AAAA', '#other', `#q=${'A'.repeat(10_000)}`])(
    'that says nothing is none: %s',
    hash => expect(sharedIn(hash.slice(0, 200))).toBeUndefined(),
  )
  test('a fragment that unpacks to more than a query can be is none', () => {
    expect(sharedIn(fragmentOf({ ...query, text: 'a'.repeat(2_000_000) }))).toBeUndefined()
  })
})

describe('rows', () => {
  const columns: Columns = [
    { name: 'n', type: 'int' },
    { name: 'text', type: 'string' },
  ]
  const rows = [
    { values: [10, 'b'] },
    { values: [null, 'A'] },
    { values: [9, null] },
    { values: ['9007199254740993', '=1+1'] },
  ]
  test('are put in order by number, what is missing last both ways', () => {
    expect(arranged(rows, columns, '', { column: 0, down: false })).toEqual([2, 0, 3, 1])
    expect(arranged(rows, columns, '', { column: 0, down: true })).toEqual([3, 0, 2, 1])
  })
  test('are filtered by a text in any cell', () => expect(arranged(rows, columns, ' a ', undefined)).toEqual([1]))
  test('become CSV that no spreadsheet runs, and JSON', () => {
    const hostile = [{ values: [1, 'a,"b"\nc'] }, { values: [2, '=cmd()'] }]
    expect(csvOf(columns, hostile)).toBe('n,text\r\n1,"a,""b""\nc"\r\n2,\'=cmd()\r\n')
    expect(ndjsonOf(columns, hostile)).toBe('{"n":1,"text":"a,\\"b\\"\\nc"}\n{"n":2,"text":"=cmd()"}\n')
  })
  test('are counted by field', () => {
    expect(fieldStats(columns, rows)[0]).toMatchObject({ count: 4, missing: 1, distinct: 3 })
    expect(fieldStats(columns, [{ values: [1, 'x'] }, { values: [1, 'y'] }])[0]?.top).toEqual([
      { value: '1', count: 2 },
    ])
  })
})

test('the time of buckets has all their events in it, also where events tell microseconds', () => {
  const histogram = { start: '2026-02-20T09:00:00.000900Z', widthMs: 1, buckets: [], timeless: 0 }
  expect(spanOf(histogram, 1, 2)).toEqual({ from: '2026-02-20T09:00:00.001Z', to: '2026-02-20T09:00:00.004Z' })
})

test('the keys of events are flattened, and what is no JSON stays text', () => {
  const { columns, rows } = flattened(['{"a":{"b":1},"c":[2]}', 'plain', '{"__proto__":{"x":1}}'])
  expect(columns.map(c => c.name)).toEqual(['a.b', 'c', '(text)', '__proto__.x'])
  expect(rows.map(r => r.values)).toEqual([
    [1, [2], null, null],
    [null, null, 'plain', null],
    [null, null, null, 1],
  ])
})

test('recordings lie below data/, whatever their files are called', () => {
  const set = { id: 'p:test:a', title: 'A', kind: 'test' as const, package: 'p', tables: [] }
  const { sets, files } = recordingsOf(
    [
      { ...set, files: [{ name: '/home/x/p/telemetry/a.log', path: '/home/x/p/telemetry/a.log' }] },
      { ...set, files: [{ name: '../../p/../b.log', path: '/b' }] },
    ],
    path => new TextEncoder().encode(path),
  )
  expect(sets.map(s => s.paths)).toEqual([['data/p/telemetry/a.log'], ['data/p/b.log']])
  expect(new TextDecoder().decode(files[1]?.read())).toBe('/b')
})

test('a table that nothing is bound to is no matter of the API on the page', () => {
  const help = 'did you mean `hosts`? Or bind a file of yours: `--lookup hots=FILE` (CSV, JSON or Parquet)'
  expect(inRequestWords(help)).toContain('POST /api/data')
  expect(adviceOf({ help: inRequestWords(help) })).toMatch(
    /^did you mean `hosts`\? Tables are bound on the command line/,
  )
  expect(adviceOf({ help: 'write `count`' })).toBe('write `count`')
})
