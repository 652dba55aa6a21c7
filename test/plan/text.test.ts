import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/plan/check.ts'
import { fingerprint } from '../../src/plan/fingerprint.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'
import { printPlan } from '../../src/plan/text/print.ts'
import { planCases } from './generate.ts'

test('a printed plan parses back to the same plan', () => {
  fc.assert(
    fc.property(planCases(), ({ plan }) => {
      const text = printPlan(plan)
      const { value, diagnostics } = parsePlan(text)
      expect(diagnostics, text).toEqual([])
      expect(value === undefined ? text : fingerprint(value)).toBe(fingerprint(plan))
    }),
    { numRuns: 400, seed: 11 },
  )
})

test('literals of every type, and names that are hard to write, survive printing', () => {
  const plan: Plan = {
    op: 'extend',
    input: { op: 'scan', columns: [{ name: 'a`"\\\n\u001b.b', type: 'any' }] },
    columns: [
      { name: 'and', value: { op: 'literal', type: 'object', value: { at: [1n, 1, -0, { at: null }], '"': 'x\n' } } },
      { name: '', value: { op: 'literal', type: { list: { list: 'float' } }, value: [[Number.NaN], null] } },
      { name: '\u2028', value: { op: 'literal', type: 'any', value: 1n } },
      { name: 'time', value: { op: 'literal', type: 'time', value: -1n } },
    ],
  }
  expect(check(plan).diagnostics).toEqual([])
  const { value } = parsePlan(printPlan(plan))
  expect(value && fingerprint(value)).toBe(fingerprint(plan))
})

test('no text makes the parser throw, and every text without a plan has an error with a span', () => {
  const pieces = [
    ...[
      'scan',
      'a: string',
      'a',
      '|',
      'filter',
      'and',
      'or',
      'not',
      '(',
      ')',
      'like',
      '"x"',
      '*',
      '?',
      '~',
      '/a/',
      '/(/',
    ],
    ...[
      'extend',
      '=',
      '<=',
      ',',
      'group by',
      ':',
      'count()',
      'join inner',
      'on',
      'some(',
      'in',
      'where',
      'null: int',
      '5',
    ],
    ...[
      '1.5',
      '`',
      '"',
      '\\',
      '/',
      'sequence',
      'link a as b time t span 1',
      'follow a adds b from [1]',
      'window',
      'list<',
      'convert(',
      'lower(',
      'if(',
      'union',
      '{',
      '[',
      '\n',
      '🙂',
    ],
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), parts => {
      const text = parts.join(' ')
      const { value, diagnostics } = parsePlan(text)
      if (value === undefined) expect(diagnostics.length).toBeGreaterThan(0)
      for (const { span } of diagnostics) expect(span.start <= span.end && span.end <= text.length).toBe(true)
    }),
    { numRuns: 2000, seed: 5 },
  )
})

test.each([
  ['(', 5000],
  ['not ', 5000],
  ['some(x in ', 5000],
  ['[', 5000],
  ['convert(', 5000],
  ['"\\', 50_000],
])('%s, again and again, ends in an error', (piece, times) => {
  const { diagnostics } = parsePlan(`scan a: string | filter ${piece.repeat(times)}`)
  expect(diagnostics.map(d => d.severity)).toEqual(['error'])
})

test('a plan of very many stages is refused', () => {
  const { diagnostics } = parsePlan(`scan a: string${' | filter always'.repeat(20_000)}`)
  expect(diagnostics.map(d => d.code)).toEqual(['plan/too-deep'])
})
