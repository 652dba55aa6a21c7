import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { parseSearch } from '../../src/plan/regex/look/index.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { printRegex } from '../../src/plan/regex/print.ts'
import { captureNames } from '../../src/plan/regex/walk.ts'

// Look-arounds that are rewritten must find what they find. JavaScript's own engine has them, so on short texts of our own it
// says what that is.

type Groups = Readonly<Record<string, string | undefined>>

interface Finds {
  /** What the named groups of the first match hold, as the rewritten regex finds it; undefined without a match. */
  readonly first: (text: string) => Groups | undefined
  /** The same of every match; undefined where the rewritten regex cannot tell where matches end. */
  readonly all: ((text: string) => Groups[]) | undefined
}

function finds(source: string): Finds {
  const search = parseSearch(source).value
  if (search === undefined) throw new Error(`refused: ${source}`)
  const { names, every } = search
  const one = RE2JS.compile(printRegex(search.regex))
  const first = (text: string): Groups | undefined => {
    const matcher = one.matcher(text)
    if (!matcher.find()) return undefined
    const groups: Record<string, string | undefined> = {}
    for (const [i, name] of names.entries()) if (name !== undefined) groups[name] ??= matcher.group(i + 1) ?? undefined
    return groups
  }
  if (every === undefined) return { first, all: undefined }
  const named = captureNames(every.regex)
  const each = RE2JS.compile(printRegex(every.regex))
  const all = (text: string): Groups[] => {
    const matcher = each.matcher(text)
    const found: Groups[] = []
    for (let from = 0; from <= text.length && matcher.find(from); ) {
      const end = matcher.end(every.until ?? 0)
      const groups = named.flatMap((n, i) => (n === undefined ? [] : [[n, matcher.group(i + 1) ?? undefined]]))
      found.push(Object.fromEntries(groups))
      from = end === matcher.start() ? end + 1 : end
    }
    return found
  }
  return { first, all }
}

const known: readonly (readonly [regex: string, text: string, holds: Groups | undefined])[] = [
  ['host (?<host>.*?(?= )) (?<part>.*?(?= )) - ', 'x host a.b c - d', { host: 'a.b', part: 'c' }],
  ['host=(?<app>.*(?=.herokuapp.com))', 'host=my.app.herokuapp.com x', { app: 'my.app' }],
  ['dyno=(?<dyno>.*?(?= )).*total=(?<mb>.*?(?=MB ))', 'dyno=web.1 x total=12MB y', { dyno: 'web.1', mb: '12' }],
  ['(?<crud>(?<=").*(?="))', 'say "read" now', { crud: 'read' }],
  ['(?<ip>(?<=).*(?=:))', '10.0.0.1:80', { ip: '10.0.0.1' }],
  ['(?<ms>(?<=^).*(?=ms))', '12ms', { ms: '12' }],
  ['load=(?<load>.*?(?=$))', 'x load=0.5', { load: '0.5' }],
  ['(?<x>\\{.*?(?=,\\{|\\]$))', '[{a},{b}]', { x: '{a}' }],
  ['(?<x>\\{.*?\\})((?=,\\{)|(?=\\]\\s*$))', '[{a},{b}] ', { x: '{a}' }],
  ['(?<type>[A-Za-z]*Cache(?! Type)) *(?<size>[0-9]*)', 'Cache Type  FooCache  12', { type: 'FooCache', size: '12' }],
  ['(?<ssn>(?!666|000)\\d{3}-(?!00)\\d{2})', '666-01 123-00 123-45', { ssn: '123-45' }],
  ['(?<ip>\\d{1,3}+):', '1234:', { ip: '234' }],
  ['(?<ip>\\d{1,3}.\\d{1,3}+):\\d', 'x 12.345:6', { ip: '12.345' }],
  ['(?<word>\\w++)b', 'aab', undefined],
  ['(?<![a-z])(?<n>\\d+)', 'a1 2', { n: '2' }],
  ['(?<=ab|c)(?<n>\\d)', 'b1 c2 ab3', { n: '2' }],
]

