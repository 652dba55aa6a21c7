import { describe, expect, test } from 'vitest'
import { renderBrief } from '../../src/base/frame.ts'
import { type Files, inside } from '../../src/library/files.ts'
import { loadPackage } from '../../src/library/load.ts'

const detection = `id: p
name: A package
title: Something happens
severity: low
status: experimental
author: Assay maintainers
created: '2026-01-31'
modified: '2026-02-01'
attack:
  version: '18.1'
  tactic: { id: TA0043, name: Reconnaissance }
  technique: { id: T1591, name: Gather Victim Org Information }
  reference: https://attack.mitre.org/techniques/T1591/
queries:
  - id: q
    title: It runs
    language: sumo
    query: |
      * | json auto
      | where Image = "x"
    reads: process events
    catches: [one]
    benign_hits: 0
`
const tests = `attack_technique: T1591
display_name: Gather
atomic_tests:
  - name: First
    description: It runs
    supported_platforms: [linux]
    executor: { name: sh, command: ls, cleanup_command: null }
    some_key_of_atomic: 1
    assay:
      id: one
      telemetry: [telemetry/one.log]
      expects:
        - says: it runs
          where: { 'Image|endswith': ls }
          within: 1.5s
`
const variants = `variants:
  - { id: again, of: one, kind: recorded, telemetry: [telemetry/one.log], caught_by: [q] }
  - { id: elsewhere, of: one, kind: constructed, telemetry: [telemetry/one.log], year: 2020, caught_by: [q], every_event: true }
`
const filesOf = (contents: Readonly<Record<string, string>>): Files => ({
  read: async path => contents[path],
  list: async path => {
    const found = Object.keys(contents).filter(name => name === path || name.startsWith(`${path}/`))
    return found.length === 0 ? undefined : found.sort()
  },
})
const whole = {
  'p/detection.yaml': detection,
  'p/tests.yaml': tests,
  'p/telemetry/one.log': 'x',
  'p/description.md': '# It',
}
const load = async (change: Readonly<Record<string, string>> = {}) => {
  const { value, reports } = await loadPackage('p', filesOf({ ...whole, ...change }))
  return {
    value,
    said: reports.flatMap(({ source, diagnostics }) =>
      diagnostics.map(d => renderBrief(d, source) + (d.help === undefined ? '' : ` (${d.help})`)),
    ),
  }
}

