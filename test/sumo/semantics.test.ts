import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')

const read = (file: string): readonly { case: string }[] =>
  parse(readFileSync(join(root, 'conformance/languages/sumo', file), 'utf8'))

// Every decision names the case that holds it; a renamed case must not leave it behind.
test('the cases that SEMANTICS.md names exist', () => {
  const text = readFileSync(join(root, 'src/languages/sumo/SEMANTICS.md'), 'utf8')
  const named = [...text.matchAll(/([a-z-]+\.yaml): ([^|\n]+?)(?= \||\n|$)/g)]
  const known = new Map<string, ReadonlySet<string>>()
  const casesOf = (file: string): ReadonlySet<string> => {
    const cases = known.get(file) ?? new Set(read(file).map(c => c.case))
    known.set(file, cases)
    return cases
  }
  const missing = named.filter(([, file = '', name = '']) => !casesOf(file).has(name))
  expect(missing.map(m => m[0])).toEqual([])
  expect(named.length).toBeGreaterThan(40)
})
