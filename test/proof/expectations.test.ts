import { describe, expect, test } from 'vitest'
import { conditionOf } from '../../src/library/condition.ts'
import { wildcards } from '../../src/proof/assertion.ts'
import type { Expectation } from '../../src/proof/claims.ts'
import { proveTest } from '../../src/proof/prove.ts'
import { event, worldOf } from './tiny.ts'

const events = [
  event('process_creation', 0, { Image: '/usr/bin/curl', CommandLine: 'curl -s http://x/partners', ProcessId: 10n }),
  event('process_creation', 1, { Image: '/usr/bin/curl', CommandLine: 'CURL -s http://x/vendors', ProcessId: 11n }),
  event('process_creation', 5, { Image: '/usr/bin/ls', CommandLine: 'ls *.txt' }),
  event('dns', 2, { QueryName: 'crt.sh' }),
]

const prove = async (where: Record<string, unknown> | Record<string, unknown>[], more: Partial<Expectation> = {}) => {
  const { condition, problems } = conditionOf(where, [])
  expect(problems).toEqual([])
  const expectation: Expectation = {
    says: 'it',
    category: undefined,
    where: condition,
    atLeast: 1,
    countDistinct: undefined,
    within: undefined,
    ...more,
  }
  const verdict = await proveTest(
    {
      id: 't',
      name: 't',
      telemetry: { paths: ['a'], year: 2026 },
      collector: undefined,
      constructed: [],
      differs: undefined,
      expects: [expectation],
    },
    worldOf({ a: events }),
  )
  return { valid: verdict.valid, ...verdict.expectations[0] }
}

describe('assertions over events', () => {
  test.each([
    ['letter case does not count', { 'CommandLine|contains': 'curl' }, 2],
    ['unless cased', { 'CommandLine|contains|cased': 'curl' }, 1],
    ['all of a list', { 'CommandLine|contains|all': ['-s', 'vendors'] }, 1],
    ['any of a list', { 'CommandLine|contains': ['partners', 'vendors'] }, 2],
    ['starts', { 'CommandLine|startswith': 'ls' }, 1],
    ['ends', { 'Image|endswith': '/curl' }, 2],
    ['equals with wildcards', { Image: '/usr/*/curl' }, 2],
    ['an escaped wildcard is itself', { CommandLine: 'ls \\*.txt' }, 1],
    ['regex', { 'CommandLine|re': '/(partners|vendors)$' }, 2],
    ['numbers as text', { ProcessId: 10 }, 1],
    ['greater', { 'ProcessId|gt': 10 }, 1],
    ['at most', { 'ProcessId|lte': 11 }, 2],
    ['a field that is absent', { CommandLine: null }, 1],
    ['all keys of a map', { 'Image|endswith': 'curl', 'CommandLine|contains': 'vendors' }, 1],
    ['one of several maps', [{ 'Image|endswith': '/ls' }, { QueryName: 'crt.sh' }], 2],
  ])('%s', async (_, where, found) => {
    expect(await prove(where)).toMatchObject({ valid: true, found })
  })

  test('of one category', async () => {
    expect(await prove({ 'QueryName|contains': 'crt' }, { category: 'dns' })).toMatchObject({ found: 1 })
    expect(await prove({ 'QueryName|contains': 'crt' }, { category: 'dnsx' })).toMatchObject({
      valid: false,
      why: 'no event has the category dnsx (there are: dns, process_creation)',
    })
  })

  test('a misspelt field is told', async () => {
    expect((await prove({ Imag: '*' })).why).toBe('no event has the field Imag; did you mean `Image`?')
  })

  test('different values, within a time', async () => {
    const where = { 'Image|contains': '/' }
    expect(await prove(where, { countDistinct: 'CommandLine', atLeast: 3 })).toMatchObject({ valid: true, found: 3 })
    expect(await prove(where, { countDistinct: 'CommandLine', atLeast: 3, within: 2_000_000n })).toMatchObject({
      valid: false,
      found: 2,
      why: 'too few events fit within the time',
    })
    expect(await prove(where, { atLeast: 2, within: 1_000_000n })).toMatchObject({ valid: true, found: 2 })
  })
})

test.each([
  ['a*b?', [{ text: 'a' }, { any: 'run' }, { text: 'b' }, { any: 'one' }]],
  ['C:\\Windows\\', [{ text: 'C:\\Windows\\' }]],
  ['a\\*b', [{ text: 'a*b' }]],
  ['a\\\\*b', [{ text: 'a\\' }, { any: 'run' }, { text: 'b' }]],
  ['', []],
])('wildcards of %s', (value, pattern) => expect(wildcards(value)).toEqual(pattern))

test('what is wrong with a condition is said', () => {
  const said = (where: Record<string, unknown>) => conditionOf(where, ['where']).problems.map(p => [p.message, p.help])
  expect(said({ 'a|contians': 'x' })).toEqual([['unknown modifier `contians`', 'did you mean `contains`?']])
  expect(said({ 'a|contains|endswith': 'x' })).toEqual([['`contains|endswith` cannot stand together', undefined]])
  expect(said({ 'a|gt': 'x' })).toEqual([['`|gt` compares with one number', undefined]])
  expect(said({ 'a|re': '(?=x)' })[0]?.[0]).toMatch(/look around/)
  expect(said({})).toEqual([['this condition tests nothing', undefined]])
  expect(said({ a: [] })).toEqual([['an empty list never holds', undefined]])
})
