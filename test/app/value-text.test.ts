import { describe, expect, test } from 'vitest'
import { dataText, jsonText, plainText } from '../../src/app/value-text.ts'
import type { Type, Value } from '../../src/event/value.ts'

describe('values as text', () => {
  test.each<[Value, Type, string, string]>([
    [null, 'string', 'null', ''],
    ['a"b\n', 'string', '"a\\"b\\n"', 'a"b\n'],
    [9007199254740993n, 'int', '9007199254740993', '9007199254740993'],
    [1767323045000000n, 'time', '"2026-01-02T03:04:05.000000Z"', '2026-01-02T03:04:05.000000Z'],
    [1.5, 'float', '1.5', '1.5'],
    [Number.NaN, 'float', '"NaN"', 'NaN'],
    [Number.NEGATIVE_INFINITY, 'float', '"-Infinity"', '-Infinity'],
    [true, 'bool', 'true', 'true'],
    [['a', 1n, null], { list: 'any' }, '["a",1,null]', '["a",1,null]'],
    [{ a: { b: 2n } }, 'object', '{"a":{"b":2}}', '{"a":{"b":2}}'],
  ])('%s', (value, type, json, plain) => {
    expect(jsonText(value, type)).toBe(json)
    expect(plainText(value, type)).toBe(plain)
  })

  test('plain data keeps big integers and leaves out what is undefined', () => {
    expect(dataText({ a: 2n ** 60n, b: undefined, c: [], d: [{ e: 'x' }] })).toBe(
      '{"a":1152921504606846976,"c":[],"d":[{"e":"x"}]}',
    )
    expect(dataText({ a: [1] }, 2)).toBe('{\n  "a": [\n    1\n  ]\n}')
  })
})
