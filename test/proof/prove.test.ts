import { describe, expect, test } from 'vitest'
import type { Claims } from '../../src/proof/claims.ts'
import { prove } from '../../src/proof/prove.ts'
import type { World } from '../../src/proof/world.ts'
import { event, worldOf } from './tiny.ts'

const nmap = event(
  'process_creation',
  0,
  { EventCode: 1n, Image: '/usr/bin/nmap', CommandLine: 'nmap -sV x', User: 'ann' },
  7,
)
const ls = event('process_creation', 1, { EventCode: 1n, Image: '/usr/bin/ls', CommandLine: 'ls', User: 'bob' })
const world = worldOf({ scan: [ls, nmap], list: [ls], calm: [ls, ls], odd: [ls, nmap] })

const query = (text: string) => ({ name: 'q.sumo', text })
const test1 = (id: string, image: string) => ({
  id,
  name: `test ${id}`,
  telemetry: { paths: [id], year: 2026 },
  collector: undefined,
  constructed: [],
  differs: undefined,
  expects: [
    {
      says: `${image} runs`,
      category: 'process_creation',
      where: [[{ field: 'Image', cased: false, test: { is: 'endswith' as const, all: false, values: [image] } }]],
      atLeast: 1,
      countDistinct: undefined,
      within: undefined,
    },
  ],
})
const shipped = (id: string, text: string, catches: string[], benignHits = 0) => ({
  id,
  title: id,
  language: 'sumo',
  style: undefined,
  source: query(text),
  reads: 'process events',
  catches,
  benignHits,
  benignWhy: undefined,
})
const base: Claims = {
  variants: [],
  queries: [shipped('scans', '* | json auto | where Image matches "*nmap" | count by User', ['scan'])],
  specimens: [],
  hunts: [],
  tests: [test1('scan', 'nmap'), test1('list', 'ls')],
  baseline: [
    { id: 'calm', title: 'calm', kind: 'recorded', telemetry: { paths: ['calm'], year: 2026 }, collector: undefined },
  ],
}

