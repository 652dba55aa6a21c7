import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import { askEarly } from '../../src/engines/sql/ask-early.ts'
import type { Plan, Scalar } from '../../src/plan/plan.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { differenceOf, loadedAlike } from './difference.ts'

// What is asked of a message before it is taken apart leaves out no message that the filter keeps.

const engine = createDuckdbEngine({ threads: 1 })
afterAll(() => engine.close())

const columns = [{ name: 'doc', type: 'string' }] as const
const doc: Scalar = { op: 'field', name: 'doc', type: 'string' }
const text = (value: string): Scalar => ({ op: 'literal', type: 'string', value })
const call = (fn: 'json_get' | 'json_auto' | 'lower'): Scalar =>
  fn === 'lower' ? { op: 'call', fn, args: [doc] } : { op: 'call', fn, args: [doc, text('level')] }
const { value: regex } = parseRegex('level=(\\S+)')
const parts: readonly (readonly [string, Scalar])[] = [
  ['json_auto', call('json_auto')],
  ['json_get', call('json_get')],
  ['a regex', { op: 'extract', of: doc, regex: regex ?? expect.fail('the regex of this test'), group: 1 }],
]

/** A filter on a column that an extend below makes of the message, with operators between the two. */
const filtered = (value: Scalar, wanted: string, between: (input: Plan) => Plan = input => input): Plan => ({
  op: 'filter',
  input: between({ op: 'extend', input: { op: 'scan', columns }, columns: [{ name: 'level', value }] }),
  where: { op: 'compare', is: 'eq', left: text(wanted), right: { op: 'field', name: 'level', type: 'string' } },
})

const documents = [
  ...[
    '"error"',
    '"err\\u006fr"',
    '"\\u0065rror"',
    '"Error"',
    '"a/b/c"',
    '"a\\/b\\/c"',
    '1e5',
    '100000',
    'true',
    'null',
  ],
  ...['["error"]', '{"error":1}', '"null"', '"true"', '""', '"-12.50"', '-12.50', '"two words"', '"two\\nwords"'],
].map(value => `{"x":1,"level":${value}}`)
const messages = [...documents, 'level=error', 'level=err', 'level=a/b/c end', 'error', '', '{', '\ufefflevel=true']
const wanted = [
  'error',
  'a/b/c',
  'true',
  'null',
  '-12.50',
  '-12.5',
  '100000',
  '1e5',
  'e5',
  'two words',
  '["error"]',
  '',
]

describe.each(parts)('a part that %s takes out', (_, value) => {
  test.each(wanted)('is %j', async wanted => {
    const data = await loadedAlike(columns, [...messages.map(m => [m]), [null]], engine)
    const found = await differenceOf(filtered(value, wanted), data, engine)
    await data.close()
    expect(found).toBeUndefined()
  })
})

test('a text is asked for below the operator that takes the message apart, and not where it may not stand', () => {
  const asks = (plan: Plan): boolean => inspect(askEarly(plan), { depth: 20 }) !== inspect(plan, { depth: 20 })
  const again = (input: Plan): Plan => ({ op: 'extend', input, columns: [{ name: 'level', value: call('lower') }] })
  const other = (input: Plan): Plan => ({ op: 'extend', input, columns: [{ name: 'other', value: call('lower') }] })
  const first = (input: Plan): Plan => ({ op: 'limit', input, count: 3, by: [] })
  expect(asks(filtered(call('json_auto'), 'error'))).toBe(true)
  expect(asks(filtered(call('json_auto'), 'error', other))).toBe(true)
  expect(asks(filtered(call('json_auto'), 'error', again))).toBe(false)
  expect(asks(filtered(call('json_auto'), 'error', first))).toBe(false)
  expect(asks(filtered(call('json_auto'), '12.50'))).toBe(false)
  expect(asks(filtered(call('lower'), 'error'))).toBe(false)
})
