import * as fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { applyFixes } from '../../src/base/fix.ts'
import type { Cursor, Scan } from '../../src/languages/kit/cursor.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import { tokens } from '../../src/languages/sumo/tokens.ts'
import { anyText } from './any-text.ts'

const steps = vi.hoisted(() => ({ count: 0 }))

// every token that is cut counts as one step
vi.mock('../../src/languages/kit/cursor.ts', async original => {
  const real = await original<typeof import('../../src/languages/kit/cursor.ts')>()
  return {
    ...real,
    createCursor: <T extends { start: number; end: number }, M>(scan: Scan<T, M>, mode: M): Cursor<T, M> =>
      real.createCursor<T, M>((at, m, previous) => {
        steps.count++
        return scan(at, m, previous)
      }, mode),
  }
})

beforeEach(() => {
  steps.count = 0
})

describe('whatever the text', () => {
  test('a tree comes out, and every span lies inside the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { value, diagnostics } = parseSearch({ name: 'fuzz', text })
        expect(value).toBeDefined()
        checkSpans(value, text.length)
        for (const d of diagnostics) {
          checkSpans(d, text.length)
          expect(d.message.length).toBeGreaterThan(0)
          expect(JSON.stringify(d)).not.toContain('undefined')
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('its tokens cover it, in order, without gaps', () => {
    fc.assert(
      fc.property(anyText, text => {
        let at = 0
        for (const t of tokens(text)) {
          expect(t.start).toBe(at)
          expect(t.end).toBeGreaterThan(t.start)
          at = t.end
        }
        expect(at).toBe(text.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('its fixes apply, and come to rest', () => {
    fc.assert(
      fc.property(anyText, text => {
        let now = text
        for (let round = 0; round < 40; round++) {
          const { text: next, applied } = applyFixes(now, parseSearch({ name: 'fuzz', text: now }).diagnostics)
          if (applied.length === 0 || next === now) return
          now = next
        }
        throw new Error(`still changing: ${JSON.stringify(text)}\n${JSON.stringify(now)}`)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Walks everything that has `start` and `end`. */
function checkSpans(value: unknown, length: number): void {
  if (typeof value !== 'object' || value === null) return
  const { start, end } = value as { start?: unknown; end?: unknown }
  if (typeof start === 'number' && typeof end === 'number') {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThanOrEqual(start)
    expect(end).toBeLessThanOrEqual(length)
  }
  for (const inner of Object.values(value)) checkSpans(inner, length)
}

const hostile: readonly [string, string][] = [
  ['opening parentheses in the scope', '('.repeat(10_000)],
  ['parentheses', `* | where ${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
  ['calls', `* | ${'if('.repeat(10_000)}`],
  ['aggregates', `* | ${'max('.repeat(10_000)}`],
  ['negations', `* | where ${'!'.repeat(10_000)}a`],
  ['prefix nots', `* | where ${'not '.repeat(10_000)}a`],
  ['scope nots', `${'NOT '.repeat(10_000)}a`],
  ['minus signs', `* | ${'- '.repeat(10_000)}1 as a`],
  ['conditionals', `* | where ${'a ? b : '.repeat(5000)}c`],
  ['conditions in the test', `* | where ${'a ? '.repeat(10_000)}c`],
  ['subqueries', '[subquery: '.repeat(5000)],
  ['subqueries in where', '* | where [subquery: '.repeat(5000)],
  ['joins', '* | join ('.repeat(5000)],
  ['tables of a join', `* | join ${'(a) as b, '.repeat(5000)}`],
  ['keys of a join', `* | join (a) as t, (b) as u on ${'t.a = u.a and '.repeat(5000)}`],
  ['subqueries in conditions', '* | if([subquery: * | where ![subquery from=('.repeat(2000)],
  ['subqueries and their ends', `* ${'[subquery: * '.repeat(3000)}${'| compose a ]'.repeat(3000)}`],
  ['fields of compose', `[subquery: * | compose ${'a, '.repeat(5000)}`],
  ['options of compose', `[subquery: * | compose a ${'maxresults=1 keywords '.repeat(5000)}`],
  ['filters', '* | filter a in ('.repeat(5000)],
  ['fields of filter', `* | filter ${'a '.repeat(10_000)}`],
  ['columns of a lookup', `* | lookup ${'a as b, '.repeat(5000)}`],
  ['keys of a lookup', `* | lookup a from path://"/b" on ${'c=d and '.repeat(5000)}`],
  ['lookups in lookups', `* | where ${'lookup a from path://"/b" on c=d and '.repeat(3000)}`],
  ['patterns of sessionize', `* | sessionize ${'"a $b *" as (c), '.repeat(5000)}`],
  ['names of sessionize', `* | sessionize "*" as (${'a, '.repeat(10_000)}`],
  ['options of transactionize', `* | transactionize a ${'maxSpan=1m startsWith="b" '.repeat(5000)}`],
  ['merges', `* | transactionize a (merge ${'b takeFirst, '.repeat(5000)}`],
  ['merges in merges', `* | transactionize a ${'(merge '.repeat(5000)}`],
  ['states of a transaction', `* | transaction on a ${'with "b*" as c, '.repeat(5000)}`],
  ['assigned aggregates', `* | ${'count='.repeat(10_000)}count`],
  ['cases', `* | where ${'case when '.repeat(5000)}`],
  ['branches', `* | eval x = case(${'a,b,'.repeat(5000)}c)`],
  ['a coalesce of everything', `* | eval x = coalesce(${'a,'.repeat(10_000)}c)`],
  ['when and when', `* | case ${'when a then b '.repeat(5000)}end as x`],
  ['matches in matches', `* | where ${'matches('.repeat(5000)}`],
  ['ors', `* | where ${'a or '.repeat(10_000)}b`],
  ['a sum', `* | ${'a + '.repeat(10_000)}b as c`],
  ['likes', `* | where a ${'like "b" '.repeat(5000)}`],
  ['evals', `* | eval ${"a = 'b', ".repeat(5000)}c = 1`],
  ['stars and braces', `* | where ${'{{'.repeat(10_000)}`],
  ['single quotes', `* | where ${"\\'".repeat(10_000)}`],
  ['curly quotes', `* | where ${'“'.repeat(10_000)}`],
  ['open classes', `* | where a matches /[${'/'.repeat(10_000)}`],
  ['open regexes', `* | where ${'/[ '.repeat(10_000)}`],
  ['quotes', `* | where ${'"'.repeat(10_001)}`],
  ['backslashes in quotes', `* | where "${'\\'.repeat(10_001)}`],
  ['pipes', '|'.repeat(10_000)],
  ['commas', `* | fields ${','.repeat(10_000)}`],
  ['comments', '/*'.repeat(10_000)],
  ['slashes', `* | where ${'//\n'.repeat(10_000)}`],
  ['digits', `* | where ${'1'.repeat(20_000)}`],
  ['dots', `* | where ${'1.'.repeat(10_000)}`],
  ['in between', `* | where a ${'between 1 and '.repeat(5000)}`],
]

test.each(hostile)('%s: at most a few steps per character, and a tree that can be walked', (_, text) => {
  const { value, diagnostics } = parseSearch({ name: 'hostile', text })
  expect(steps.count).toBeLessThan(text.length * 4 + 50)
  expect(diagnostics.length).toBeLessThan(text.length)
  expect(() => JSON.stringify(value)).not.toThrow()
  expect(depthOf(value)).toBeLessThan(3000)
})

const depthOf = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf))

test.each([1, 2, 4, 8])('a valid query %d times as long takes that many times the steps', factor => {
  const stage = '\n| where a = "b" and !isNull(c) | if(a matches /x/, 1, 2) as d | count by d, e'
  parseSearch({ name: 'long', text: `*${stage.repeat(100 * factor)}` })
  const perStage = steps.count / (100 * factor)
  expect(perStage).toBeGreaterThan(20)
  expect(perStage).toBeLessThan(60)
})

test('15,000 characters are read, one more is refused, and so is a word of more than 2,300', () => {
  const query = (length: number): string => `${'a '.repeat(length / 2)}`.padEnd(length, 'b')
  const codes = (text: string): string[] => parseSearch({ name: 'long', text }).diagnostics.map(d => d.code)
  expect(codes(query(15_000))).toEqual([])
  expect(codes(query(15_001))).toEqual(['sumo/query-too-long'])
  expect(codes('a'.repeat(2300))).toEqual([])
  expect(codes('a'.repeat(2301))).toEqual(['sumo/word-too-long'])
})

test('too deep a nesting is one error, and the stages after it are read', () => {
  const { value, diagnostics } = parseSearch({
    name: 'deep',
    text: `* | where ${'('.repeat(500)}a${')'.repeat(500)} | count`,
  })
  expect(diagnostics.map(d => d.code)).toEqual(['sumo/nested-too-deep'])
  expect(value?.stages.map(s => s.kind)).toEqual(['where', 'aggregate'])
})
