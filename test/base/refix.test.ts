import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { fixUntilStable } from '../../src/base/refix.ts'
import type { Source } from '../../src/base/source.ts'

const replace =
  (what: string, by: string) =>
  ({ text }: Source): Diagnostic[] => {
    const start = text.indexOf(what)
    if (start < 0) return []
    const span = { start, end: start + what.length }
    return [{ code: 'test/x', severity: 'error', message: what, span, fix: [{ span, text: by }] }]
  }

test('fixes until there is nothing left to fix', () => {
  const { source, applied, remaining } = fixUntilStable({ name: 'q', text: 'a a a' }, replace('a', 'b'))
  expect(source.text).toBe('b b b')
  expect(applied).toHaveLength(3)
  expect(applied[1]?.source.text).toBe('b a a')
  expect(remaining).toEqual([])
})

test('a fix that feeds itself ends', () => {
  const { source, remaining } = fixUntilStable({ name: 'q', text: 'a' }, replace('a', 'aa'))
  expect(source.text).toMatch(/^a+$/)
  expect(remaining).toHaveLength(1)
})
