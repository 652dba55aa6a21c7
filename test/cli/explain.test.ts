import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
const { put, assay } = session

beforeAll(() => {
  put(
    'rule.yml',
    `title: Scanner
author: Ann Example
logsource: {category: process_creation, product: windows}
detection:
  sel:
    Image|endswith: ['\\nmap.exe', '\\zmap.exe']
    User: null
  filter_admin:
    CommandLine|contains: admin
  condition: sel and not 1 of filter_*
`,
  )
  const event = (data: object): string =>
    `${JSON.stringify({ EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', ...data })}\n`
  put(
    'events.ndjson',
    event({ Image: 'C:\\NMAP.exe', CommandLine: 'nmap' }) + event({ Image: 'C:\\nmap.exe', CommandLine: 'as admin' }),
  )
})
afterAll(() => session.remove())

test('a match is a tree in which each part that was needed holds', async () => {
  const { code, out } = await assay(['explain', 'rule.yml', '--event', 'events.ndjson'])
  expect(code).toBe(0)
  expect(out).toBe(`Scanner matches events.ndjson:1
  by Ann Example
  ✓ log source windows, process_creation
      has windows, process_creation, sysmon
  ✓ and
    ✓ sel (and)
      ✓ Image|endswith: '\\nmap.exe', '\\zmap.exe'
          has C:\\NMAP.exe  by '\\nmap.exe'
      ✓ User: null
          the event has no such field  by null
    ✓ not
      ✗ any of
        ✗ filter_admin
          ✗ CommandLine|contains: admin
              has nmap

`)
})

test('a miss shows what did not hold, and has an exit code of its own', async () => {
  const { code, out } = await assay([
    'explain',
    'rule.yml',
    '--event',
    'events.ndjson',
    '--line',
    '2',
    '--format',
    'json',
  ])
  expect(code).toBe(1)
  const [explanation] = JSON.parse(out)
  expect(explanation).toMatchObject({ title: 'Scanner', author: 'Ann Example', matches: false, event: { line: 2 } })
  const [route, condition] = explanation.why.of
  expect(route.holds).toBe(true)
  expect(condition.of.map((part: { holds: boolean }) => part.holds)).toEqual([true, false])
  expect(condition.of[1].of[0].of[0].of[0]).toEqual({
    label: 'CommandLine|contains: admin',
    holds: true,
    value: 'as admin',
    by: ['admin'],
  })
})

test('an event of another log source is told', async () => {
  const { code, out } = await assay([
    'explain',
    'rule.yml',
    '--event',
    'events.ndjson',
    '--log-source',
    'product=linux',
  ])
  expect(code).toBe(1)
  expect(out).toContain('✗ log source windows, process_creation\n      has linux, process_creation, sysmon')
})

test('what cannot be explained is refused', async () => {
  put('bad.yml', 'title: x\n')
  expect(await assay(['explain', 'bad.yml', '--event', 'events.ndjson'])).toMatchObject({ code: 2, out: '' })
  expect(await assay(['explain', 'rule.yml', '--event', 'events.ndjson', '--line', '9'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('no event begins on line 9 of events.ndjson'),
  })
})

describe('a correlation', () => {
  const logon = (id: number, second: number, more: object): string =>
    `${JSON.stringify({ EventID: id, Channel: 'Security', TimeCreated: new Date(1.7e12 + second * 1000).toISOString(), Host: 'h', ...more })}\n`
  const rules = (correlation: string): string => `title: Failed
name: failed
logsource: {product: windows, service: security}
detection: {sel: {EventID: 4625}, condition: sel}
---
title: Good
name: good
logsource: {product: windows, service: security}
detection: {sel: {EventID: 4624}, condition: sel}
---
title: Together
author: Ann Example
correlation: ${correlation}
`
  beforeAll(() => {
    put(
      'logons.ndjson',
      logon(4625, 0, { User: 'bob' }) +
        logon(4625, 30, { User: 'bob' }) +
        logon(4625, 40, { User: 'eve' }) +
        logon(4625, 60, { User: 'bob' }) +
        logon(4625, 75, {}) +
        logon(4624, 101, { User: 'eve' }),
    )
  })
  const explain = async (correlation: string, ...more: string[]) => {
    put('together.yml', rules(correlation))
    return assay(['explain', 'together.yml', '--event', 'logons.ndjson', ...more])
  }
  const count = '{type: event_count, rules: failed, group-by: [User], timespan: 60s, condition: {gte: 3}}'

  test('that alerts shows its rules, its group, what was counted and the events of the window', async () => {
    const { code, out } = await explain(count)
    expect(code).toBe(0)
    expect(out.slice(out.indexOf('Together'))).toBe(`Together matches logons.ndjson:4
  by Ann Example
  ✓ rule Failed
      has 5 matches, 4 of them with a time and User
  ✓ group-by
    ✓ User
        has bob
  ✓ event_count gte 3 within 60 s
      has 3
  ✓ the window, 2023-11-14T22:13:20.000000Z to 2023-11-14T22:14:20.000000Z
    ✓ logons.ndjson:1
        has 2023-11-14T22:13:20.000000Z, failed
    ✓ logons.ndjson:2
        has 2023-11-14T22:13:50.000000Z, failed
    ✓ logons.ndjson:4
        has 2023-11-14T22:14:20.000000Z, failed

`)
  })

  test.each([
    [
      'the window that comes nearest, with the values that count',
      '{type: value_count, rules: failed, group-by: [Host], timespan: 60s, condition: {field: User, gte: 3}}',
      ['value_count of User gte 3 within 60 s\n      has 2', 'the best window, ', 'failed, User eve'],
    ],
    [
      'the series that goes farthest, one second too long for an alert',
      '{type: temporal_ordered, rules: [failed, good], group-by: [User], timespan: 60s}',
      ['✓ rule Good\n      has 1 match\n', 'temporal_ordered gte 2 within 60 s\n      has 1\n', 'logons.ndjson:1\n'],
    ],
    [
      'which rules match nothing that takes part',
      '{type: temporal, rules: [failed, good], group-by: [Missing], timespan: 60s}',
      [
        '✗ rule Good\n      has 1 match, 0 of them',
        '5 matches, 0 of them with a time and Missing',
        'no event that takes part',
      ],
    ],
  ])('that does not alert shows %s', async (_, correlation, shown) => {
    const { code, out } = await explain(correlation)
    expect(code).toBe(1)
    expect(out).toContain('does not match')
    for (const text of shown) expect(out).toContain(text)
  })

  test('is asked about one event: the windows that hold it', async () => {
    const of = async (line: number) => {
      const { out } = await explain(count, '--line', String(line), '--format', 'json')
      return JSON.parse(out).at(-1)
    }
    expect(await of(3)).toMatchObject({ matches: false, event: { line: 3 } })
    expect(JSON.stringify(await of(3))).toContain('"value":"eve"')
    expect(await of(2)).toMatchObject({ matches: true, event: { line: 2 } })
    expect(JSON.stringify(await of(5))).toContain('no window with this event')
  })
})
