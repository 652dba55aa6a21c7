import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
const { put, assay } = session

const rule = (title: string, more: string): string => `title: ${title}
id: 5f1abf38-0000-4000-8000-${String(title.length).padStart(12, '0')}
status: test
level: high
author: Ann Example
license: DRL-1.1
references: [https://example.org/a]
tags: [attack.execution]
logsource: {category: process_creation, product: windows}
${more}`

const sysmon = (id: number, data: object): object => ({
  EventID: id,
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  UtcTime: '2026-01-02 03:04:05.678',
  ...data,
})

beforeAll(() => {
  put(
    'rules/nmap.yml',
    rule('Scanner', `detection:\n  sel:\n    Image|endswith: '\\nmap.exe'\n    User: null\n  condition: sel\n`),
  )
  put(
    'rules/deep/filter.yml',
    `title: No admins\nlogsource: {product: windows}\nfilter:\n  rules: any\n  admin: {CommandLine|contains: ADMIN}\n  condition: not admin\n`,
  )
  put('rules/info.yml', 'name: no rule\n')
  put('broken.yml', rule('Broken', 'detection:\n  sel: {Image|nosuch: x}\n  condition: sel\n'))
  put(
    'files.yml',
    'title: Any file\nlogsource: {category: file_event}\ndetection:\n  sel: {Image|exists: true}\n  condition: sel\n',
  )
  put('words.yml', "title: Words\nlogsource: {product: linux}\ndetection:\n  words: ['segfault']\n  condition: words\n")
  put(
    'events.json',
    [
      sysmon(1, {
        Image: 'C:\\a\\NMAP.EXE',
        User: null,
        CommandLine: 'nmap',
        ProcessId: 12345678901234567890n.toString(),
      }),
      sysmon(1, { Image: 'C:\\a\\nmap.exe', CommandLine: 'nmap as admin' }),
      sysmon(11, { Image: 'C:\\a\\nmap.exe' }),
      { Image: 'C:\\b\\nmap.exe', unknown: true },
    ]
      .map(event => JSON.stringify(event, null, 1))
      .join('\n'),
  )
  put('plain.log', 'all is well\nkernel: SEGFAULT at 0\n')
})
afterAll(() => session.remove())

describe('matches of rules', () => {
  test('are lines of JSON with the author, the place and the values that decided', async () => {
    const { code, out, err } = await assay(['run', 'rules', '--data', 'events.json', '--format', 'ndjson'])
    expect(err).toContain('2 matches of 1 of 1 rule in 4 events, 1 file of YAML without a rule passed over')
    expect(code).toBe(0)
    const lines = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines[0]).toEqual({
      id: '5f1abf38-0000-4000-8000-000000000007',
      title: 'Scanner',
      level: 'high',
      status: 'test',
      author: 'Ann Example',
      license: 'DRL-1.1',
      references: ['https://example.org/a'],
      tags: ['attack.execution'],
      rule: 'rules/nmap.yml:1',
      time: '2026-01-02T03:04:05.678000Z',
      file: 'events.json',
      line: 1,
      fields: { Image: 'C:\\a\\NMAP.EXE', User: null },
    })
    // an event that does not say where it is from is tried by every rule; a missing field is null
    expect(lines[1]).toMatchObject({ line: 23, time: null, fields: { Image: 'C:\\b\\nmap.exe' } })
    expect(lines).toHaveLength(2)
  })

  test('are a page for people, with the gravest first', async () => {
    const { out } = await assay(['run', 'files.yml', 'rules/nmap.yml', '--data', 'events.json'], '', 100)
    expect(out).toBe(`HIGH Scanner 3 matches
  by Ann Example · test · DRL-1.1 · 5f1abf38-0000-4000-8000-000000000007 · attack.execution
  https://example.org/a
  2026-01-02 03:04:05.678Z  events.json:1
    Image  C:\\a\\NMAP.EXE
    User   null
  2026-01-02 03:04:05.678Z  events.json:10
    Image  C:\\a\\nmap.exe
  no time  events.json:23
    Image  C:\\b\\nmap.exe

NO LEVEL Any file 2 matches
  2026-01-02 03:04:05.678Z  events.json:17
    Image  C:\\a\\nmap.exe
  no time  events.json:23
    Image  C:\\b\\nmap.exe

`)
  })

  test('are one array, or rows of CSV', async () => {
    const json = await assay(['run', 'rules', 'files.yml', '--data', 'events.json', '--format', 'json'])
    expect(JSON.parse(json.out)).toHaveLength(4)
    const none = await assay([
      'run',
      'files.yml',
      '--data',
      'plain.log',
      '--log-source',
      'category=x',
      '--format',
      'json',
    ])
    expect(JSON.parse(none.out)).toEqual([])
    const csv = await assay(['run', 'files.yml', '--data', 'events.json', '--format', 'csv'])
    expect(csv.out.split('\n')[0]).toBe(
      'id,title,level,status,author,license,references,tags,rule,time,file,line,fields,group,start,end,events',
    )
    expect(csv.out).toContain('events.json,17,"{""Image"":""C:\\\\a\\\\nmap.exe""}"')
  })

  test('are the same on the reference engine', async () => {
    const args = ['run', 'rules', 'files.yml', 'words.yml', '--data', 'events.json', 'plain.log', '--format', 'ndjson']
    const [one, other] = [await assay(args), await assay([...args, '--engine', 'reference'])]
    expect(one.out).toBe(other.out)
    expect(one.out.split('\n')).toHaveLength(6)
  })

  test('keywords are looked for in the lines of plain logs', async () => {
    const { out } = await assay(['run', 'words.yml', '--data', 'plain.log', '--format', 'ndjson'])
    expect(JSON.parse(out)).toMatchObject({ line: 2, fields: { keywords: 'kernel: SEGFAULT at 0' } })
  })
})

