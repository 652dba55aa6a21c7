import { expect, test } from 'vitest'
import { withParameters } from '../../src/app/parameters.ts'
import { givenRecords, understand } from './run.ts'

// Searches made to exhaust: each must end at once, with a plan or with a diagnostic.

const { schema } = givenRecords(['{"a":1}'])
const nested = (depth: number): string => `${'if('.repeat(depth)}true${', true, false)'.repeat(depth)}`
const comparedNested = (depth: number): string =>
  Array.from({ length: depth }).reduce<string>(inner => `(if(${inner} = "x", "y", "z"))`, '_raw')

const hostile: readonly [string, string][] = [
  ['conditions inside of conditions', `* | where ${nested(150)}`],
  ['a condition in every condition', `* | where ${comparedNested(60)} = "x"`],
  ['values that double', `* | ${comparedNested(60)} as v`],
  ['a chain of comparisons', `* | where ${Array.from({ length: 60 }, () => 'isNull(_raw)').join(' = ')}`],
  ['parentheses', `* | where ${'('.repeat(3000)}true${')'.repeat(3000)}`],
  ['negations', `* | where ${'!'.repeat(5000)}true`],
  ...['between 1 and 2', '?? 1', 'has_all ("b", "c")', 'matches ("b", "c")'].map((text): [string, string] => [
    `translations that write a value twice, inside of each other: ${text}`,
    `* | where ${'('.repeat(100)}a${` ${text})`.repeat(100)}`,
  ]),
  ...['coalesce', 'nullif'].map((name): [string, string] => [
    `functions that become a value twice, inside of each other: ${name}`,
    `* | ${`${name}(`.repeat(100)}a${', b)'.repeat(100)} as x`,
  ]),
  ['a long sum', `* | ${Array.from({ length: 3000 }, () => '1').join(' + ')} as n`],
  ['many alternatives', `* | where ${Array.from({ length: 600 }, (_, i) => `_raw = "x${i}"`).join(' or ')}`],
  ['many terms', Array.from({ length: 2000 }, (_, i) => `t${i}`).join(' OR ')],
  ['nested scope', `${'('.repeat(3000)}a${')'.repeat(3000)}`],
  ['many stages', `*${Array.from({ length: 900 }, (_, i) => ` | ${i} as a`).join('')}`],
  ['fields to group by that are no columns', `* | count by ${'u, '.repeat(4500)}u`],
  ['parameters that never end', '{{'.repeat(200_000)],
  ['many json stages', `*${' | json auto | where a=1'.repeat(500)}`],
]

test('names of parameters are told apart from blanks in a time that grows with the text', () => {
  const text = `{{${' '.repeat(200_000)}`
  expect(withParameters({ name: 'query', text }, {}).text).toBe(text)
  expect(withParameters({ name: 'query', text: '{{ a }} {{{a}}}' }, { a: 'x' }).text).toBe('x x')
})

test.each(hostile)('%s', (_, query) => {
  const { plan, codes } = understand(query, schema)
  expect(plan !== undefined || codes.length > 0).toBe(true)
})
