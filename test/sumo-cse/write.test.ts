import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { convertRule, proveWritten } from '../../src/app/convert/convert.ts'
import { targetNamed } from '../../src/app/convert/targets.ts'
import { engines } from '../../src/engines/index.ts'
import { parseSigma } from '../../src/languages/sigma/index.ts'
import { parseRules } from '../../src/languages/sumo-cse/rules/parse.ts'
import { toImportFile } from '../../src/languages/sumo-cse/rules/write.ts'
import { check } from '../../src/plan/check.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { eventIdApart, eventIdOf } from '../../src/platforms/sumo-cse/event-id.ts'
import { normalise } from '../../src/platforms/sumo-cse/normalise.ts'

interface Case {
  readonly case: string
  readonly says: string
  readonly detection: string
  readonly logsource?: string
  readonly origin?: boolean
  readonly expression?: string
  readonly refused?: readonly string[]
  /** Where no proof is found. */
  readonly verdict?: string
}

const path = join(import.meta.dirname, '../../conformance/languages/sumo-cse/write/rules.yaml')
const cases = parse(readFileSync(path, 'utf8')) as readonly Case[]
const target = targetNamed('sumo-cse')
const engine = engines.find(e => e.id === 'reference')?.open()
afterAll(async () => (await engine)?.close())

function ruleOf(detection: string, logsource = '{product: windows, category: process_creation}', head = ''): string {
  const condition = /^condition:/m.test(detection) ? '' : '  condition: sel\n'
  return `title: case\n${head}logsource: ${logsource}\ndetection:\n${detection.trimEnd().replace(/^(?=.)/gm, '  ')}\n${condition}`
}

/** What becomes of a rule, and what the proof says of it. */
async function converted(text: string) {
  const { value: collection } = parseSigma({ name: 'case.yml', text })
  const document = collection?.documents[0]
  const opened = await engine
  if (collection === undefined || document === undefined || document.kind === 'filter' || opened === undefined)
    throw new Error(`no rule: ${text}`)
  const { written, detection, diagnostics } = convertRule(target, { document, collection })
  const codes = diagnostics.filter(d => d.severity === 'error').map(d => d.code)
  if (written === undefined || detection === undefined) return { codes: codes.sort(), rule: undefined, verdict: 'none' }
  const { verdict } = await proveWritten(target, detection, written, { engine: opened, events: 100, seed: 7 })
  const { value: rules, diagnostics: said } = parseRules({ name: 'out', text: written.text })
  expect(said).toEqual([])
  return { codes, rule: rules?.[0]?.rule, verdict }
}

describe('conversion to Cloud SIEM', () => {
  test.each(cases)('$case', async ({ detection, logsource, origin, expression, refused, says, verdict: verdictOf }) => {
    expect(says.length).toBeGreaterThan(10)
    const { codes, rule, verdict } = await converted(ruleOf(detection, logsource))
    expect(codes).toEqual(refused ?? [])
    if (refused !== undefined || rule?.type !== 'match') return
    const lines = rule.expression.split('\nAND ')
    expect(origin === false ? lines.slice(3).join('\nAND ') : rule.expression).toBe(expression)
    expect(verdict).toBe(verdictOf ?? 'proved')
  })
})

test('what a rule says of itself goes into the rule and its signals', async () => {
  const head = [
    'id: 0b6c3f0e-0000-4000-8000-000000000001',
    'author: A. Author',
    'license: DRL-1.1',
    'status: experimental',
    'level: high',
    'description: What {{it}} is about.',
    'references: [https://example.org/a]',
    'tags: [attack.execution, attack.t1059.001, attack.g0007, cve.2024-1]',
    'falsepositives: [Administrators]',
  ]
  const { rule } = await converted(ruleOf('sel: {User: x1}', undefined, `${head.join('\n')}\n`))
  expect(rule).toMatchObject({
    name: 'case',
    enabled: true,
    prototype: true,
    stream: 'record',
    severity: { type: 'constant', default: 6 },
    tags: ['_mitreAttackTactic:TA0002', '_mitreAttackTechnique:T1059.001', 'attack.g0007', 'cve.2024-1'],
    entities: [
      { entityType: '_hostname', expression: 'device_hostname' },
      { entityType: '_username', expression: 'user_username' },
    ],
    signal: { name: 'case', summary: 'case | {{user_username}}' },
  })
  const description = rule?.signal.description ?? ''
  for (const part of [
    'What { {it}} is about.',
    'Author: A. Author',
    'Sigma rule: 0b6c3f0e-',
    'License: DRL-1.1',
    'Status: experimental',
    'Level: high',
    '- https://example.org/a',
    '- Administrators',
  ])
    expect(description).toContain(part)
  // the file that the user interface imports is read back as the same rule
  const { value } = parseRules({ name: 'import', text: JSON.stringify(toImportFile(rule === undefined ? [] : [rule])) })
  expect(value?.[0]?.rule.signal).toEqual(rule?.signal)
  expect(value?.[0]?.rule).toMatchObject({ name: 'case', tags: rule?.tags, entities: rule?.entities })
})

