import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJson, isJsonObject, maxJsonDepth, parseJson, parseJsonValue, printJson } from '../../src/event/json.ts'
import { functions } from '../../src/plan/functions/index.ts'
import { parseJsonPath } from '../../src/plan/functions/json-path.ts'

describe('reading JSON', () => {
  test('agrees with JSON.parse on what is JSON, for texts of JSON pieces', () => {
    const pieces = [
      ...['{', '}', '[', ']', ':', ',', '"a"', '"', '\\', '\\n', '\\u0041', '\\u00', '\n', ' ', '\t', '\u00a0'],
      ...['0', '-', '1', '01', '.5', '1.', 'e3', 'E+', 'true', 'nul', 'null', 'NaN'],
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), parts => {
        const text = parts.join('')
        let expected: unknown
        try {
          expected = JSON.parse(text)
        } catch {
          expected = undefined
        }
        const found = parseJson(text)
        expect(found === undefined).toBe(expected === undefined)
      }),
      { numRuns: 3000, seed: 31 },
    )
  })

  test('gives the values of JSON.parse, where numbers are small', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
        const text = JSON.stringify(value)
        const found = parseJson(text)
        expect(found === undefined ? undefined : JSON.parse(printJson(found))).toEqual(JSON.parse(text))
      }),
      { numRuns: 300, seed: 32 },
    )
  })

  test('whole numbers within 64 bit keep every digit; others are floats', () => {
    expect(parseJsonValue('[9007199254740993, -9223372036854775808, 9223372036854775808, 1.0, 1e2, -0]')).toEqual([
      9007199254740993n,
      -9223372036854775808n,
      2 ** 63,
      1,
      100,
      0n,
    ])
  })

  test('numbers are printed as they were written', () => {
    const text = '{"a":[1.0,1E5,-0,12345678901234567890],"b":"\\u2028"}'
    const json = parseJson(text)
    expect(json === undefined ? '' : printJson(json)).toBe(text.replace('\\u2028', '\u2028'))
  })

  test('of a key that occurs twice the last value counts, and no key is special', () => {
    const json = parseJson('{"__proto__": 1, "a": 1, "a": 2}')
    expect(json !== undefined && isJsonObject(json) ? [...json.keys()] : []).toEqual(['__proto__', 'a'])
    const value = parseJsonValue('{"__proto__": {"x": 1}, "a": 1, "a": 2}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'a'])
    expect((value as { x?: unknown }).x).toBeUndefined()
  })

  test('nesting is read up to a limit and no further', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseJson(nested(maxJsonDepth))).toBeDefined()
    expect(parseJson(nested(maxJsonDepth + 1))).toBeUndefined()
    expect(parseJson('['.repeat(1_000_000))).toBeUndefined()
  })

  test('a value in the middle of a text is found with its end', () => {
    expect(findJson('x {b} {"a":[1]} y', '{', 0)?.end).toBe(15)
    expect(findJson('x {"a":[1]} y', '[', 0)?.end).toBe(10)
    expect(findJson('x {"a":1} y', '{', 3)).toBeUndefined()
  })
})

describe('looking for JSON in a text', () => {
  // each of these makes a search that starts anew at every bracket and reads on to the end take minutes
  test.each(['{"a":', '[', '{', '["', '[1,', '{"a":{"b":"', '"{'])('%s, many times, ends soon', piece => {
    const text = piece.repeat(40_000)
    functions.json_get.evaluate([text, 'a'])
    functions.json_get.evaluate([text, '[0]'])
    functions.json_auto.evaluate([text, 'a'])
  })
})

describe('conditions in paths', () => {
  const doc = '{"l":[{"n":1,"t":"a","b":true},{"n":2.0,"t":"b","b":null},{"t":"B","x":{"y":[7]}},"text"]}'
  test.each([
    ['@.n == 1', '[{"n":1,"t":"a","b":true}]'],
    ['@.n == 2', '[{"n":2.0,"t":"b","b":null}]'],
    ['@.n != 1', '[{"n":2.0,"t":"b","b":null},{"t":"B","x":{"y":[7]}},"text"]'],
    ['@.n >= 1 && @.n < 2', '[{"n":1,"t":"a","b":true}]'],
    ['@.t == \'b\' || @.t == "a"', '[{"n":1,"t":"a","b":true},{"n":2.0,"t":"b","b":null}]'],
    ['@.b', '[{"n":1,"t":"a","b":true},{"n":2.0,"t":"b","b":null}]'],
    ['@.b == null', '[{"n":2.0,"t":"b","b":null}]'],
    ['!(@.t) || @.n == true', '["text"]'],
    ["@['x'].y[0] > 6", '[{"t":"B","x":{"y":[7]}}]'],
    ["@ == 'text'", '["text"]'],
    ["@.n == '1'", '[]'],
  ])('%s', (condition, gives) => expect(functions.json_get.evaluate([doc, `l[?(${condition})]`])).toBe(gives))
})

describe('paths', () => {
  test.each([
    ['a', [{ key: 'a' }]],
    ['$.a.b[0]', [{ key: 'a' }, { key: 'b' }, { index: 0 }]],
    ['[1].x', [{ index: 1 }, { key: 'x' }]],
    ["a['b.c'].d", [{ key: 'a' }, { key: 'b.c' }, { key: 'd' }]],
    [`$["it's"]`, [{ key: "it's" }]],
    ["['it\\'s']", [{ key: "it's" }]],
    ['@timestamp', [{ key: '@timestamp' }]],
    ['odd key', [{ key: 'odd key' }]],
    ['a[*].b', [{ key: 'a' }, { every: true }, { key: 'b' }]],
    ['a.*', [{ key: 'a' }, { every: true }]],
    ['*.a', [{ every: true }, { key: 'a' }]],
    ['[*]', [{ every: true }]],
    ["$['a']*['b']", [{ key: 'a' }, { every: true }, { key: 'b' }]],
    ['a.[0].b', [{ key: 'a' }, { index: 0 }, { key: 'b' }]],
    ['$..b', [{ deep: true }, { key: 'b' }]],
    ['a..[0]', [{ key: 'a' }, { deep: true }, { index: 0 }]],
    ['a[1:2]', [{ key: 'a' }, { from: 1, to: 2 }]],
    ['a[-2:]', [{ key: 'a' }, { from: -2, to: undefined }]],
    ['a[0, 2, 0]', [{ key: 'a' }, { indexes: [0, 2] }]],
    ["['a', 'b']", [{ keys: ['a', 'b'] }]],
    ['a[(@.length-1)]', [{ key: 'a' }, { last: 1 }]],
    ['a[?(@.b)]', [{ key: 'a' }, { where: { is: 'there', of: { path: [{ key: 'b' }] } } }]],
  ])('%s', (path, steps) => expect(parseJsonPath(path)).toEqual(steps))
  test.each([
    ...[
      '',
      '$',
      '.',
      'a.',
      '.a',
      'a..',
      'a[',
      'a[-1]',
      'a[1:2:3]',
      "a['b",
      'a]b',
      'a[b]',
      'a..b..c',
      'a[,]',
      "a['b',1]",
    ],
    ...['a[?(@.b ==)]', 'a[?@.b]', 'a[?(@.b =~ /x/)]', 'a[?(1)]', `a[?(${'('.repeat(50)}@.b${')'.repeat(50)})]`],
  ])('%s is none', path => expect(parseJsonPath(path)).toBeUndefined())
})
