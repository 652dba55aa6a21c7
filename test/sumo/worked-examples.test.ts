import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { engines } from '../../src/engines/index.ts'
import { asSet, givenRecords, project, rowsOf, understand } from './run.ts'

const file = join(import.meta.dirname, '../../../shared/corpora/sumo/worked-examples.jsonl.gz')

interface Example {
  readonly id: string
  readonly dialect: string
  readonly basis: string
  readonly query: string
  readonly input: readonly (string | Record<string, unknown>)[]
  readonly expected: {
    readonly rows?: readonly Record<string, unknown>[]
    readonly ordered?: boolean
    readonly matched?: readonly number[]
    readonly error?: boolean
    readonly fields?: readonly string[]
    /** Positions of the messages in each group of a `transactionize`. */
    readonly groups?: readonly (readonly number[])[]
  }
}

/** Examples that are at odds with the rest of the documentation; SEMANTICS.md says which reading we take. */
const contradicted: ReadonlySet<string> = new Set(['we-013-parse', 'we-014-parse'])
/** It comes without any records, so its fields are unknown here. */
const withoutRecords: ReadonlySet<string> = new Set(['we-232-compose-keywords'])

/** What is refused with its reason, rather than guessed. */
const refusals = ['sumo/undocumented', 'sumo/needs-times', 'sumo/not-run']

if (!existsSync(file))
  process.stderr.write('SKIPPED: the worked examples of the documentation are not here (../shared/corpora/sumo)\n')

test.skipIf(!existsSync(file)).each(engines)('worked examples come out as documented, on $title', async entry => {
  const engine = await entry.open()
  const examples: Example[] = gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
    .filter((e: Example) => e.dialect === 'search')
  const counts = { right: 0, unsupported: 0, contradicted: 0 }
  const wrong: unknown[] = []
  for (const example of examples) {
    const { expected } = example
    const given = givenRecords(example.input)
    const { plan, codes } = understand(example.query, given.schema)
    if (contradicted.has(example.id)) counts.contradicted++
    else if (
      refusals.some(code => codes.includes(code)) ||
      codes.includes('sumo/needs-table') ||
      withoutRecords.has(example.id)
    )
      counts.unsupported++
    else if (expected.error) {
      if (plan === undefined) counts.right++
      else wrong.push({ id: example.id, query: example.query, expected: 'an error' })
    } else if (plan === undefined) wrong.push({ id: example.id, query: example.query, codes })
    else {
      const rows = await rowsOf(engine, plan, given)
      const found = compare(rows, example)
      if (found === undefined) counts.right++
      else wrong.push({ id: example.id, query: example.query, ...found })
    }
  }
  await engine.close()
  process.stderr.write(`worked examples on ${entry.title}: ${examples.length}, ${JSON.stringify(counts)}\n`)
  expect(wrong).toEqual([])
  expect(counts.right).toBeGreaterThan(80)
})

function compare(rows: readonly Record<string, unknown>[], { expected, input }: Example): unknown {
  if (expected.matched !== undefined) {
    const found = rows.map(row => input.indexOf(String(row['_raw'])))
    return JSON.stringify(found) === JSON.stringify(expected.matched)
      ? undefined
      : { found, expected: expected.matched }
  }
  if (expected.fields !== undefined) {
    const missing = expected.fields.filter(name => !Object.keys(rows[0] ?? {}).includes(name))
    return missing.length === 0 ? undefined : { missing }
  }
  if (expected.groups !== undefined) {
    const numbers = [...new Set(rows.map(row => row['_group']))]
    const found = numbers.map(number =>
      rows.flatMap(row => (row['_group'] === number ? [input.indexOf(String(row['_raw']))] : [])).sort((a, b) => a - b),
    )
    const sorted = found.sort(([a = 0], [b = 0]) => a - b)
    return JSON.stringify(sorted) === JSON.stringify(expected.groups) ? undefined : { found, expected: expected.groups }
  }
  const wanted = expected.rows ?? []
  const names = [...new Set(wanted.flatMap(row => Object.keys(row)))]
  const full = wanted.map(row => ({ ...Object.fromEntries(names.map(n => [n, null])), ...row }))
  const [a, b] = [project(rows, names), project(full, names)].map(list => list.map(looseRow))
  if (a === undefined || b === undefined) return undefined
  const same = expected.ordered ? JSON.stringify(a) === JSON.stringify(b) : asSet(a).join() === asSet(b).join()
  return same ? undefined : { found: a, expected: b }
}

/** JSON texts compare as JSON, and floats to five digits, as the examples say. */
const looseRow = (row: unknown): unknown =>
  Object.fromEntries(Object.entries(row as Record<string, unknown>).map(([key, value]) => [key, loose(value)]))

function loose(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toFixed(5))
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  try {
    return JSON.stringify(JSON.parse(value))
  } catch {
    return value
  }
}