const word = fc.string({ unit: fc.constantFrom(...'aZsk1 .\\\'"%_/*?$^(|é-ſ'), minLength: 1, maxLength: 8 })
const field = fc.constantFrom('Image', 'CommandLine', 'User', 'OriginalFileName', 'ProcessId', 'EventID')
const modifier = fc.constantFrom(
  '',
  '|contains',
  '|startswith',
  '|endswith',
  '|cased',
  '|contains|all',
  '|windash|contains',
)
const item = fc.tuple(field, modifier, fc.array(word, { minLength: 1, maxLength: 3 }))
const drawn = fc.tuple(
  fc.array(item, { minLength: 1, maxLength: 3 }),
  fc.array(item, { minLength: 1, maxLength: 2 }),
  fc.boolean(),
)

test('rules that are drawn are written and proved equal, or refused', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ([first, second, negative]) => {
      const search = (items: typeof first): string =>
        JSON.stringify(
          Object.fromEntries(
            items.map(([name, how, values]) => [
              name + how,
              name === 'EventID' ? values.map((_, i) => 10 + i) : values,
            ]),
          ),
        )
      const detection = `sel: ${search(first)}\nother: ${search(second)}\ncondition: sel ${negative ? 'and not' : 'or'} other\n`
      const { rule, codes, verdict } = await converted(ruleOf(detection, '{product: windows, service: security}'))
      if (rule === undefined) expect(codes.length).toBeGreaterThan(0)
      else expect(['proved', 'not refuted']).toContain(verdict)
    }),
    { numRuns: 12 },
  )
})

test('what is said of number and channel apart is what is said of both in one text', async () => {
  const opened = await engine
  if (opened === undefined) return
  const columns = [
    { name: 'Channel', type: 'string' },
    { name: 'EventID', type: 'string' },
  ] as const
  const values = [null, '', '-', 'Security', 'SECURITY', 'security-1', 'Security-', '1', 'x-y', 'System']
  const numbers = [null, '1', '12', '46', '4688', '0']
  const rows = values.flatMap(channel => numbers.map(id => [channel, id]))
  for (const text of [
    '(?i)^(security-)?4688$',
    '(?i)^security-(1|46)$',
    '(?i)^(security-)?[0-9]*$',
    '(?i)^((security|x-y)-)?(1|12)$',
    '(^|-)46$',
    '-',
    '[0-9]$',
    '(?i)^security-[0-9]*$',
    '(?i)^x-y-1$',
  ]) {
    const regex = parseRegex(text, { fold: 'casefold' }).value
    if (regex === undefined) throw new Error(text)
    const whole = { op: 'regex', of: eventIdOf(['Channel', 'EventID']), regex } as const
    const taken = eventIdApart(whole)
    expect(JSON.stringify(taken), text).not.toBe(JSON.stringify(whole))
    const found: unknown[] = []
    for (const where of [whole, taken]) {
      const plan = { op: 'filter', input: { op: 'scan', columns }, where } as const
      expect(check(plan).diagnostics).toEqual([])
      const query = opened.compile(plan)
      if ('unsupported' in query) throw new Error('refused')
      const data = await opened.load({ is: 'rows', columns, batches: [rows] })
      found.push((await query.run(data, { lineage: true })).rows.flatMap(row => row.behind))
      await data.close()
    }
    expect(found[1], text).toEqual(found[0])
  }
})

test('events are normalised by the map that rules are written with', () => {
  const event = {
    fields: { Image: 'C:\\a.exe', EventID: 1n, Channel: 'Security', Foo: 'x' },
    logSource: { product: 'windows' },
  }
  expect(normalise(event as unknown as Parameters<typeof normalise>[0])).toMatchObject({
    baseImage: 'C:\\a.exe',
    metadata_deviceEventId: 'Security-1',
    fields: { 'EventData.Foo': 'x', Channel: 'Security' },
  })
})
