import { describe, expect, test } from 'vitest'
import { check } from '../../src/plan/check.ts'
import type { Plan, Scalar } from '../../src/plan/plan.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'

/** `code at "text": message (help)` for everything that is wrong with a plan's text. */
const complaints = (text: string): string[] =>
  parsePlan(text).diagnostics.map(
    d =>
      `${d.code} at "${text.slice(d.span.start, d.span.end)}": ${d.message}${d.help === undefined ? '' : ` (${d.help})`}`,
  )

describe('what is wrong with a plan is said with its place and what fits', () => {
  test.each([
    ['filter imgae = "x"', 'plan/unknown-column at "imgae": there is no column `imgae` here (did you mean `Image`?)'],
    [
      'filter zzz = "x"',
      'plan/unknown-column at "zzz": there is no column `zzz` here (there are: Image, n, x, l, time, any)',
    ],
    [
      'filter n = 1.0',
      'plan/type-mismatch at "n = 1.0": int is compared with float (both sides must have one type: convert one of them)',
    ],
    ['filter l = l', 'plan/not-comparable at "l = l": values of type list<string> cannot be compared'],
    [
      'filter n like "a"',
      'plan/type-mismatch at "n": `like` takes string, and this is int (convert it: convert(…, string))',
    ],
    ['filter l ~ /a/', 'plan/type-mismatch at "l": `~` takes string, and this is list<string>'],
    ['filter some(e in n where always)', 'plan/type-mismatch at "n": `some` takes a list, and this is int'],
    [
      'extend a = lower(n)',
      'plan/wrong-arguments at "lower(n)": `lower` does not take (int) (it takes (string) → string)',
    ],
    [
      'extend a = add(n, x)',
      'plan/wrong-arguments at "add(n, x)": `add` does not take (int, float) (it takes (int, int) → int or (float, float) → float)',
    ],
    [
      'extend a = if(n, 1, 2)',
      'plan/wrong-arguments at "if(n, 1, 2)": `if` does not take (int, int, int) (it takes (bool, T, T) → T)',
    ],
    [
      'extend a = json_get(Image, Image)',
      'plan/bad-argument at "Image": this argument of `json_get` does not fit (it must be written out: it cannot come from the data)',
    ],
    ['extend a = 9223372036854775808', 'plan/bad-literal at "9223372036854775808": this is not a value of type int'],
    ['extend a = "::0": ip', 'plan/bad-literal at ""::0": ip": this is not a value of type ip'],
    ['keep n, m', 'plan/unknown-column at "keep n, m": there is no column `m` here (did you mean `l` or `n` or `x`?)'],
    [
      'group by l: c = count()',
      'plan/not-comparable at "group by l: c = count()": `l` is list<string>, which rows cannot be told apart by',
    ],
    [
      'group by n: n = count()',
      'plan/duplicate-column at "group by n: n = count()": there are two columns `n` (name one of them otherwise)',
    ],
    [
      'group: s = sum(Image)',
      'plan/wrong-arguments at "Image": `sum` does not take (string) (it takes (int) → int or (float) → float)',
    ],
    ['sort l', 'plan/not-comparable at "l": values of type list<string> cannot be sorted'],
    ['limit -1', 'plan/bad-count at "limit -1": `limit` takes a whole number from 0, not -1'],
    ['unnest n as e', 'plan/type-mismatch at "n": `unnest` takes a list, and this is int'],
    [
      'window: r = row_number() rows 1 to 0',
      'plan/wrong-arguments at "window: r = row_number() rows 1 to 0": `row_number` takes no arguments and all rows up to this one',
    ],
    ['sequence time n: always', 'plan/type-mismatch at "sequence time n: always": `n` is int, and steps need a time'],
    [
      'join inner (scan n: int) on n = n',
      'plan/duplicate-column at "join inner (scan n: int) on n = n": there are two columns `n` (name one of them otherwise)',
    ],
    ['filtr n = 1', 'plan/unknown-operator at "filtr": there is no operator `filtr` (did you mean `filter`?)'],
    ['extend a = lowr(Image)', 'plan/unknown-function at "lowr": there is no function `lowr` (did you mean `lower`?)'],
    [
      'filter n',
      'plan/syntax at "": the text ends where a comparison (`=`, `<`, `<=`, `>`, `>=`, `like`, `~`, `within`) must stand',
    ],
    [
      'filter Image = "x',
      'plan/syntax at ""x": there is `"` where a name must stand (what opens here is never closed)',
    ],
  ])('%s', (stage, expected) => {
    expect(
      complaints(`scan Image: string, n: int, x: float, l: list<string>, time: time, any: any | ${stage}`),
    ).toEqual([expected])
  })

  test('everything wrong is said, not only the first', () => {
    expect(complaints('scan a: string | filter b = 1 and c = 2 | filter a = 1').map(c => c.slice(0, 24))).toEqual([
      'plan/unknown-column at "',
      'plan/unknown-column at "',
      'plan/type-mismatch at "a',
    ])
  })

  test('a node without a place is reported where the nearest one around it stands', () => {
    const bad: Scalar = { op: 'field', name: 'b', type: 'string' }
    const plan: Plan = {
      op: 'filter',
      input: { op: 'scan', columns: [{ name: 'a', type: 'string' }] },
      where: { op: 'not', arg: { op: 'present', of: bad }, at: { start: 3, end: 5 } },
    }
    expect(check(plan).diagnostics.map(d => d.span)).toEqual([{ start: 3, end: 5 }])
  })

  test('a plan that a parser would never build is refused, too', () => {
    const scan: Plan = { op: 'scan', columns: [{ name: 'a', type: 'int' }] }
    const codes = (plan: Plan): string[] => check(plan).diagnostics.map(d => d.code)
    expect(
      codes({ op: 'filter', input: scan, where: { op: 'present', of: { op: 'field', name: 'a', type: 'string' } } }),
    ).toEqual(['plan/type-mismatch'])
    expect(codes({ op: 'union', inputs: [] })).toEqual(['plan/no-inputs'])
    expect(codes({ op: 'keep', input: scan, columns: [] })).toEqual(['plan/no-columns'])
    expect(codes({ op: 'group', input: scan, by: [], aggregates: [] })).toEqual(['plan/no-columns'])
    expect(codes({ op: 'limit', input: scan, count: 1.5, by: [] })).toEqual(['plan/bad-count'])
  })
})
