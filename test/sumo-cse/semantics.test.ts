import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')

const casesOf = (file: string): ReadonlySet<string> =>
  new Set(
    (parse(readFileSync(join(root, 'conformance/languages/sumo-cse', file), 'utf8')) as { case: string }[]).map(
      c => c.case,
    ),
  )

// Every decision names the case that holds it; a renamed case must not leave it behind.
test('the cases that SEMANTICS.md names exist', () => {
  const text = readFileSync(join(root, 'src/languages/sumo-cse/SEMANTICS.md'), 'utf8')
  const named = [...text.matchAll(/((?:[a-z]+\/)?[a-z]+\.yaml): ([^|\n]+?)(?=\)?(?: \||\n|$))/g)]
  const missing = named.filter(([, file = '', name = '']) => !casesOf(file).has(name))
  expect(missing.map(m => m[0])).toEqual([])
  expect(named.length).toBeGreaterThan(25)
})