describe('loading a package', () => {
  test('gives what can be proved, with paths made whole', async () => {
    const { value, said } = await load()
    expect(said).toEqual([])
    expect(value?.claims.tests[0]).toMatchObject({
      id: 'one',
      telemetry: { paths: ['p/telemetry/one.log'], year: 2026 },
      expects: [{ atLeast: 1, within: 1_500_000n }],
    })
    expect(value?.prose).toEqual({ description: '# It' })
  })

  test('a query inside the YAML keeps its place', async () => {
    const { value } = await load()
    expect(value?.claims.queries[0]?.source).toMatchObject({
      text: '* | json auto\n| where Image = "x"\n',
      startsAt: { file: 'p/detection.yaml', line: 19, column: 7, indent: 6 },
    })
  })

  test('variants are a file of their own, which may be missing', async () => {
    expect((await load()).value).toMatchObject({ variants: undefined, claims: { variants: [] } })
    const { value, said } = await load({ 'p/variants.yaml': variants })
    expect(said).toEqual([])
    expect(value?.claims.variants).toEqual([
      {
        id: 'again',
        of: 'one',
        kind: 'recorded',
        telemetry: { paths: ['p/telemetry/one.log'], year: 2026 },
        caughtBy: ['q'],
        everyEvent: false,
      },
      expect.objectContaining({
        id: 'elsewhere',
        telemetry: { paths: ['p/telemetry/one.log'], year: 2020 },
        everyEvent: true,
      }),
    ])
  })

  const edit = (from: string, to: string) => ({ 'p/detection.yaml': detection.replace(from, to) })
  const editTests = (from: string, to: string) => ({ 'p/tests.yaml': tests.replace(from, to) })
  test.each<[string, Record<string, string>, string]>([
    [
      'an unknown key',
      edit('severity:', 'severty:'),
      'p/detection.yaml:4:10: error package/unknown-key: unknown key `severty` (did you mean `severity`?)',
    ],
    [
      'a value that is none of the list',
      edit('severity: low', 'severity: huge'),
      'p/detection.yaml:4:11: error package/shape: Invalid option',
    ],
    ['a date in words', edit("'2026-01-31'", 'yesterday'), 'a date is written as 2026-01-31'],
    ['broken YAML', edit('title:', '\ttitle: [:'), 'p/detection.yaml:3:'],
    [
      'an unknown test',
      edit('catches: [one]', 'catches: [ones]'),
      'p/detection.yaml:22:15: error package/unknown-test: no test has the id `ones` (did you mean `one`?)',
    ],
    [
      'a file that is missing',
      editTests('telemetry/one.log', 'telemetry/on.log'),
      '`telemetry/on.log` is missing (did you mean `telemetry/one.log`?)',
    ],
    ['a path that leads out', editTests('telemetry/one.log', '../other/one.log'), 'does not lie in the package'],
    [
      'a wrong modifier',
      editTests('|endswith', '|endwith'),
      'p/tests.yaml:14:37: error package/condition: unknown modifier `endwith` (did you mean `endswith`?)',
    ],
    ['a wrong time', editTests('1.5s', 'soon'), 'a time is written as a number and one of us, ms'],
    [
      'a variant of an unknown test',
      { 'p/variants.yaml': variants.replace('of: one', 'of: two') },
      'p/variants.yaml:2:22: error package/unknown-test: no test has the id `two` (the tests are `one`)',
    ],
    [
      'a variant for an unknown query',
      { 'p/variants.yaml': variants.replace('[q]', '[r, q]') },
      'error package/unknown-query: no query has the id `r`',
    ],
    ['a variant twice', { 'p/variants.yaml': variants.replace('elsewhere', 'again') }, 'the id `again` is used twice'],
    [
      'a variant that nobody need catch',
      { 'p/variants.yaml': variants.replace('[q]', '[]') },
      'p/variants.yaml:2:86: error package/shape: Too small',
    ],
    [
      'a variant without its telemetry',
      { 'p/variants.yaml': variants.replace('one.log', 'two.log') },
      '`telemetry/two.log` is missing',
    ],
    ['neither file nor query', edit('query: |', 'style: |'), '`q` needs either `file` or `query`'],
  ])('%s is told with its place', async (_, change, message) => {
    const { value, said } = await load(change)
    expect(said.join('\n')).toContain(message)
    expect(value).toBeUndefined()
  })

  test('a missing file of the package', async () => {
    const { said } = await loadPackage('p', filesOf({})).then(({ reports }) => ({
      said: reports.map(r => r.diagnostics[0]?.message),
    }))
    expect(said).toEqual(['p/detection.yaml is missing', 'p/tests.yaml is missing'])
  })

  test.each([
    [
      'aliases that explode',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((k, i) => `${k}: &${k} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
        .join('\n')}\n`,
    ],
    ['nesting without end', `a: ${'['.repeat(50_000)}`],
  ])('%s end in a message', async (_, text) => {
    const { value, said } = await load({ 'p/detection.yaml': text })
    expect(value).toBeUndefined()
    expect(said.length).toBeGreaterThan(0)
  })
})

test.each([
  ['a/b', 'p/a/b'],
  ['./a//b/', 'p/a/b'],
  ['../a', undefined],
  ['a/../../b', undefined],
  ['/etc/passwd', undefined],
  ['C:\\x', undefined],
  ['', undefined],
])('the path %s of a package', (path, whole) => expect(inside('p', path)).toBe(whole))