describe('proving a package', () => {
  test('what a query passes over though it is to catch it says where it ended, when reasons are asked for', async () => {
    const reasons = { events: 2, engine: world.engine, without: [] }
    const one = shipped('scans', '* | json auto | where Image matches "*nmap" | where User = "bob"', ['scan'])
    const asked = await prove({ ...base, queries: [one] }, { ...world, reasons })
    const [cell] = asked.queries[0]?.cells ?? []
    expect(cell).toMatchObject({ of: 'scan', fires: false, events: [], passedOver: [{ gist: 'nmap -sV x' }] })
    expect(cell?.why[0]?.matched).toBe(false)
    expect(cell?.why[0]?.steps.map(step => [step.text, step.kept]).slice(-2)).toEqual([
      ['where Image matches "*nmap"', true],
      ['where User = "bob"', false],
    ])
    const silent = await prove({ ...base, queries: [one] }, world)
    expect(silent.queries[0]?.cells[0]).toMatchObject({ passedOver: [], why: [] })
  })

  test('a package that does what it declares holds; hits name the events behind them', async () => {
    const verdict = await prove(base, world)
    expect(verdict.differences).toEqual([])
    expect(verdict.holds).toBe(true)
    const [scan, list] = verdict.queries[0]?.cells ?? []
    expect(scan).toMatchObject({ of: 'scan', fires: true, rows: 1, eventCount: 1 })
    expect(scan?.events).toMatchObject([
      {
        origin: { file: 'tiny.log', line: 7 },
        time: '2026-01-01T00:00:00.000000Z',
        kind: 'linux/process_creation/sysmon',
        gist: 'nmap -sV x',
      },
    ])
    expect(list).toMatchObject({ of: 'list', fires: false, rows: 0 })
    expect(verdict.baseline[0]).toMatchObject({
      events: 2,
      kinds: [{ kind: 'linux/process_creation/sysmon', count: 2 }],
    })
  })

  test.each<[string, Partial<Claims>, string, RegExp]>([
    [
      'a declared test that is missed',
      { queries: [shipped('q', '* | json auto | where Image = "x"', ['scan'])] },
      'missed',
      /silent for scan/,
    ],
    [
      'benign rows that were not declared',
      { queries: [shipped('q', '* | json auto | count by User', ['scan'])] },
      'benign rows',
      /gives 1 row on/,
    ],
    ['a query that is refused', { queries: [shipped('q', '* | eval x = 1', ['scan'])] }, 'refused', /refused/],
    [
      'a test whose telemetry shows nothing',
      { tests: [test1('scan', 'nikto'), test1('list', 'ls')] },
      'invalid test',
      /nikto runs/,
    ],
    ['a test without any event', { tests: [test1('gone', 'ls'), test1('scan', 'nmap')] }, 'invalid test', /gone/],
    [
      'an unknown language',
      { queries: [{ ...shipped('q', '*', []), language: 'spl9' }] },
      'refused',
      /no language `spl9`/,
    ],
    ['an unknown style', { queries: [{ ...shipped('q', '*', []), style: 'flatt' }] }, 'refused', /no style `flatt`/],
  ])('%s is a difference', async (_, change, what, says) => {
    const verdict = await prove({ ...base, ...change }, world)
    expect(verdict.holds).toBe(false)
    expect(verdict.differences.map(d => d.what)).toContain(what)
    expect(verdict.differences.map(d => d.says).join('\n')).toMatch(says)
  })

  const variant = (id: string, caughtBy: string[]) => ({
    id,
    of: 'scan',
    kind: 'recorded' as const,
    telemetry: { paths: [id], year: 2026 },
    caughtBy,
    everyEvent: false,
  })

  test('variants are run with the queries that are said to catch them', async () => {
    const second = shipped('lists', '* | json auto | where Image matches "*ls" | count', ['list'], 1)
    const verdict = await prove(
      { ...base, queries: [...base.queries, second], variants: [variant('odd', ['scans'])] },
      world,
    )
    expect(verdict.differences).toEqual([])
    expect(verdict.variants).toMatchObject([
      { id: 'odd', of: 'scan', events: 2, caught: true, caughtBy: [{ query: 'scans', fires: true, events: 1 }] },
    ])
    expect(verdict.queries.map(q => q.variants.map(c => c.of))).toEqual([['odd'], []])
  })

  test.each([
    [
      'that is missed',
      variant('calm', ['scans']),
      'scans is silent for calm, a variant of scan that it is said to catch',
    ],
    [
      'of which every event is to be caught',
      { ...variant('odd', ['scans']), everyEvent: true },
      'scans is silent for 1 of the 2 events of odd, a variant of scan that it is said to catch',
    ],
    ['without events', variant('gone', ['scans']), 'the variant gone has no events'],
  ])('a variant %s is a difference', async (_, missed, says) => {
    const verdict = await prove({ ...base, variants: [variant('scan', ['scans']), missed] }, world)
    expect(verdict.holds).toBe(false)
    expect(verdict.differences.map(d => d.says)).toEqual([says])
  })

  test('telemetry that cannot be read to its end is a difference, whatever fires on it', async () => {
    const damaged: World = {
      ...world,
      async *read(telemetry) {
        yield* world.read(telemetry)
        if (telemetry.paths.includes('calm'))
          yield { events: [], problems: [{ is: 'file', file: 'calm', line: 3, message: 'the archive is damaged' }] }
      },
    }
    const verdict = await prove(base, damaged)
    expect(verdict.differences.map(d => d.says)).toEqual([
      'the telemetry of calm was not read to its end: the archive is damaged',
    ])
  })

  test('catching more than declared is no difference', async () => {
    const verdict = await prove(
      { ...base, queries: [shipped('q', '* | json auto | where Image matches "*nmap"', [])] },
      world,
    )
    expect(verdict.holds).toBe(true)
  })

  const specimen = {
    id: 'published',
    title: 'published',
    language: 'sumo',
    style: undefined,
    source: query('* | json auto | eval x = lower(Image) | where x matches "*nmap"'),
    refusedWith: ['sumo/foreign-operator'],
    afterFix: { catches: ['scan'], benignHits: 0 },
  }

  test('a specimen stands as published and as fixed', async () => {
    const found = (await prove({ ...base, specimens: [{ ...specimen, refusedWith: [] }] }, world)).specimens[0]
    expect(found?.published.refused).toBe(true)
    expect(found?.published.cells).toEqual([])
    expect(found?.fixed?.text).not.toContain('eval')
    expect(found?.fixed?.verdict.cells.map(c => c.fires)).toEqual([true, false])
    const codes = found?.published.diagnostics.map(d => d.code) ?? []
    expect((await prove({ ...base, specimens: [{ ...specimen, refusedWith: codes }] }, world)).differences).toEqual([])
  })

  test.each([
    ['catches less', { afterFix: { catches: ['scan', 'list'], benignHits: 0 } }, /silent for list/],
    ['catches more', { afterFix: { catches: [], benignHits: 0 } }, /fires for scan/],
    ['has other benign rows', { afterFix: { catches: ['scan'], benignHits: 4 } }, /declared are 4/],
    ['is refused for another reason', { refusedWith: ['sumo/never-heard'] }, /not with sumo\/never-heard/],
    [
      'is not refused any more',
      { source: query('* | json auto | where Image matches "*nmap"') },
      /not refused any more/,
    ],
  ])('a specimen that %s is a difference', async (_, change, says) => {
    const verdict = await prove({ ...base, specimens: [{ ...specimen, ...change }] }, world)
    expect(verdict.differences.map(d => d.says).join('\n')).toMatch(says)
  })
})
