import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import type { Named, Plan, Scalar } from '../../src/plan/plan.ts'
import { differenceOf, loadedAlike } from './difference.ts'

// DuckDB answers look-ups in JSON by itself where it is sure to agree with the definition; here it is asked about documents
// that are JSON, nearly JSON, and JSON of the kinds in which the two differ.

const DOCUMENTS = 3_000

const engine = createDuckdbEngine({ threads: 1 })
afterAll(() => engine.close())

const plain = ['a', 'b', 'A', 'a.b', 'a_b', 'a b']
const odd = ['B', 'ab', 'a\\"', '\\u0061', '\\n', 'K', 'k', '\u212a', '']
const valid = [
  ...[
    '1',
    '-1',
    '0',
    '-0',
    '1.0',
    '1e2',
    '1E-7',
    '12345678901234567890123',
    '9007199254740993',
    'true',
    'false',
    'null',
  ],
  ...[
    '"x"',
    '""',
    '"\\u00e9"',
    '"\\ud83d\\ude00"',
    '"a\\\\"',
    '"\\"a\\":1"',
    '"a: {}"',
    '", }"',
    '"\ufeff"',
    '[]',
    '{}',
  ],
]
const invalid = ['01', 'NaN', '-Infinity', 'nan', 'inf', '', "'x'", '"\t"']

/** JSON whose keys, scalars and blanks are these. */
const jsonOf = (keys: readonly string[], scalars: readonly string[], blanks: readonly string[]) =>
  fc.letrec<{ value: string; object: string }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...scalars),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }).map(items => `[${items.join(',')}]`),
    ),
    object: fc
      .array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...blanks), tie('value')), { maxLength: 4 })
      .map(members => `{${members.map(([key, blank, value]) => `"${key}"${blank}:${value}`).join(`,${blanks[1]}`)}}`),
  })).object

/** What DuckDB takes for JSON, and the definition does not. */
const lenient = ['{"a":1,}', '{"a":1,"c":[1 , ]}', ...['NaN', '-nan', '-Infinity', 'inf'].map(v => `{"a":1,"c": ${v}}`)]

const around = fc.constantFrom('', '', '', ' ', 'x ', '{', '{"a":1} ', '\ufeff', ']')
const document = fc.oneof(
  jsonOf(plain, valid, ['', ' ']),
  jsonOf(plain.slice(0, 2), valid, ['', '']),
  jsonOf(['a', 'b', 'a.b'], ['1', '2'], ['', '']),
  jsonOf([...plain, ...odd], valid, ['', '\n']),
  fc
    .tuple(
      around,
      jsonOf([...plain, ...odd], [...valid, ...invalid], ['', '\t', '\f']),
      fc.constantFrom('', ',', '}'),
      around,
    )
    .map(parts => parts.join('')),
  fc.constantFrom(...lenient, '{"a.b":1,"a":{"b":2}}', '{"a b":1,"a_b":2}'),
  fc.integer({ min: 100, max: 140 }).map(n => `{"a":2,"c":${'{"b":'.repeat(n)}1${'}'.repeat(n)}}`),
)

const lookup = (fn: 'json_get' | 'json_auto', name: string): Named<Scalar> => ({
  name: `${fn} ${name}`,
  value: {
    op: 'call',
    fn,
    args: [
      { op: 'field', name: 'doc', type: 'string' },
      { op: 'literal', type: 'string', value: name },
    ],
  },
})

test(`JSON is looked up as the definition does, in ${DOCUMENTS} documents`, { timeout: 60_000 }, async () => {
  const documents = fc.sample(document, { numRuns: DOCUMENTS, seed: Number(process.env['SEED'] ?? 7) })
  const columns = [{ name: 'doc', type: 'string' }] as const
  const plan: Plan = {
    op: 'extend',
    input: { op: 'scan', columns },
    columns: [
      ...['a', 'b', 'a_b', 'a.b', 'b.a', 'a.b.a', 'k', 'A'].map(name => lookup('json_auto', name)),
      ...['a', 'b', 'a.b', 'b.a', 'a.b.a', "['a b']", 'a[0]', 'a_b'].map(path => lookup('json_get', path)),
    ],
  }
  const rows = documents.map(doc => [doc])
  const data = await loadedAlike(columns, rows, engine)
  const difference = await differenceOf(plan, data, engine)
  await data.close()
  if (difference === undefined) return
  for (const row of rows) {
    const one = await loadedAlike(columns, [row], engine)
    const found = await differenceOf(plan, one, engine)
    await one.close()
    if (found !== undefined) expect.fail(`${inspect(row)}\n${found}`)
  }
})
