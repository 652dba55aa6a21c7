import { afterAll, beforeAll, expect, test } from 'vitest'
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
