import { expect, test } from 'vitest'
import type { Span } from '../../src/base/span.ts'
import type { Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { deadBranches } from '../../src/plan/reach/index.ts'
import { parseRegex } from '../../src/plan/regex/parse.ts'

// Plans are written beside the text that their places point into.

const scan: Plan = { op: 'scan', columns: ['x', 'y'].map(name => ({ name, type: 'string' })) }

const field = (name: string, at?: Span): Scalar => ({ op: 'field', name, type: 'string', ...(at && { at }) })
const literal = (value: string | bigint, at?: Span): Scalar => ({
  op: 'literal',
  type: typeof value === 'string' ? 'string' : 'int',
  value,
  ...(at && { at }),
})
const lower = (of: Scalar, at?: Span): Scalar => ({ op: 'call', fn: 'lower', args: [of], ...(at && { at }) })
const equals = (left: Scalar, right: Scalar, at?: Span): Predicate => ({
  op: 'compare',
  is: 'eq',
  left,
  right,
  ...(at && { at }),
})
const extend = (input: Plan, name: string, value: Scalar): Plan => ({ op: 'extend', input, columns: [{ name, value }] })
const filter = (input: Plan, where: Predicate): Plan => ({ op: 'filter', input, where })

const placeIn =
  (text: string) =>
  (part: string): Span => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length })

/** `of` finds the regex that stands between slashes in the text. */
function finds(text: string, of: Scalar): Predicate {
  const start = text.indexOf('/') + 1
  const { value } = parseRegex(text.slice(start, text.lastIndexOf('/')), { at: offset => start + offset })
  if (value === undefined) throw new Error(`${text} has no regex that parses`)
  return { op: 'regex', of, regex: value, at: { start: 0, end: text.length } }
}

/** What is reported, as the text under it. */
const reported = (plan: Plan, text: string): string[] =>
  deadBranches(plan, text).map(d => `${d.code}: ${text.slice(d.span.start, d.span.end)}`)

test('switches in capitals are dead in a text that is in lower case', () => {
  const text = 'toLowerCase(CommandLine) as c | where c matches /\\-sV |\\-O |dnsenum/'
  const at = placeIn(text)
  const plan = filter(
    extend(scan, 'c', lower(field('x'), at('toLowerCase(CommandLine)'))),
    finds(text, field('c', { start: text.indexOf('c matches'), end: text.indexOf('c matches') + 1 })),
  )
  expect(deadBranches(plan, text)).toEqual([
    {
      code: 'plan/dead-branch',
      severity: 'warning',
      message: 'the alternative `\\-sV ` can never match',
      because: '`V` cannot occur in `c`: it is in lower case here',
      help: 'write `\\-sv `, or test the value as it was before its letter case was changed',
      span: at('\\-sV '),
      also: [{ span: at('toLowerCase(CommandLine)'), message: 'it is made lower case here' }],
    },
    {
      code: 'plan/dead-branch',
      severity: 'warning',
      message: 'the alternative `\\-O ` can never match',
      because: '`O` cannot occur in `c`: it is in lower case here',
      help: 'write `\\-o `, or test the value as it was before its letter case was changed',
      span: at('\\-O '),
      also: [{ span: at('toLowerCase(CommandLine)'), message: 'it is made lower case here' }],
    },
  ])
})

test.each([
  ['/dnsenum|whois /', []],
  ['/(?i)DNSENUM|\\-SV/', []],
  ['/[A-Za-z]+|\\w|\\S|.|[^a]/', []],
  ['/a|[A-Z]b/', ['plan/dead-branch: [A-Z]b']],
  ['/x(?:a|(?:B|c))y/', ['plan/dead-branch: B']],
  ['/(a|bC)(D|e)/', ['plan/dead-branch: bC', 'plan/dead-branch: D']],
  ['/A?b|(?:C)*d|E{0,3}f/', []],
  ['/aB{2}/', ['plan/never-true: /aB{2}/']],
  ['/A|B/', ['plan/never-true: /A|B/']],
  ['/(?:A|B)?c/', ['plan/dead-branch: A', 'plan/dead-branch: B']],
  ['/a|b^c|d$e|\\bf/', ['plan/dead-branch: b^c', 'plan/dead-branch: d$e']],
  ['/a|b\\Bc|d\\be/', ['plan/dead-branch: d\\be']],
  ['/|A/', ['plan/dead-branch: A']],
])('in lower case, %s has dead: %j', (text, dead) => {
  expect(reported(filter(scan, finds(text, lower(field('x')))), text)).toEqual(dead)
})

test('of a value about which nothing is known, only contradictions are dead', () => {
  const text = '/nmap|a^b|\\-sV|[^\\s\\S]/'
  expect(reported(filter(scan, finds(text, field('x'))), text)).toEqual([
    'plan/dead-branch: a^b',
    'plan/dead-branch: [^\\s\\S]',
  ])
})

