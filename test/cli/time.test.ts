import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
afterAll(() => session.remove())
beforeAll(() => {
  const record = (raw: string, time: number | undefined) => ({ _raw: raw, _messagetime: time })
  const now = Date.UTC(2026, 10, 24, 2, 40)
  session.put(
    'logs.json',
    JSON.stringify([
      record('old', now - 3_600_000),
      record('new', now - 60_000),
      record('later', now + 60_000),
      record('never', undefined),
    ]),
  )
})

const run = (query: string, ...args: string[]) =>
  session.assay(['run', '-', '--data', 'logs.json', '--format', 'ndjson', ...args], query)

describe('the time of a search', () => {
  test('without a range all is searched, with one what happened in it', async () => {
    expect((await run('* | count')).out).toBe('{"_count":4}\n')
    const { out, err } = await run('* | count by _raw', '--from', '-15m')
    expect(out).toBe('{"_raw":"new","_count":1}\n')
    expect(err).toContain('not searched, since they do not say when: 1 event\n')
    expect((await run('* | count', '--from', '-60m', '--to', 'now+1h', '--engine', 'reference')).out).toBe(
      '{"_count":3}\n',
    )
  })

  test('absolute times are those of the zone', async () => {
    const count = async (...args: string[]) => (await run('* | count', ...args)).out
    expect(await count('--from', '11/24/2026', '--to', '11/25/2026')).toBe('{"_count":3}\n')
    expect(await count('--from', '2026-11-24 02:30', '--zone', 'UTC')).toBe('{"_count":1}\n')
    expect(await count('--from', '2026-11-24 03:30', '--to', '11/24/2026 3:45am', '--zone', 'Europe/Berlin')).toBe(
      '{"_count":2}\n',
    )
  })

  test('the search is told the time that --now says', async () => {
    const { out } = await run('new | formatDate(now(), "HH:mm") as t | count by t', '--now', '2026-01-02T03:04:05Z')
    expect(out).toBe('{"t":"03:04","_count":1}\n')
  })

  test.each([
    [['--to', 'now'], 'nothing says where it begins'],
    [['--from', '-5m', '--to', '-10m'], 'ends before it begins'],
    [['--from', 'yesterday'], '--from yesterday is no moment'],
    [['--zone', 'Europe/Berlln'], 'did you mean `Europe/Berlin`'],
  ])('%j is refused with what to write', async (args, says) => {
    const { err, code } = await run('* | count', ...args)
    expect(err).toContain(says)
    expect(code).toBe(2)
  })

  test('rules of Cloud SIEM search the range too', async () => {
    session.put('records.ndjson', '{"timestamp":1795484400000,"user_username":"a"}\n')
    const found = async (...args: string[]) =>
      (
        await session.assay(
          ['run', '-', '--language', 'sumo-cse', '--data', 'records.ndjson', '--format', 'json', ...args],
          'user_username = "a"',
        )
      ).out
    expect(JSON.parse(await found())).toHaveLength(1)
    expect(JSON.parse(await found('--from', '-15m'))).toHaveLength(0)
    expect(JSON.parse(await found('--from', '-2h'))).toHaveLength(1)
  })
})

describe('parameters of a query', () => {
  test('are filled in as they are written', async () => {
    const query = '{{what}} | timeslice {{width}} | count by _timeslice | {{filter}} | count'
    expect((await run(query, '--param', 'what=new', '--param', 'width=1h')).out).toBe('{"_count":1}\n')
    expect((await run(query, '--param', 'width=1m', '--param', 'filter=where _count > 1')).out).toBe('{"_count":0}\n')
  })

  test('that decide the result have to be said, and be those of the query', async () => {
    const missing = await run('* | timeslice {{width}} | count by _timeslice')
    expect(missing.err).toContain('--param NAME=VALUE')
    expect(missing.code).toBe(2)
    const unknown = await run('* | limit {{most}}', '--param', 'mos=1')
    expect(unknown.err).toContain('did you mean `most`?')
  })
})
