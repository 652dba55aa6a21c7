import { afterAll, describe, expect, test } from 'vitest'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import type { Column, Type, Value } from '../../src/event/value.ts'
import type { FunctionName } from '../../src/plan/functions/index.ts'
import type { Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { differenceOf, loadedAlike } from './difference.ts'

// Functions that DuckDB answers by its own means, over more values than generated plans reach.

const engine = createDuckdbEngine({ threads: 1 })
afterAll(() => engine.close())

const field = (name: string, type: Type): Scalar => ({ op: 'field', name, type })

/** Columns worked out of one column `v` of these values. */
async function expectAlike(
  type: Type,
  values: readonly Value[],
  work: Readonly<Record<string, Scalar>>,
): Promise<void> {
  const columns: readonly Column[] = [{ name: 'v', type }]
  const plan: Plan = {
    op: 'extend',
    input: { op: 'scan', columns },
    columns: Object.entries(work).map(([name, value]) => ({ name, value })),
  }
  const data = await loadedAlike(
    columns,
    values.map(v => [v]),
    engine,
  )
  expect(await differenceOf(plan, data, engine)).toBeUndefined()
  await data.close()
}

/** Numbers that are the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let x = seed; ; x = (Math.imul(x, 1664525) + 1013904223) >>> 0) yield x
}
const bits = new DataView(new ArrayBuffer(8))
function* doubles(seed: number, count: number): Generator<number> {
  const random = numbers(seed)
  for (let i = 0; i < count; i++) {
    bits.setUint32(0, random.next().value ?? 0)
    bits.setUint32(4, random.next().value ?? 0)
    yield bits.getFloat64(0)
  }
}

const codePoints = Array.from({ length: 0x110000 }, (_, c) => c).filter(c => c < 0xd800 || c > 0xdfff)
const call = (fn: FunctionName, ...args: Scalar[]): Scalar => ({ op: 'call', fn, args })

test('letter case of every code point', { timeout: 60_000 }, async () => {
  const texts = []
  for (let i = 0; i < codePoints.length; i += 64) texts.push(String.fromCodePoint(...codePoints.slice(i, i + 64)))
  const v = field('v', 'string')
  await expectAlike('string', texts, { lower: call('lower', v), upper: call('upper', v), size: call('length', v) })
})

describe('floats', () => {
  const short = Array.from({ length: 3_000 }, (_, i) => (i - 1_500) / 8)
  const powers = Array.from({ length: 60 }, (_, i) => 10 ** (i - 30)).flatMap(x => [x, -x, x * 1.5, x - 1, x + 1])
  const edges = [
    0,
    -0,
    0.5,
    1 / 3,
    2 ** 53,
    2 ** 53 + 2,
    2 ** 63,
    -(2 ** 63),
    2 ** 64,
    1e15,
    1e16,
    1e21,
    1e-4,
    1e-6,
    1e-7,
  ]
  const values = [...doubles(7, 3_000), ...short, ...powers, ...edges, Number.NaN, Number.POSITIVE_INFINITY, null]
  const v = field('v', 'float')

  test('as text, as whole numbers, rounded', async () => {
    await expectAlike('float', values, {
      text: { op: 'convert', to: 'string', arg: v },
      int: { op: 'convert', to: 'int', arg: v },
      round: call('round', v),
      floor: call('floor', v),
      ceil: call('ceil', v),
    })
  })
  test('read from text', async () => {
    const written = values.map(x => (x === null ? null : String(x)))
    const forms = [
      '1e400',
      '-1e400',
      '1e-400',
      '4.9e-324',
      '2.4e-324',
      '2.5e-324',
      '1.7976931348623159e308',
      '1_000',
      '0x10',
    ]
    const odd = [
      '1.',
      '.5',
      '+.5',
      '-1.e3',
      ' 1\t',
      '1 2',
      '',
      ' ',
      'inf',
      'nan',
      '+Infinity',
      '1d',
      '1f',
      '١',
      '1e',
      'e1',
      '--1',
    ]
    const v = field('v', 'string')
    await expectAlike('string', [...written, ...forms, ...odd], {
      float: { op: 'convert', to: 'float', arg: v },
      int: { op: 'convert', to: 'int', arg: v },
      bool: { op: 'convert', to: 'bool', arg: v },
    })
  })
})

test('times as text', async () => {
  const year = 31_556_952_000_000n
  const values = Array.from({ length: 400 }, (_, i) => (BigInt(i) * 26n - 2_000n) * year + BigInt(i) * 1_234_567n)
  const edges = [-62_135_596_800_000_001n, -62_135_596_800_000_000n, 253_402_300_799_999_999n, 253_402_300_800_000_000n]
  const extremes = [-1n, 0n, 2n ** 63n - 1n, -(2n ** 63n), null]
  const v = field('v', 'time')
  await expectAlike('time', [...values, ...edges, ...extremes], { text: { op: 'convert', to: 'string', arg: v } })
})

test('the Unicode fold of patterns takes the same code points for equal, every one tried against its neighbours', async () => {
  // Each text holds one code point with letter case; the patterns are those code points.
  const cased = codePoints.map(c => String.fromCodePoint(c)).filter(c => c.toLowerCase() !== c || c.toUpperCase() !== c)
  const sample = cased.filter((_, i) => i % 100 === 0)
  const fits = (fold: 'ascii' | 'unicode', text: string): Predicate => ({
    op: 'match',
    of: field('v', 'string'),
    pattern: [{ any: 'run' }, { text }, { any: 'run' }],
    fold,
  })
  const truth = (p: Predicate): Scalar => ({ op: 'truth', whenTrue: p, whenFalse: { op: 'not', arg: p } })
  const odd = ['k', 'K', '\u212a', 'i', 'I', 'İ', 'ı', 's', 'ſ', 'ß', 'ẞ', 'σ', 'ς', 'Σ', 'å', '\u212b', 'µ', 'μ']
  const work = [...sample, ...odd].flatMap(text =>
    (['ascii', 'unicode'] as const).map(fold => [`${fold} ${text}`, truth(fits(fold, text))] as const),
  )
  await expectAlike('string', [...cased, ...odd], Object.fromEntries(work))
})

test('whole numbers are not mistaken for floats beyond 2⁵³, nor constants for what they are compared with', async () => {
  const near = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n, 7n, -7n, 2n ** 63n - 1n, -(2n ** 63n), null]
  const v = field('v', 'int')
  const literal = (type: Type, value: Value): Scalar => ({ op: 'literal', type, value })
  const compare = (is: 'eq' | 'lt' | 'ge', left: Scalar, right: Scalar): Scalar => {
    const p: Predicate = { op: 'compare', is, left, right }
    return { op: 'truth', whenTrue: p, whenFalse: { op: 'not', arg: p } }
  }
  const asFloat: Scalar = { op: 'convert', to: 'float', arg: v }
  const asText: Scalar = { op: 'convert', to: 'string', arg: v }
  const sum = call('add', v, literal('int', 2n ** 62n))
  await expectAlike('int', near, {
    float: compare('eq', asFloat, literal('float', 2 ** 53)),
    less: compare('lt', asFloat, literal('float', 2 ** 53 + 2)),
    text: compare('eq', asText, literal('string', '007')),
    plus: compare('eq', asText, literal('string', '+7')),
    order: compare('ge', asText, literal('string', '10')),
    overflow: compare('lt', sum, literal('int', 0n)),
    edge: compare('ge', sum, literal('int', 2n ** 63n - 1n)),
  })
})
