import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession, processes } from './session.ts'

const session = openSession()
afterAll(() => session.remove())
beforeAll(() => {
  session.put('logs/a.ndjson', processes)
  session.put('logs/b.ndjson.gz', gzipSync(processes))
  session.put('q.sumo', '* | json auto | where EventCode = 1 | count by User | sort by User asc')
})

describe.each(['reference', 'duckdb'])('assay run on %s', engine => {
  const run = (args: readonly string[], stdin?: string) => session.assay(['run', ...args, '--engine', engine], stdin)

  test('json is one array, keys in the order of the columns', async () => {
    const { out, code } = await run(['q.sumo', '--data', 'logs', '--format', 'json'])
    expect(out).toBe('[\n{"User":"ann","_count":2},\n{"User":"bob","_count":2}\n]\n')
    expect(code).toBe(0)
  })

  test('an empty result is an empty array, and what was looked through is told', async () => {
    const { out, err } = await run(['-', '--data', 'logs', '--format', 'json'], '* | json auto | where EventCode = 99')
    expect(out).toBe('[]\n')
    expect(err).toContain('looked through 6 events in 2 files')
  })

  test('ndjson and csv', async () => {
    const ndjson = await run(['q.sumo', '--data', 'logs/a.ndjson', '--format', 'ndjson'])
    expect(ndjson.out).toBe('{"User":"ann","_count":1}\n{"User":"bob","_count":1}\n')
    const csv = await run(
      ['-', '--data', 'logs/a.ndjson', '--format', 'csv'],
      '* | json auto | where User="bob" | concat("a,\\"", CommandLine) as x | count by x',
    )
    expect(csv.out).toBe('x,_count\n"a,""ls -l",1\n')
  })

  test('why names the lines behind each row, through aggregation', async () => {
    const { out } = await run(['q.sumo', '--data', 'logs', '--format', 'json', '--why'])
    expect(JSON.parse(out)).toEqual([
      { User: 'ann', _count: 2, why: ['logs/a.ndjson:1', 'logs/b.ndjson.gz:1'] },
      { User: 'bob', _count: 2, why: ['logs/a.ndjson:2', 'logs/b.ndjson.gz:2'] },
    ])
  })

  test('integers keep every digit', async () => {
    session.put('big.ndjson', '{"EventCode":1,"Id":9007199254740993}\n')
    const { out } = await run(['-', '--data', 'big.ndjson', '--format', 'json'], '* | json auto | fields Id')
    expect(out).toContain('9007199254740993')
  })

  test('each line of a plain log is a message', async () => {
    session.put('plain.log', 'Jan message one\nsecond message\n')
    const { out } = await run(['-', '--data', 'plain.log', '--format', 'json'], 'second | count')
    expect(out).toBe('[\n{"_count":1}\n]\n')
  })

  test('records as Sumo exports them keep their message and metadata', async () => {
    session.put(
      'export.json',
      JSON.stringify([{ _raw: 'login failed for root', _sourcecategory: 'prod/auth', _messagetime: '1767323045000' }]),
    )
    const { out } = await run(
      ['-', '--data', 'export.json', '--format', 'json'],
      '_sourceCategory=prod/* failed | count by _sourceCategory',
    )
    expect(out).toBe('[\n{"_sourceCategory":"prod/auth","_count":1}\n]\n')
  })

  test('records of a CSV export are events, over as many lines as they take', async () => {
    session.put(
      'export.csv',
      '\uFEFF"_messagetimems","_messagetime","_raw","_sourcecategory"\r\n' +
        '"1767323045000","01/02/2026 03:04:05.000 AM +0000","{""user"":""ann"",\n""act"":""login""}","prod/auth"\r\n' +
        '"1767323046000","01/02/2026 03:04:06.000 AM +0000","{""user"":""bob""\r\n' +
        '"1767323047000","01/02/2026 03:04:07.000 AM +0000","{""user"":""bob""}","prod/auth"\r\n',
    )
    const query =
      '_sourceCategory=prod/* | json field=_raw "user" | count, max(_messageTime) by user | sort by user asc'
    const { out, err } = await run(['-', '--data', 'export.csv', '--format', 'json', '--why'], query)
    expect(JSON.parse(out)).toEqual([
      { user: 'ann', _count: 1, _max: 1767323045000, why: ['export.csv:2'] },
      { user: 'bob', _count: 1, _max: 1767323047000, why: ['export.csv:5'] },
    ])
    expect(err).toContain('export.csv:4: a quote is opened here and never closed')
  })

  test('columns of a CSV are the fields of its events', async () => {
    session.put('flat.csv.gz', gzipSync('time;EventCode;Image;User\n2026-01-02T03:04:05Z;1;/bin/sh;ann\n;1;/bin/ls;\n'))
    const { out } = await run(
      ['-', '--data', 'flat.csv.gz', '--format', 'json', '--why'],
      '* | json auto | where EventCode = 1 and isNull(User) | count by Image',
    )
    expect(JSON.parse(out)).toEqual([{ Image: '/bin/ls', _count: 1, why: ['flat.csv.gz:3'] }])
  })
})

describe('assay run', () => {
  test('explain prints the plan and the SQL', async () => {
    const { err, out } = await session.assay(['run', 'q.sumo', '--data', 'logs', '--explain', '--format', 'json'])
    expect(err).toMatch(/plan\nscan /)
    expect(err).toMatch(/GROUP BY/)
    expect(JSON.parse(out)).toHaveLength(2)
  })

  test('a refused query is underlined, and nothing is printed as a row', async () => {
    const { err, out, code } = await session.assay(['run', '-', '--data', 'logs'], '* | where lower(x) = "a')
    expect(err).toMatch(/^error \[sumo\//m)
    expect(err).toMatch(/\^/)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  test('the table is drawn with the numbers to the right', async () => {
    const { out } = await session.assay(['run', 'q.sumo', '--data', 'logs'])
    expect(out).toBe('User │ _count\n─────┼───────\nann  │      2\nbob  │      2\n')
  })

  test('the year of a log that writes none can be said', async () => {
    session.put('dns.log', 'Nov 24 01:02:03 host dnsmasq[1]: query[A] crt.sh from 10.0.0.9\n')
    const time = async (args: readonly string[]) => {
      const { out } = await session.assay(
        ['run', '-', '--data', 'dns.log', '--format', 'json', ...args],
        '* | fields _messageTime',
      )
      return out
    }
    expect(await time(['--year', '2020'])).toContain(String(Date.UTC(2020, 10, 24, 1, 2, 3)))
    expect(await time([])).toContain(String(Date.UTC(2026, 10, 24, 1, 2, 3)))
  })
})
