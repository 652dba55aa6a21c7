import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
const { put, assay } = session
afterAll(() => session.remove())

const rule = (title: string, search: string): string => `title: ${title}
id: 5f1abf38-0000-4000-8000-00000000000${title.length}
author: Ann Example
license: DRL-1.1
level: high
references: [https://example.org/a]
logsource: {category: process_creation, product: windows}
detection:
  sel: ${search}
  condition: sel
`

beforeAll(() => {
  put('rules/a.yml', rule('A', "{Image|endswith: '\\nmap.exe'}"))
  put('rules/b.yml', rule('Bb', '{CommandLine|contains: x}'))
  put('rules/c.yml', rule('Ccc', '[mimikatz]'))
})

test('a report counts what was written, proved and refused, and prints no rule', async () => {
  const { code, out, err } = await assay(['convert', 'rules', '--to', 'sumo-cse', '--prove', '--report'])
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '2 of 3 rules written in sumo-cse\n  proved by normal form 2\n  refused [sumo-cse/cannot-say-keywords] 1\n',
    err: '',
  })
})

test('the same as JSON', async () => {
  const { out } = await assay(['convert', 'rules', '--to', 'sumo-cse', '--prove', '--report', '--json'])
  expect(JSON.parse(out)).toEqual({
    to: 'sumo-cse',
    unread: 0,
    rules: 3,
    converted: 2,
    refused: [{ code: 'sumo-cse/cannot-say-keywords', count: 1 }],
    verdicts: { 'proved by normal form': 2 },
  })
})

test('rules of Cloud SIEM are one file to import, with the author of each', async () => {
  const { code } = await assay(['convert', 'rules', '--to', 'sumo-cse', '--import', 'all.json'])
  expect(code).toBe(1)
  const { rules } = JSON.parse(readFileSync(join(session.folder, 'all.json'), 'utf8'))
  expect(rules).toHaveLength(2)
  expect(rules[0]).toMatchObject({ content_type: 'RULE', name: 'A', pattern_type: 'templated_match', stream: 'record' })
  expect(rules[0].description_expression).toContain('Author: Ann Example')
  expect(rules[0].entity_selectors[0]).toEqual({ entity_type: '_hostname', expression: 'device_hostname' })
})

test('what no platform imports is refused before anything is converted', async () => {
  const { code, err } = await assay(['convert', 'rules', '--to', 'sumo', '--import', 'all.json'])
  expect(code).toBe(2)
  expect(err).toContain('imports no file of several rules')
})

test.each(['sumo', 'sumo-cse', 'sigma'])('author, id, level, licence and references are in %s', async to => {
  const { out } = await assay(['convert', 'rules/a.yml', '--to', to])
  for (const part of [
    'Ann Example',
    '5f1abf38-0000-4000-8000-000000000001',
    'high',
    'DRL-1.1',
    'https://example.org/a',
  ])
    expect(out).toContain(part)
})

test('what cannot be read prints no half of an object', async () => {
  const { code, out } = await assay(['convert', 'nowhere', '--to', 'sumo', '--json'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

test('no rule is written over', async () => {
  const { code, err } = await assay(['convert', 'rules', '--to', 'sigma', '--out', 'rules'])
  expect(code).toBe(2)
  expect(err).toContain('is a rule itself, and would be lost')
  expect(readFileSync(join(session.folder, 'rules/a.yml'), 'utf8')).toContain('  sel: {Image')
})
