import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
afterAll(() => session.remove())

const corpus = [
  { id: 'a', query: '* | count', kind: 'app' },
  { id: 'b', query: '* | where (', kind: 'app' },
  { id: 'c', query: '* | logreduce', kind: 'blog', __proto__: 'x' },
]
  .map(row => JSON.stringify(row))
  .concat('{"id": "d"}')
  .join('\n')

test('totals by status, by reason and by what the rows are classed as', async () => {
  session.put('c.jsonl.gz', gzipSync(corpus))
  const { out, code } = await session.assay(['corpus', 'c.jsonl.gz', '--language', 'sumo', '--format', 'json'])
  const { queries, totals } = JSON.parse(out)
  expect(queries.map((q: { id: string }) => q.id)).toEqual(['a', 'b', 'c', 'line 4'])
  expect(totals).toMatchObject({ rows: 4, byStatus: { lowers: 1, parses: 1, refused: 1, unreadable: 1 } })
  expect(totals.byClass.kind.app).toEqual({ lowers: 1, parses: 0, refused: 1, unreadable: 0 })
  expect(totals.byReason['corpus/unreadable']).toBe(1)
  expect(code).toBe(0)
})

test('ndjson has a row for each query', async () => {
  session.put('c.jsonl', corpus)
  const { out } = await session.assay(['corpus', 'c.jsonl', '--language', 'sumo', '--format', 'ndjson'])
  const rows = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(rows.map(r => [r.id, r.status])).toEqual([
    ['a', 'lowers'],
    ['b', 'refused'],
    ['c', 'parses'],
    ['line 4', 'unreadable'],
  ])
})

test('the table is for people', async () => {
  session.put('c.jsonl', corpus)
  const { out } = await session.assay(['corpus', 'c.jsonl', '--language', 'sumo'])
  expect(out).toMatch(/^4 queries/)
  expect(out).toMatch(/lowers +│ +1 │ +25\.0 %/)
})

test('only the rows that are asked for', async () => {
  session.put('c.jsonl', corpus)
  const asked = (only: string) =>
    session.assay(['corpus', 'c.jsonl', '--language', 'sumo', '--only', only, '--format', 'json'])
  expect(JSON.parse((await asked('kind=blog')).out).totals.rows).toBe(2) // with the line that nobody can read
  expect((await asked('kind')).err).toMatch(/name=value/)
})
