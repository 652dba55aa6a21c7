import { expect, test } from 'vitest'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Column, Value } from '../../src/event/value.ts'
import { functions } from '../../src/plan/functions/index.ts'
import { memberReader } from '../../src/plan/members.ts'
import type { Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { computeParts, partColumns, partsOf, readParts } from '../../src/plan/precompute.ts'
import { visit } from '../../src/plan/walk.ts'

const docs = [
  '{"a":"x"}',
  '{"a":["x"]}',
  '{"a":["y","x"],"b":"x"}',
  '{"a":null,"b":"x"}',
  '{"a":[null]}',
  '{"a":[]}',
  '{"a":{"b":"x"}}',
  '{"b":[1,2.50,true,{"c":1},[3]]}',
  '{"a.b":"flat","a":{"b":"deep"}}',
  '{"a":[{"b":1},{"b":["x",null]}]}',
  '{"a":9007199254740993,"b":0.12345678901234567890}',
  '{"a":1e-7,"b":1E3}',
  '{"a":1,"a":2}',
  '{"a":"\\ud83d"}',
  '{"__proto__":"x"}',
  '[{"a":1}]',
  'no json',
  '{}',
]
const names = ['a', 'b', 'a.b', '__proto__', 'a.b.c', '']

test('members of many names are what each is alone', () => {
  const read = memberReader(names)
  for (const doc of docs)
    expect([doc, read(doc)]).toEqual([doc, names.map(name => functions.json_members.evaluate([doc, name]))])
})

const columns: readonly Column[] = [{ name: 'doc', type: 'string' }]
const members = (name: string): Scalar => ({
  op: 'call',
  fn: 'json_members',
  args: [
    { op: 'field', name: 'doc', type: 'string' },
    { op: 'literal', type: 'string', value: name },
  ],
})
const element = (name: string): Scalar => ({ op: 'field', name, type: 'string' })
const is = (of: Scalar, text: string): Predicate => ({ op: 'match', of, pattern: [{ text }], fold: 'casefold' })
const some = (name: string, where: Predicate, as = 'v'): Predicate => ({ op: 'some', list: members(name), as, where })
const not = (arg: Predicate): Predicate => ({ op: 'not', arg })

const first = (name: string): Scalar => ({
  op: 'call',
  fn: 'list_at',
  args: [members(name), { op: 'literal', type: 'int', value: 0n }],
})

const conditions: readonly Predicate[] = [
  some('a', is(element('v'), 'X')),
  not(some('a', is(element('v'), 'X'))),
  some('a', not(is(element('v'), 'x'))),
  some('a', not({ op: 'present', of: element('v') })),
  { op: 'present', of: members('a') },
  not({ op: 'present', of: members('a.b') }),
  some('a', some('b', { op: 'compare', is: 'eq', left: element('v'), right: element('w') }, 'w')),
  some('a', some('b', is(element('v'), 'x'))),
  { op: 'or', args: [some('a.b', is(element('v'), 'x')), some('b', { op: 'always' })] },
  is(first('a'), 'x'),
  not({ op: 'present', of: first('b') }),
  { op: 'compare', is: 'eq', left: first('a'), right: first('b') },
]

function callsOf(plan: Plan): string[] {
  const found: string[] = []
  visit(plan, node => {
    if (node.op === 'call') found.push(node.fn)
  })
  return found
}

async function rowsOf(plan: Plan, of: readonly Column[], rows: readonly (readonly Value[])[]): Promise<unknown> {
  const query = referenceEngine.compile(plan)
  if ('unsupported' in query) throw new Error(query.unsupported.map(d => d.message).join())
  return (await query.run(await referenceEngine.load({ is: 'rows', columns: of, batches: [rows] }), { lineage: true }))
    .rows
}

test.each(conditions.map((where, i) => [i, where] as const))(
  'condition %i holds for the same rows over columns of members',
  async (i, where) => {
    const plan: Plan = { op: 'filter', input: { op: 'scan', columns }, where }
    const twice: Plan = { op: 'union', inputs: [plan, plan] }
    const parts = partsOf([plan], columns)
    // with data that has lists, without them, and with none of the members
    for (const data of [docs, docs.filter(doc => !/\[|null|:\{/.test(doc)), ['{}']]) {
      const found = { some: new Set<string>(), many: new Set<string>() }
      const compute = computeParts(parts, columns, found)
      const widened = data.map(doc => [doc, ...compute([doc])])
      const all = [...columns, ...partColumns(parts)]
      for (const given of [plan, twice]) {
        const expected = await rowsOf(
          given,
          columns,
          data.map(doc => [doc]),
        )
        const prepared = readParts(given, parts, found)
        // two elements of one name cannot be told apart
        if (i !== 7) expect(callsOf(prepared)).not.toContain('json_members')
        expect(await rowsOf(prepared, all, widened)).toEqual(expected)
        expect(await rowsOf(readParts(given, parts), all, widened)).toEqual(expected)
      }
    }
  },
)