test('the results of a choice over literals are all that there is', () => {
  const condition: Predicate = equals(field('y'), literal('1'))
  const choice: Scalar = {
    op: 'call',
    fn: 'if',
    args: [
      { op: 'truth', whenTrue: condition, whenFalse: { op: 'not', arg: condition } },
      literal('Port Scanner'),
      literal('Recon Tool'),
    ],
  }
  const plan = extend(scan, 'tool', choice)
  const text = '/Port|Web|Tool$/'
  expect(reported(filter(plan, finds(text, field('tool'))), text)).toEqual(['plan/dead-branch: Web'])
  const never = filter(plan, equals(field('tool'), literal('Web Scanner'), { start: 0, end: 1 }))
  expect(deadBranches(never).map(d => [d.message, d.because])).toEqual([
    ['`tool` can never equal `Web Scanner`', '`tool` can only be `Port Scanner` or `Recon Tool` here'],
  ])
})

test('a filter narrows what comes after it, and nothing is said of what is never reached', () => {
  const a = { start: 0, end: 1 }
  const b = { start: 2, end: 3 }
  const c = { start: 4, end: 5 }
  const first = filter(scan, { op: 'or', args: [equals(field('x'), literal('a')), equals(field('x'), literal('b'))] })
  expect(deadBranches(filter(first, equals(field('x'), literal('c'), a))).map(d => d.because)).toEqual([
    '`x` can only be `a` or `b` here',
  ])
  expect(deadBranches(filter(first, equals(field('x'), literal('b'), a)))).toEqual([])
  expect(deadBranches(filter(first, { op: 'not', arg: equals(field('x'), literal('b'), a) }))).toEqual([])
  const contradiction = filter(filter(first, equals(field('x'), literal('c'), b)), equals(field('x'), literal('d'), c))
  expect(deadBranches(contradiction).map(d => d.span)).toEqual([b])
})

test('a condition is judged by the rows that come to it within an `and`, and by those only', () => {
  const at = { start: 0, end: 1 }
  const twoValues = filter(scan, {
    op: 'or',
    args: [equals(field('x'), literal('a')), equals(field('x'), literal('b'))],
  })
  const both = (second: string): Plan =>
    filter(twoValues, { op: 'and', args: [equals(field('x'), literal('a')), equals(field('x'), literal(second), at)] })
  expect(deadBranches(both('a'))).toEqual([])
  expect(deadBranches(both('b'))).toHaveLength(1)
})

test('rows in which a value is missing come to the branch for them', () => {
  const missing: Predicate = { op: 'not', arg: { op: 'present', of: field('y') } }
  const choice: Scalar = {
    op: 'call',
    fn: 'if',
    args: [{ op: 'truth', whenTrue: missing, whenFalse: { op: 'never' } }, literal('none'), lower(field('y'))],
  }
  const asked = (value: string): Plan =>
    filter(extend(scan, 'c', choice), equals(field('c'), literal(value, { start: 0, end: 1 }), { start: 0, end: 1 }))
  expect(deadBranches(asked('none'))).toEqual([])
  expect(deadBranches(asked('b'))).toEqual([])
  expect(deadBranches(asked('B'))).toHaveLength(1)
})

test('what stands in several places of the plan is dead only where it is dead in all of them', () => {
  const at = { start: 0, end: 1 }
  const inLower = filter(extend(scan, 'x', lower(field('x'))), equals(field('x'), literal('A'), at))
  const asIs = filter(scan, equals(field('x'), literal('A'), at))
  expect(deadBranches(inLower)).toHaveLength(1)
  expect(deadBranches({ op: 'union', inputs: [inLower, asIs] })).toEqual([])
})

test('numbers as text, and groups of regexes, have only their own characters', () => {
  const text = '/4..|abc/'
  const digits = parseRegex('status=(\\d+)').value
  const length: Scalar = { op: 'convert', to: 'string', arg: { op: 'call', fn: 'length', args: [field('x')] } }
  expect(reported(filter(scan, finds(text, length)), text)).toEqual(['plan/dead-branch: abc'])
  if (digits === undefined) throw new Error('the regex does not parse')
  const status: Scalar = { op: 'extract', of: field('x'), regex: digits, group: 1 }
  expect(reported(filter(scan, finds(text, status)), text)).toEqual(['plan/dead-branch: abc'])
})

test('knowledge goes through grouping, and is lost where anything may come', () => {
  const text = '/A/'
  const grouped: Plan = {
    op: 'group',
    input: extend(scan, 'c', lower(field('x'))),
    by: ['c'],
    aggregates: [{ name: 'last', value: { fn: 'last', args: [field('c')] } }],
  }
  expect(reported(filter(grouped, finds(text, field('c'))), text)).toHaveLength(1)
  expect(reported(filter(grouped, finds(text, field('last'))), text)).toHaveLength(1)
  expect(reported(filter(extend(grouped, 'c', field('y')), finds(text, field('c'))), text)).toEqual([])
})

test('a list of thousands of values takes no longer than it must', () => {
  const options = Array.from({ length: 3000 }, (_, i) => equals(field('x'), literal(`v${i}`)))
  const plan = filter(
    filter(scan, { op: 'or', args: options }),
    equals(field('x'), literal('W', { start: 0, end: 1 }), { start: 0, end: 1 }),
  )
  expect(deadBranches(plan)).toHaveLength(1)
})
