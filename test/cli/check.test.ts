import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSession, processes } from './session.ts'

const session = openSession()
afterAll(() => session.remove())
beforeAll(() => {
  session.put('good.sumo', '_index=logs Image | json auto | where EventCode = 1 | count by User')
  session.put('logs.ndjson', processes)
})

test('a clean query has nothing said about it', async () => {
  const { code, out } = await session.assay(['check', 'good.sumo'])
  expect(out).toBe('good.sumo: nothing to say\n')
  expect(code).toBe(0)
})

test('an error is underlined where it is, and the exit code is 1', async () => {
  const { code, out } = await session.assay(['check', '-'], '* | json auto\n| eval x = lower(User)')
  expect(out).toContain('2 │ | eval x = lower(User)')
  expect(out).toMatch(/^ +│ +\^{4}/m)
  expect(out).toMatch(/error/)
  expect(code).toBe(1)
})

test('json says code, place and fix', async () => {
  const { out } = await session.assay(['check', '-', '--format', 'json'], '* | json auto\n| eval x = lower(User)')
  const [first] = JSON.parse(out)
  expect(first).toMatchObject({ file: '<stdin>', line: 2, severity: 'error' })
  expect(first.code).toMatch(/^sumo\//)
})

test('--fix writes the file and says what was done', async () => {
  session.put('fix.sumo', '* | json auto\n| eval x = lower(User)\n| count by x\n')
  const { code, err } = await session.assay(['check', 'fix.sumo', '--fix'])
  const text = readFileSync(join(session.folder, 'fix.sumo'), 'utf8')
  expect(err).toMatch(/^fixed fix\.sumo:2 /m)
  expect(text).not.toContain('eval')
  expect(code).toBe(0)
})

test('--fix prints the fixed query for standard input, and findings go to standard error', async () => {
  const { out } = await session.assay(['check', '-', '--fix'], '* | json auto\n| eval x = lower(User)\n| count by x\n')
  expect(out).toMatch(/^\* \| json auto\n\| /)
  expect(out).not.toContain('eval')
})

test('with data, names that no message has are told', async () => {
  const { code, out } = await session.assay(
    ['check', '-', '--data', 'logs.ndjson'],
    '* | json auto | where EventCod = 1',
  )
  expect(out).toContain('did you mean `EventCode`')
  expect(code).toBe(0)
})

test('hints at cost stand behind what is wrong, two lines each, and are notes in JSON', async () => {
  const query = 'error\n| json "a" as a\n| where a matches "x*y" and _sourceHost = "b"'
  const { code, out } = await session.assay(['check', '-'], query)
  expect(code).toBe(0)
  expect(out).toContain('cost [sumo/cost-no-metadata] <stdin>:1:1 the scope names no metadata')
  expect(out.indexOf('cost [')).toBeGreaterThan(out.indexOf('warning'))
  expect(out).toMatch(/2 hints at cost in 1 file\n$/)
  const json = JSON.parse((await session.assay(['check', '-', '--format', 'json'], query)).out)
  expect(json.at(-1)).toMatchObject({ code: 'sumo/cost-metadata-in-where', severity: 'note', line: 3 })
})

test('of a rule that something is said of, it is told whose it is', async () => {
  session.put(
    'theirs.yml',
    'title: Theirs\nid: 5f1abf38-0000-4000-8000-000000000001\nauthor: Ann Example\nlicense: DRL-1.1\nstatus: test\nlevel: high\nreferences: [https://example.org/a]\ntags: [attack.t1059]\nlogsource: {product: windows}\ndetection:\n  sel: {A|all: x}\n  condition: sel\n',
  )
  const { out } = await session.assay(['check', 'theirs.yml'])
  expect(out).toContain(
    'Theirs\n  by Ann Example · level high · test · DRL-1.1 · 5f1abf38-0000-4000-8000-000000000001 · attack.t1059\n  https://example.org/a\n',
  )
  const { out: json } = await session.assay(['check', 'theirs.yml', '--format', 'json'])
  expect(JSON.parse(json)[0]).toMatchObject({
    code: 'sigma/all-of-one',
    rule: { title: 'Theirs', author: 'Ann Example', license: 'DRL-1.1', references: ['https://example.org/a'] },
  })
})
