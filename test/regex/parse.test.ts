import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { parseRegex } from '../../src/plan/regex/parse.ts'
import { printRegex } from '../../src/plan/regex/print.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { captureNames, withoutUnnamed } from '../../src/plan/regex/walk.ts'

// what is written, and how the tree prints
test.each([
  ['\\-sV |\\-O |dnsenum', '-sV |-O |dnsenum'],
  ['a.c', 'a[^\\n]c'],
  ['(?s)a.c', 'a(?s:.)c'],
  ['a(?s:.)c.', 'a(?s:.)c[^\\n]'],
  ['^a$', '\\Aa\\z'],
  ['(?m)^a$', '(?m:^)a(?m:$)'],
  ['\\Aa\\z|b\\Z', '\\Aa\\z|b\\z'],
  ['(?i)ab', '[Aa][Bb]'],
  ['a(?i)b|c', 'a[Bb]|[Cc]'],
  ['(a(?i)b)c', '(a[Bb])c'],
  ['(?i:a(?-i)b)c', '[Aa]bc'],
  ['(?i)k', '[Kk\\x{212a}]'],
  ['(?i)[^a-c]', '[^A-Ca-c]'],
  ['(?i)\\x41', '[Aa]'],
  ['(?<user>\\w+)@(?P<host>\\S+)', '(?P<user>\\w+)@(?P<host>\\S+)'],
  ["(?'a'x)(y)(?:z)", '(?P<a>x)(y)z'],
  ['x*?y+?z??w{2,3}?', 'x*?y+?z??w{2,3}?'],
  ['x{2}?', 'x{2}'],
  ['x{1}', 'x'],
  ['x{0,}y{1,}z{0,1}', 'x*y+z?'],
  ['a{b}{', 'a\\{b\\}\\{'],
  ['{2}', '\\{2\\}'],
  ['\\Qa.b*\\E+', 'a\\.b\\*+'],
  ['\\Q(', '\\('],
  ['(?#note)a', 'a'],
  ['[]a]', '[\\]a]'],
  ['[^]a]', '[^\\]a]'],
  ['[a-]', '[\\-a]'],
  ['[\\w-.]', '[\\-.0-9A-Z_a-z]'],
  ['[[:alpha:][:^digit:]]', '\\D'],
  ['[[]', '\\['],
  ['[\\s&&[^\\r]]', '[\\t\\n\\f ]'],
  ['[a-z&&[^aeiou]&&[a-f]]', '[b-df]'],
  ['[\\b]', '\\x{8}'],
  ['[^\\s\\S]', '[^\\x00-\\x{10ffff}]'],
  ['\\p{Greek}', printed('\\p{Script=Greek}')],
  ['\\p{Lu}', printed('\\p{IsLu}')],
  ['\\p{Upper}\\P{Alpha}', '[A-Z][^A-Za-z]'],
  ['\\pN', printed('\\p{^N}').replace(/^\[\^?/, m => (m === '[' ? '[^' : '['))],
  ['\\x{1F600}\\u00e9\\t\\e\\cA\\0\\012', '\\x{1f600}é\\t\\x{1b}\\x{1}\\x{0}\\n'],
  ['\\/\\"\\-\\_\\é', '/"-_é'],
  ['a||b', 'a||b'],
  ['(?:a|b)|c', 'a|b|c'],
  ['(?:ab)c', 'abc'],
  ['(?:a|b)c', '(?:a|b)c'],
  ['(?:a*)*', '(?:a*)*'],
  ['()', '()'],
  ['', ''],
])('%s is %s', (written, gives) => {
  const { value, diagnostics } = parseRegex(written)
  expect(diagnostics.filter(d => d.severity === 'error')).toEqual([])
  expect(value && printRegex(value)).toBe(gives)
})

function printed(written: string): string {
  const { value } = parseRegex(written)
  return value === undefined ? 'nothing' : printRegex(value)
}

// what is refused, with what code, and the text under the span
test.each([
  ['a(?=b)', 'look-around', '(?='],
  ['(?<!a)b', 'look-around', '(?<!'],
  ['(a)\\1', 'back-reference', '\\1'],
  ['(?<a>a)\\k<a>', 'back-reference', '\\k<a>'],
  ['(?P<a>a)(?P=a)', 'back-reference', '(?P=a'],
  ['a*+', 'possessive', '*+'],
  ['(?>a)', 'atomic-group', '(?>'],
  ['(a)?(?(1)b|c)', 'conditional', '(?(1)'],
  ['(?R)', 'recursion', '(?R'],
  ['(?|a|b)', 'branch-reset', '(?|'],
  ['a**', 'repeat-of-repeat', '**'],
  ['a{2}{3}', 'repeat-of-repeat', '{2}{3}'],
  ['(a){1001}', 'too-many-repeats', '{1001}'],
  ['a{20001}', 'too-many-repeats', '{20001}'],
  ['a{99999999999999999999}', 'too-many-repeats', '{99999999999999999999}'],
  ['((a{100}){10}){2}', 'too-many-repeats', 'a{100}'],
  ['\\p{L}{500}', 'too-large', '\\p{L}{500}'],
  ['a{3,2}', 'bad-repeat', '{3,2}'],
  ['*a', 'nothing-to-repeat', '*'],
  ['a|+', 'nothing-to-repeat', '+'],
  ['(a', 'unbalanced', '('],
  ['a)b', 'unbalanced', ')'],
  ['x[a', 'unbalanced', '['],
  ['[z-a]', 'bad-range', 'z-a'],
  ['[a-\\d]', 'bad-range', 'a-\\d'],
  ['[a&&b]', 'class-intersection', '&&'],
  ['[[:alhpa:]]', 'unknown-class', '[:alhpa:]'],
  ['\\p{Nonsense}', 'unknown-property', '\\p{Nonsense}'],
  ['\\y', 'unknown-escape', '\\y'],
  ['a\\', 'trailing-backslash', '\\'],
  ['\\xg', 'bad-code-point', '\\x'],
  ['\\x{110000}', 'bad-code-point', '\\x{110000}'],
  ['(?x)a', 'unknown-flag', '(?x)'],
  ['(?!)', 'look-around', '(?!'],
  ['(?~x)', 'unknown-group', '(?~'],
  ['(?<a-b>x)', 'bad-group-name', '(?<a-b>'],
  ['(?<a>x)(?<a>y)', 'bad-group-name', '(?<a>'],
])('%s is refused: regex/%s', (written, code, under) => {
  const { value, diagnostics } = parseRegex(written)
  expect(value).toBeUndefined()
  expect(diagnostics.map(d => [d.code, written.slice(d.span.start, d.span.end)])).toEqual([[`regex/${code}`, under]])
  for (const d of diagnostics) expect(d.help ?? d.because).toBeTruthy()
})

test('all errors are reported, at their places in the source', () => {
  const { diagnostics } = parseRegex('(?=a)b\\1', { at: offset => offset * 2 + 100 })
  expect(diagnostics.map(d => [d.code, d.span])).toEqual([
    ['regex/look-around', { start: 100, end: 106 }],
    ['regex/back-reference', { start: 112, end: 116 }],
  ])
})

test('every alternative knows its place', () => {
  const written = '\\-sV |(\\-O |x)|(?:dns|enum)z'
  const options: string[] = []
  const see = (regex: Regex): void => {
    if (regex.re === 'alt') options.push(...regex.options.map(o => written.slice(o.at?.start, o.at?.end)))
    for (const part of regex.re === 'alt'
      ? regex.options
      : regex.re === 'seq'
        ? regex.items
        : regex.re === 'capture'
          ? [regex.of]
          : [])
      see(part)
  }
  const { value } = parseRegex(written)
  if (value !== undefined) see(value)
  expect(options).toEqual(['\\-sV ', '(\\-O |x)', '(?:dns|enum)z', '\\-O ', 'x', 'dns', 'enum'])
})

test('flags given from outside hold from the start', () => {
  const { value } = parseRegex('^a.', { flags: 'ims' })
  expect(value && printRegex(value)).toBe('(?m:^)[Aa](?s:.)')
})

test('what RE2 does not repeat so often is written in parts', () => {
  expect(printed('a{1001}')).toBe('a{1000}a')
  expect(printed('a{2500,}')).toBe('a{1000}a{1000}a{500}a*')
  expect(printed('(?:ab){3,1503}?')).toBe('(?:ab){3}(?:ab){0,1000}?(?:ab){0,500}?')
  const found = RE2JS.compile(printed('^a{128,1024}$'))
  expect([127, 128, 1024, 1025].map(n => found.test('a'.repeat(n)))).toEqual([false, true, true, false])
})

test('`{,3}` is read as text, and said to be', () => {
  const { value, diagnostics } = parseRegex('a{,3}')
  expect(value && printRegex(value)).toBe('a\\{,3\\}')
  expect(diagnostics.map(d => [d.code, d.severity, d.fix])).toEqual([
    ['regex/open-start', 'warning', [{ span: { start: 1, end: 5 }, text: '{0,3}' }]],
  ])
})

test('groups are listed in the order in which they open', () => {
  const { value } = parseRegex('(?<a>(x)(?<b>y))|(?<c>z)')
  expect(value && captureNames(value)).toEqual(['a', undefined, 'b', 'c'])
  expect(value && printRegex(withoutUnnamed(value))).toBe('(?P<a>x(?P<b>y))|(?P<c>z)')
})

test.each([
  ['groups', '('.repeat(20_000)],
  ['brackets', '[a&&['.repeat(10_000)],
  ['groups and a tail', `${'(?:'.repeat(5000)}a${')'.repeat(5000)}`],
  ['closing', ')'.repeat(20_000)],
  ['alternatives', 'a|'.repeat(20_000)],
  ['quantifiers', '*+?{1}'.repeat(10_000)],
  ['backslashes', '\\'.repeat(19_999)],
  ['flags', '(?i)'.repeat(10_000)],
  ['open comments', '(?#'.repeat(20_000)],
  ['open names', '(?<'.repeat(20_000)],
])('a long run of %s ends in good time', (_name, written) => {
  parseRegex(written)
})

test.each(['(a+)+$', '(a|aa)+$', '(.*a){20}$', '(a?){50}a{50}', '((a*)*)*b'])('%s cannot hang a search', written => {
  const regex = RE2JS.compile(printed(written))
  regex.matcher(`${'a'.repeat(20_000)}!`).find()
})

test('token soup never throws, and what is accepted is accepted by re2js', () => {
  const token = fc.constantFrom(
    ...'a|b|(|(?:|(?<n>|(?i)|(?-s:|(?=|)|[|[^|]|-|&&|[:alpha:]|*|+|?|{|2|,|}|\\|\\d|\\Q|\\E|\\b|\\p{Lu}|.|^|$|é|😀'.split(
      '|',
    ),
    '|',
  )
  fc.assert(
    fc.property(
      fc.array(token, { maxLength: 14 }).map(tokens => tokens.join('')),
      written => {
        const { value, diagnostics } = parseRegex(written)
        expect(value === undefined).toBe(diagnostics.some(d => d.severity === 'error'))
        for (const d of diagnostics) expect(d.span.end).toBeLessThanOrEqual(written.length)
        if (value !== undefined) RE2JS.compile(printRegex(value))
      },
    ),
    { numRuns: 3000 },
  )
})
