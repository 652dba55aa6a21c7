import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertRule, proveWritten } from '../../src/app/convert/convert.ts'
import { targetNamed } from '../../src/app/convert/targets.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import { allOf } from '../../src/languages/kit/logic.ts'
import { parseSigma } from '../../src/languages/sigma/index.ts'
import { columnsOf, eventsFor } from '../../src/proof/equivalence/events.ts'
import { tryEvents } from '../../src/proof/equivalence/index.ts'
import { normalOf } from '../../src/proof/equivalence/normal.ts'
import { randomFrom } from '../../src/proof/equivalence/sample.ts'

// Characters that mean something to Sigma, to regexes, to texts in quotes or to letter case.
const piece = fc.constantFrom(
  ...['a', 'S', 'k', 'i', 'ſ', 'İ', 'σ', 'é', 'ß', '😀', '0', ' ', '\\', '\\\\', '*', '?', '\\*', '\\?'],
  ...['/', '"', "'", '.', '+', '(', ')', '[', ']', '{', '{{x}}', '|', '^', '$', '-', '&', '\n', '\t', '\u0001'],
)
const text = fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join(''))
const modifier = fc.constantFrom(
  ...[
    '',
    '|contains',
    '|startswith',
    '|endswith',
    '|contains|all',
    '|cased',
    '|contains|cased',
    '|windash|contains',
    '|neq',
  ],
)
const texts = fc.tuple(modifier, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })))
const others = fc.constantFrom<[string, unknown]>(
  ...([
    ['', null],
    ['', 5],
    ['', true],
    ['|gt', 5],
    ['|lte', -2.5],
    ['|re', '^a|b$'],
    ['|re|i', 's[^/]k\\/.'],
    ['|cidr', '10.0.0.0/9'],
    ['|cidr', 'fc00::/7'],
    ['|cidr', '::1/128'],
  ] as [string, unknown][]),
)
const item = fc
  .tuple(fc.constantFrom('A', 'B', 'c-d', 'e.f', 'EventID'), fc.oneof({ weight: 3, arbitrary: texts }, others))
  .map(([field, [how, value]]): [string, unknown] => [`${field}${how}`, value])
const selection = fc.array(item, { minLength: 1, maxLength: 3 }).map(items => Object.fromEntries(items))
const condition = fc.constantFrom('x', 'x and not y', 'x or y', 'not (x and y)', 'not x and not y', '1 of them')
const rule = fc
  .record({ x: fc.oneof(selection, fc.array(selection, { minLength: 2, maxLength: 2 })), y: selection, condition })
  .map(detection => JSON.stringify({ title: 'Generated', logsource: { product: 'any' }, detection }))

test('whatever is converted says what the rule says', { timeout: 30_000 }, async () => {
  const target = targetNamed('sumo')
  let converted = 0
  await fc.assert(
    fc.asyncProperty(rule, fc.integer({ min: 0, max: 1_000_000 }), async (written, seed) => {
      const collection = parseSigma({ name: 'generated.yml', text: written }).value
      const document = collection?.documents[0]
      if (collection === undefined || document?.kind !== 'rule') return
      const made = convertRule(target, { document, collection })
      if (made.written === undefined || made.detection === undefined) return
      converted++
      const read = target.read(made.written.text, made.detection)
      if (typeof read === 'string') throw new Error(read)
      const { from, where } = made.detection
      const sides = [allOf([from, where]), read] as const
      // also where a proof is found: so the proof is tried, too
      const events = eventsFor([normalOf(sides[0]), normalOf(sides[1])], columnsOf(sides), 40, randomFrom(seed))
      const trial = { engine: referenceEngine, events: 40, seed }
      expect((await tryEvents(sides[0], sides[1], events, trial)).verdict).toBe('not refuted')
      expect((await proveWritten(target, made.detection, made.written, trial)).verdict).not.toBe('refuted')
    }),
    { numRuns: 80, seed: 4 },
  )
  expect(converted).toBeGreaterThan(50)
})

test('an output that says something else is refuted, with a small event', async () => {
  const target = targetNamed('sumo')
  const written = JSON.stringify({
    title: 'Two',
    logsource: { product: 'any' },
    detection: { x: { 'Image|endswith': '\\nmap.exe' }, y: { User: 'svc' }, condition: 'x and not y' },
  })
  const collection = parseSigma({ name: 'two.yml', text: written }).value
  const document = collection?.documents[0]
  if (collection === undefined || document?.kind !== 'rule') throw new Error('no rule')
  const { detection, written: output } = convertRule(target, { document, collection })
  if (detection === undefined || output === undefined) throw new Error('not converted')
  const trial = { engine: referenceEngine, events: 400, seed: 1 }
  for (const [from, to, about] of [
    ['(?i)\\\\nmap', '\\\\nmap', 'Image'],
    ['!(User', '(User', 'Image'],
    ['exe$', 'exe', 'Image'],
    ['^svc', 'svc', 'User'],
  ] as const) {
    const changed = output.text.replace(from, to)
    expect(changed).not.toBe(output.text)
    const verdict = await proveWritten(target, detection, { ...output, text: changed }, trial)
    expect(verdict.verdict).toBe('refuted')
    expect(verdict.verdict === 'refuted' && verdict.witness[about]).toBeTruthy()
  }
})