describe('which rules run', () => {
  test('a wrong one is told and does not stop the others', async () => {
    const { code, out, err } = await assay([
      'run',
      'broken.yml',
      'rules',
      '--data',
      'events.json',
      '--format',
      'ndjson',
    ])
    expect(code).toBe(1)
    expect(out.trimEnd().split('\n')).toHaveLength(2)
    expect(err).toContain('[sigma/unknown-modifier]')
    expect(err).toContain('1 file with rules that did not run: broken.yml')
  })
  test('without a right one the exit code is that of a refused query', async () => {
    const { code, err } = await assay(['run', 'broken.yml', '--data', 'events.json'])
    expect(code).toBe(2)
    expect(err).toContain('[sigma/unknown-modifier]')
  })
  test('the log source may be said for all events', async () => {
    const run = async (...more: string[]) =>
      (await assay(['run', 'files.yml', '--data', 'events.json', '--format', 'ndjson', ...more])).out.split('\n')
        .length - 1
    expect(await run()).toBe(2)
    expect(await run('--log-source', 'category=file_event')).toBe(4)
    expect(await run('--log-source', 'product=windows,category=dns_query')).toBe(0)
  })
  test.each([
    [['--log-source', 'colour=red'], '`colour` is no part of a log source'],
    [['--log-source', 'product='], 'the product of the log source has no value'],
    [['--style', 'flat'], '--style is for queries, and these are rules'],
  ])('%j is refused', async (more, message) => {
    const { code, err } = await assay(['run', 'files.yml', '--data', 'events.json', ...more])
    expect(code).toBe(2)
    expect(err).toContain(message)
  })
  test('rules and queries do not run together, and no two queries do', async () => {
    put('q.sumo', '*')
    put('empty/readme.txt', 'x')
    const both = await assay(['run', 'files.yml', 'q.sumo', '--data', 'events.json'])
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('rules and queries cannot be run together') })
    const two = await assay(['run', 'q.sumo', 'q.sumo', '--data', 'events.json'])
    expect(two).toMatchObject({ code: 2, err: expect.stringContaining('there are 2 queries') })
  })
  test('a rule from standard input', async () => {
    const text = 'title: x\nlogsource: {product: windows}\ndetection: {a: {unknown: true}, condition: a}\n'
    const { out } = await assay(
      ['run', '-', '--language', 'sigma', '--data', 'events.json', '--format', 'ndjson'],
      text,
    )
    expect(JSON.parse(out)).toMatchObject({ line: 23, rule: '<stdin>:1', fields: { unknown: true } })
  })
})

test('a table has one column per field and no log sources', async () => {
  put('table.ndjson', '{"Image":"C:\\\\nmap.exe","n":7}\n{"Image":"C:\\\\ls.exe","n":8}\n')
  put('n.yml', 'title: n\nlogsource: {product: windows}\ndetection: {a: {n: 8}, condition: a}\n')
  const { out, code } = await assay(['run', 'n.yml', '--data', 'table.ndjson', '--table', '--format', 'ndjson'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ file: 'table.ndjson', line: 2, fields: { n: 8 } })
})

test('a correlation tells its group, its window and its events, and the rules it is made of do not alert', async () => {
  put(
    'failed.yml',
    'title: Failed\nname: failed\nlogsource: {product: windows, service: security}\ndetection: {a: {EventID: 4625}, condition: a}\n',
  )
  put(
    'many.yml',
    'title: Many\nlevel: high\nauthor: Bo Example\ncorrelation:\n  type: event_count\n  rules: [failed]\n  group-by: [User]\n  timespan: 1m\n  condition: {gte: 3}\n',
  )
  const failed = (second: number, user: string): string =>
    `{"EventID":4625,"Channel":"Security","@timestamp":"2026-01-01T00:00:${second}Z","User":"${user}"}\n`
  put('failed.ndjson', failed(10, 'ann') + failed(20, 'bob') + failed(30, 'ann') + failed(40, 'ann'))
  for (const engine of ['duckdb', 'reference']) {
    const args = ['run', 'failed.yml', 'many.yml', '--data', 'failed.ndjson', '--engine', engine]
    const { out, err, code } = await assay([...args, '--format', 'ndjson'])
    expect([code, err]).toEqual([0, '1 match of 1 of 1 rule in 4 events\n'])
    expect(JSON.parse(out)).toMatchObject({
      title: 'Many',
      author: 'Bo Example',
      time: '2026-01-01T00:00:40.000000Z',
      line: 4,
      fields: { event_count: 3 },
      group: { User: 'ann' },
      window: { start: '2026-01-01T00:00:10.000000Z', end: '2026-01-01T00:00:40.000000Z' },
      events: [1, 3, 4].map(line => ({ file: 'failed.ndjson', line })),
    })
    expect((await assay(args, '', 100)).out).toContain('3 events within 30 s')
  }
})
