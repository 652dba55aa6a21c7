import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCases } from './cases.ts'

// docs/semantics.md and conformance/plan say the same: every rule names a case, every case is of a rule.

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'semantics.md'), 'utf8')
const rules = [...page.matchAll(/^- \*\*([A-Z]\d+)\*\* (?:[^[]|\n|\[(?!\w+\.yaml: ))*\[(\w+\.yaml): ([^\]]+)\]/gm)].map(
  found => ({
    id: found[1] ?? '',
    file: found[2] ?? '',
    name: found[3] ?? '',
  }),
)
const cases = readCases()

test('every rule of the page was read, and rules are numbered without gaps', () => {
  expect(rules.map(r => r.id)).toEqual([...page.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(found => found[1]))
  const next = new Map<string, number>()
  for (const { id } of rules) {
    const number = (next.get(id.charAt(0)) ?? 0) + 1
    expect(id).toBe(id.charAt(0) + number)
    next.set(id.charAt(0), number)
  }
})

test.each(rules)('$id names a case of its own', ({ id, file, name }) => {
  expect(cases.filter(c => c.file === file && c.name === name).map(c => c.rule)).toEqual([id])
})

test('every case is of a rule that the page has', () => {
  const known = new Set(rules.map(r => r.id))
  expect(cases.filter(c => !known.has(c.rule)).map(c => `${c.file}: ${c.name}`)).toEqual([])
})
