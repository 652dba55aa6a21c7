import fc from 'fast-check'
import type { Data } from '../../../src/engines/engine.ts'
import type { Column, Type, Value } from '../../../src/event/value.ts'

/** What has broken engines before: escapes, folds, quotes, code points beyond 16 bit, texts that look like other types. */
const hostileTexts = [
  '',
  ' ',
  'a',
  'A',
  'nmap -sV 10.0.0.1',
  'C:\\Windows\\System32\\cmd.exe',
  '\\',
  '\\\\srv\\x',
  "it's",
  '"quoted"',
  '%',
  '_',
  '*',
  '?',
  '$&',
  'line\nbreak',
  '\r\n\t',
  'ς Σ σ',
  'ſ',
  'K',
  'İ',
  'ı',
  'straße',
  'ẞ',
  '👍🏽',
  'é',
  'e\u0301',
  'Ａ',
  '😀',
  '\u00a0',
  'null',
  'true',
  'TRUE',
  '1',
  '-1',
  '+1',
  '01',
  ' 1.5 ',
  '.5',
  '1e3',
  'NaN',
  '-Infinity',
  '9007199254740993',
  '9223372036854775808',
  '10.0.0.1',
  '::ffff:10.0.0.1',
  '{"a":1,"b":{"c":[1,{"d":"x"}]},"E F":null}',
  'prefix {"a":9007199254740993} suffix',
  '[1,2]',
]

export const texts = fc.oneof(
  { arbitrary: fc.constantFrom(...hostileTexts), weight: 4 },
  {
    arbitrary: fc.string({ unit: fc.constantFrom('a', 'A', 'b', '.', '*', '\\', '\n', 'ß', 'é', '😀'), maxLength: 6 }),
    weight: 1,
  },
)

const ints = fc.constantFrom(
  ...[0n, 1n, -1n, 2n, 5n, -7n, 1000n, 9007199254740991n, 9007199254740993n, -9007199254740993n],
  9223372036854775807n,
  -9223372036854775808n,
)

const floats = fc.constantFrom(
  ...[0, -0, 1, -1, 0.1, 0.5, 2.5, -2.5, 3.0000000000000004, 0.49999999999999994, 1e21, 1e-7, 1e308, 9007199254740992],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
)

/** Floats whose sums are exact in any order, so that engines may differ in nothing. */
export const tameFloats = fc.integer({ min: -40, max: 40 }).map(n => n / 4)

const times = fc.constantFrom(0n, 1n, -1n, 1_700_000_000_000_000n, 1_700_000_000_000_001n, 253_402_300_800_000_000n)

const addresses = fc.constantFrom('10.0.0.1', '10.255.255.255', '11.0.0.0', '::1', 'fe80::1', '::ffff:a00:1', '0.0.0.0')

/** A present value of a type. */
export function present(type: Type): fc.Arbitrary<Value> {
  if (typeof type === 'object') return fc.array(nullable(type.list), { maxLength: 3 })
  switch (type) {
    case 'bool':
      return fc.boolean()
    case 'int':
      return ints
    case 'float':
      return floats
    case 'string':
      return texts
    case 'time':
      return times
    case 'ip':
      return addresses
    case 'object':
    case 'any':
      throw new Error(`no values of type ${type} are generated`)
  }
}

/** A value of a type, null one time in six. */
export const nullable = (type: Type): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 1 }, { arbitrary: present(type), weight: 5 })

/** The columns of the generated data. Names differ in letter case only, need quoting, or are words of query languages. */
export const dataColumns: readonly Column[] = [
  { name: 's', type: 'string' },
  { name: 'S', type: 'string' },
  { name: 'n', type: 'int' },
  { name: 'odd `name`.x', type: 'int' },
  { name: 'x', type: 'float' },
  { name: 'tame', type: 'float' },
  { name: 'b', type: 'bool' },
  { name: 'time', type: 'time' },
  { name: 'ip', type: 'ip' },
  { name: 'group', type: { list: 'string' } },
  { name: 'ns', type: { list: 'int' } },
]

/** A column that plans read and the data does not have. */
export const missingColumn: Column = { name: 'missing', type: 'string' }

/** One row of the generated data. */
export const dataRow: fc.Arbitrary<Value[]> = fc.tuple(
  ...dataColumns.map(({ name, type }) => (name === 'tame' ? fc.option(tameFloats) : nullable(type))),
)

/** What lies beside the generated data. */
export const tableName = 'a `table`'
export const tableColumns: readonly Column[] = dataColumns.filter(c => c.name !== 'b')
export const dataTables: ReadonlyMap<string, Data> = new Map([
  [
    tableName,
    {
      is: 'rows',
      columns: tableColumns,
      batches: [
        [
          ['a', null, 5n, 1n, 0.5, 0.25, 1n, '10.0.0.1', ['a', null], []],
          [null, 'K', null, -7n, Number.NaN, null, null, '::1', null, [2n]],
          ['a', 'A', 5n, 1n, -0, 0, 1_700_000_000_000_000n, null, [], null],
        ],
      ],
    },
  ],
])