describe('published look-arounds', () => {
  test.each(known)('%s in %s', (source, text, holds) => {
    expect(finds(source).first(text)).toEqual(holds)
    if (!source.includes('++') && !source.includes('}+'))
      expect(new RegExp(source, 'u').exec(text)?.groups).toEqual(holds)
  })
  test.each([
    '((?!ab).)*',
    '(?<=ca*)(?<x>b)',
    '(?=.*a).*(?<x>b)',
    '(?<x>a(?=(?<y>b)))',
    '(?>a)(?<x>b)',
    '(?<x>a{1,2}+)a',
    '(?<x>a{1,2}+)(?=[ab])',
    '(?<x>a)\\1',
  ])('%s is refused', source => {
    const { value, diagnostics } = parseSearch(source)
    expect(value).toBeUndefined()
    expect(diagnostics).toEqual(parseRegex(source).diagnostics)
  })
  test('a match ends before what it looks at', () =>
    expect(finds('(?<x>\\{.*?(?=,\\{|\\]$))').all?.('[{a},{b},{c}]')).toEqual([
      { x: '{a}' },
      { x: '{b}' },
      { x: '{c}' },
    ]))
})

const chars = fc.constantFrom('a', 'b', ' ')
const atom = fc.constantFrom('a', 'b', ' ', '[ab]', '[^a]', '.', '\\w', '\\b')
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}')
const simple = fc.tuple(atom, quantifier).map(([a, q]) => (a === '\\b' ? a : a + q))
const run = fc.array(simple, { minLength: 1, maxLength: 3 }).map(parts => parts.join(''))
const looked = fc.oneof(
  fc.array(fc.constantFrom('a', 'b', ' ', '[ab]', '.', '$', '^'), { minLength: 0, maxLength: 3 }).map(p => p.join('')),
  fc.constantFrom('a|bb', 'ab| ', 'a.*', 'b+', '[ab]{1,2}'),
)
const look = fc.tuple(fc.constantFrom('?=', '?=', '?!', '?<=', '?<!'), looked).map(([kind, of]) => `(${kind}${of})`)
const piece = fc.oneof(
  run,
  run,
  look,
  fc.tuple(run, run).map(([a, b]) => `(?:${a}|${b})`),
)
const pieces = fc.array(piece, { minLength: 1, maxLength: 4 })
const source = fc.tuple(pieces, pieces, pieces).map(([a, b, c]) => `${a.join('')}(?<x>${b.join('')})${c.join('')}`)

test('of generated regexes, rewritten ones find what they found', () => {
  let rewritten = 0
  fc.assert(
    fc.property(
      source,
      fc.array(fc.array(chars, { maxLength: 8 }), { minLength: 6, maxLength: 6 }),
      (written, texts) => {
        if (parseRegex(written).value !== undefined || parseSearch(written).value === undefined) return
        rewritten++
        const { first, all } = finds(written)
        const own = new RegExp(written, 'u')
        const ownAll = new RegExp(written, 'gu')
        for (const text of texts.map(t => t.join(''))) {
          const groups = own.exec(text)?.groups
          expect(first(text), `${written} in ${JSON.stringify(text)}`).toEqual(groups && { ...groups })
          if (all !== undefined)
            expect(all(text), `all of ${written} in ${JSON.stringify(text)}`).toEqual(
              [...text.matchAll(ownAll)].map(m => ({ ...m.groups })),
            )
        }
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 800), seed: 7 },
  )
  expect(rewritten).toBeGreaterThan(100)
})

test.each([
  '(?=.*a)'.repeat(200),
  `(?<x>${'(?!ab|cd|ef)'.repeat(60)}\\w{1,9}\\w*\\w*\\w*)`,
  `${'(?:a(?=b)|b(?=a)|c)'.repeat(60)}(?<x>c)`,
  `(?<=${'[ab]?'.repeat(40)})(?<x>b)`,
  `${'(?:'.repeat(150)}(?=a)${')?'.repeat(150)}(?<x>a)`,
  `(?<x>${'a*'.repeat(60)}(?=${'a'.repeat(40)})${'a*'.repeat(60)})`,
])('hostile regexes are rewritten or refused at once: %#', source => {
  parseSearch(source)
})
