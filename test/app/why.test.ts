import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diskAt } from '../../src/app/disk.ts'
import { type Why, type WhyNode, whyEvents } from '../../src/app/why.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-why-'))
const world = { disk: diskAt(folder), now: () => 0, time: 0n, year: 2026, tempFolder: folder }

beforeAll(() => {
  const lines = [
    { EventID: 1, Image: 'C:\\a\\cmd.exe', CommandLine: 'whoami /all', User: 'anna' },
    { EventID: 1, Image: 'C:\\a\\cmd.exe', CommandLine: 'dir', User: 'anna' },
    { EventID: 1, Image: 'C:\\a\\cmd.exe', CommandLine: 'whoami', User: 'berta' },
  ]
  writeFileSync(join(folder, 'log.ndjson'), lines.map(l => `${JSON.stringify(l)}\n`).join(''))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function ask(text: string, lines: readonly number[], language = 'sumo', engine = 'reference'): Promise<Why[]> {
  const events = lines.map(line => ({ file: 'log.ndjson', line }))
  const answer = await whyEvents({ source: { name: 'q', text }, language, engine, data: ['log.ndjson'], events }, world)
  if (answer.refused) throw new Error(answer.diagnostics.map(d => d.message).join('\n'))
  return [...answer.answers]
}

/** A tree in short: what each condition came to. */
const short = (node: WhyNode): unknown => [
  `${node.holds ? '+' : '-'} ${node.text}`,
  ...node.values.map(v => `${v.name} ${v.value}`),
  ...node.children.map(short),
]

describe('why a search matches an event, or why not', () => {
  const parsed = '* | json "CommandLine", "User" as CommandLine, User | '

  test('each condition has its truth and the values that decided, at its place in the text', async () => {
    const text = `${parsed}where User = "anna" and !(CommandLine matches "*whoami*")`
    const [hit, miss] = await ask(text, [2, 1])
    expect(hit?.matched).toBe(true)
    expect(miss?.matched).toBe(false)
    const last = miss?.steps.at(-1)
    expect(last?.kept).toBe(false)
    expect(last?.tree && short(last.tree)).toEqual([
      '- User = "anna" and !(CommandLine matches "*whoami*")',
      ['+ User = "anna"', 'User "anna"'],
      ['- !(CommandLine matches "*whoami*")', ['+ CommandLine matches "*whoami*"', 'CommandLine "whoami /all"']],
    ])
    const node = last?.tree?.children[0]
    expect(text.slice(node?.start, node?.end)).toBe('User = "anna"')
  })

  test('an event that a condition drops goes no further', async () => {
    const [why] = await ask(`${parsed}where User = "berta" | where CommandLine = "dir" | count`, [2])
    expect(why?.steps.filter(s => !s.kept).length).toBe(1)
    expect(why?.steps.at(-1)?.text).toContain('User = "berta"')
  })

  test.each(['reference', 'duckdb'])('other events have a say after a count (%s)', async engine => {
    const text = `${parsed}count by User | where _count >= 2`
    const [anna, berta] = await ask(text, [1, 3], 'sumo', engine)
    expect(anna?.matched).toBe(true)
    expect(berta?.matched).toBe(false)
    expect(berta?.steps.at(-1)?.tree?.values).toEqual([{ name: '_count', value: '1' }])
  })

  test.each(['reference', 'duckdb'])('a limit drops what comes after it (%s)', async engine => {
    const whys = await ask(`${parsed}limit 2`, [1, 2, 3], 'sumo', engine)
    expect(whys.map(w => w.matched)).toEqual([true, true, false])
    expect(whys[2]?.steps.at(-1)).toMatchObject({ text: 'limit 2', kept: false, tree: undefined })
  })

  test('of a long list what decides is shown, and the rest counted', async () => {
    const list = Array.from({ length: 300 }, (_, i) => `"x${i}"`).join(', ')
    const [why] = await ask(`${parsed}where User in (${list}, "anna")`, [1])
    expect(why?.matched).toBe(true)
    const tree = why?.steps.at(-1)?.tree
    expect(tree?.children.filter(c => c.holds).map(c => c.text)).toEqual(['"anna"'])
    expect(tree?.children.at(-1)?.text).toBe('… 300 more')
  })

  test('a subquery asks all the events', async () => {
    const text = `${parsed}where [subquery: _sourceCategory=* | json "User", "CommandLine" | where CommandLine = "dir" | count by User | fields User | compose User]`
    const whys = await ask(text, [1, 3])
    expect(whys.map(w => w.matched)).toEqual([true, false])
  })

  test('an event that is not there is told so', async () => {
    await expect(ask(parsed, [99])).rejects.toThrow('no event begins on line 99 of log.ndjson')
  })
})

describe('why a rule matches', () => {
  const rule = `title: Whoami
logsource: { category: process_creation }
detection:
  selection: { CommandLine|contains: whoami }
  filter: { User: berta }
  condition: selection and not filter
`
  test('its items as they are written', async () => {
    const whys = await ask(rule, [1, 2, 3], 'sigma')
    expect(whys.map(w => w.matched)).toEqual([true, false, false])
    expect(JSON.stringify(whys[2]?.steps[0]?.tree)).toContain('berta')
  })

  test('of a correlation, the window that holds the event', async () => {
    const day = '2026-01-01T00:00'
    const lines = [0, 10, 50].map(s => ({ EventID: 1, Image: 'C:\\a', At: s, UtcTime: `${day}:${s || '00'}.000Z` }))
    writeFileSync(join(folder, 'log.ndjson.times'), lines.map(l => `${JSON.stringify(l)}\n`).join(''))
    const text = `title: Any
name: any
logsource: { category: process_creation }
detection: { sel: { Image: '*' }, condition: sel }
---
title: Twice
correlation: { type: event_count, rules: any, timespan: 20s, condition: { gte: 2 } }
`
    const events = [1, 3].map(line => ({ file: 'log.ndjson.times', line }))
    const request = { source: { name: 'q', text }, language: 'sigma', data: ['log.ndjson.times'], events }
    const answer = await whyEvents(request, world)
    const answers = answer.refused ? [] : answer.answers
    expect(answers.map(a => a.matched)).toEqual([true, false])
    expect(JSON.stringify(answers[1])).toContain('event_count gte 2 within 20 s')
  })

  test('a file that is no data is not opened', async () => {
    const events = [{ file: '/etc/passwd', line: 1 }]
    const request = { source: { name: 'q', text: rule }, language: 'sigma', data: ['log.ndjson'], events }
    await expect(whyEvents(request, world)).rejects.toThrow('not among the data')
  })
})
