import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lintCollection, parseSigma, sigma } from '../../src/languages/sigma/index.ts'
import { schema } from './run.ts'

const rule = `title: a
name: a
logsource: {product: x, category: c}
detection:
  sel: [{F|contains|all: ['a*b', '\\\\?']}, kw, {G|re|i: '^(a|b)+$', H|cidr: 10.0.0.0/8}]
  _f: {I|windash|base64offset|contains: ' -x', J|exists: true}
  condition: (sel or 1 of _*) and not all of them
---
title: c
correlation: {type: temporal, rules: [a, a], group-by: [F], timespan: 1m, aliases: {F: {a: G}}}
`

/** Everything that is done with a text; spans stay inside of it. */
function use(text: string): void {
  const source = { name: 'f.yml', text }
  const { value, diagnostics } = sigma.parse(source)
  const lowered = value === undefined ? [] : sigma.lower(value, source, schema).diagnostics
  if (value !== undefined) lintCollection(value)
  for (const { span } of [...diagnostics, ...lowered])
    expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true)
  const tokens = sigma.tokens(text)
  expect(tokens.map(t => text.slice(t.start, t.end)).join('')).toBe(text)
}

test('rules with pieces cut out, doubled or put elsewhere never throw', () => {
  const place = fc.nat(rule.length)
  fc.assert(
    fc.property(
      place,
      place,
      place,
      fc.constantFrom('', '|', "'", '[', '{', '\n', ': ', '*', '\\', '&a ', '*a', '- ', '%x%', 'not '),
      (a, b, c, piece) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        use(rule.slice(0, from) + piece + rule.slice(to))
        use(rule.slice(0, c) + rule.slice(from, Math.min(to, from + 60)) + piece + rule.slice(c))
      },
    ),
    { numRuns: 250 },
  )
})

test('hostile files are read or refused, and end', () => {
  const bombs = [
    `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
      .split('')
      .map((n, i) => `${n}: &${n} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(', ')}]`)
      .join('\n')}\n`,
    '['.repeat(100_000),
    `title: x\nlogsource: {product: x}\ndetection:\n  a: {A: 1}\n  condition: ${'not '.repeat(20_000)}a\n`,
    `title: x\nlogsource: {product: x}\ndetection:\n  a: {A: 1}\n  condition: ${'('.repeat(20_000)}a\n`,
    `a: &a\n  b: *a\n`,
  ]
  for (const text of bombs) use(text)
  expect(parseSigma({ name: 'f', text: bombs[0] ?? '' }).diagnostics.some(d => d.severity === 'error')).toBe(true)
})
