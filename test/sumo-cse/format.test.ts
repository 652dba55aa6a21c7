import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { formatCloudSiem } from '../../src/languages/sumo-cse/format/index.ts'
import { sumoCse } from '../../src/languages/sumo-cse/index.ts'
import { fingerprint } from '../../src/plan/fingerprint.ts'
import { sumoCsePlatform } from '../../src/platforms/sumo-cse/index.ts'

// Formatting keeps what an expression means, and is done after once: over our own cases, and over published expressions
// where they are at hand. ALL_SEARCHES=1 takes all of them, and compares their plans.

const all = process.env['ALL_SEARCHES'] === '1'
const folder = join(import.meta.dirname, '../../conformance/languages/sumo-cse')
const casesIn = (path: string): Record<string, unknown>[] =>
  readdirSync(path)
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name => parse(readFileSync(join(path, name), 'utf8')) as Record<string, unknown>[])

const laidOut = casesIn(join(folder, 'format')) as { name: string; expression: string; formatted?: string }[]
const ours = [...casesIn(folder), ...casesIn(join(folder, 'format'))].map(c =>
  String(c['expression'] ?? JSON.stringify(c['rule'])),
)

const corpus = join(import.meta.dirname, '../../../shared/corpora/sumo/queries.jsonl.gz')
const here = existsSync(corpus)
if (!here)
  process.stderr.write(`\n*** ${corpus} is missing: the formatter is NOT tested over public expressions ***\n\n`)

const schema = sumoCsePlatform.schema({ keys: undefined, fields: undefined })
const format = (text: string): string | undefined => formatCloudSiem({ name: 'format', text }).value

/** What a text means: its plan, or its tree where it has none; undefined when it cannot be parsed. */
function meaning(text: string, planned: boolean): string | undefined {
  const source = { name: 'format', text }
  const { value, diagnostics } = sumoCse.parse(source)
  if (value === undefined || hasErrors(diagnostics)) return undefined
  const plan = planned ? sumoCse.lower(value, source, schema).value : undefined
  return plan === undefined ? JSON.stringify(value, bare) : fingerprint(plan)
}

const isSpan = (value: object): boolean => Object.keys(value).every(key => key === 'start' || key === 'end')

/** A tree without places, and without the letter case of functions, which means nothing. */
function bare(key: string, value: unknown): unknown {
  if (key === 'bodyStart' || key === 'places') return undefined
  if (typeof value === 'object' && value !== null && isSpan(value)) return undefined
  return key === 'fn' ? (value as { name: string }).name.toLowerCase() : value
}

/** What is wrong with how a text is formatted; undefined when nothing is. */
function wrong(text: string, planned: boolean): string | undefined {
  const once = format(text)
  const before = meaning(text, planned)
  if (once === undefined || before === undefined)
    return (once === undefined) === (before === undefined) ? undefined : `one of parsing and formatting fails: ${text}`
  if (meaning(once, planned) !== before) return `the meaning changes: ${text}`
  if (format(once) !== once) return `formatting again changes it: ${text}`
  return /[ \t]$/m.test(once) && !/[ \t]$/m.test(text) ? `a line ends in a blank: ${text}` : undefined
}

describe('the layout', () => {
  for (const { name, expression, formatted } of laidOut) test(name, () => expect(format(expression)).toBe(formatted))
})

test('our own expressions keep their meaning, and are done after once', () => {
  expect(ours.length).toBeGreaterThan(100)
  expect(ours.flatMap(text => wrong(text, true) ?? [])).toEqual([])
})

test('the meaning that is compared tells expressions apart', () => {
  expect(meaning('dstPort = 1', true)).not.toBe(meaning('dstPort = 2', true))
  expect(meaning('dstPort=1', false)).toBe(meaning('dstPort  =  1', false))
})

test.skipIf(!here)('public expressions keep their meaning, and are done after once', { timeout: 600_000 }, () => {
  const published = gunzipSync(readFileSync(corpus))
    .toString('utf8')
    .trim()
    .split('\n')
    .filter(line => line.includes('"cse"'))
    .map(line => JSON.parse(line) as { dialect: string; query: string })
    .filter((r, i) => r.dialect === 'cse' && (all || i % 10 === 0))
  expect(published.flatMap(r => wrong(r.query, all) ?? []).slice(0, 20)).toEqual([])
})

const blanks = fc.array(fc.constantFrom(' ', '\n', '\t', '\n\n', '\r\n', ' /* c */ '), { minLength: 1, maxLength: 3 })
test('white space and comments between words change nothing but the comments', () => {
  const words = laidOut.flatMap(c =>
    c.formatted === undefined || /["'/{]/.test(c.formatted) ? [] : [c.formatted.trim().split(/\s+/)],
  )
  const more = ['success AND ( mfa OR NOT mfa ) AND dstPort IN ( 1 , 2 )'.split(' ')]
  fc.assert(
    fc.property(
      fc.constantFrom(...words, ...more),
      fc.array(blanks, { minLength: 20, maxLength: 20 }),
      (parts, gaps) => {
        const text = parts.map((part, i) => part + (gaps[i % gaps.length]?.join('') ?? ' ')).join('')
        expect(wrong(text, true)).toBeUndefined()
        const silent = text.replaceAll('/* c */', '')
        expect(format(silent)).toBe(format(parts.join(' ')))
        expect(format(text)?.match(/\/\* c \*\//g)?.length).toBe(text.match(/\/\* c \*\//g)?.length)
      },
    ),
    { numRuns: 60 },
  )
})

test('deep nesting and long chains take time in proportion', () => {
  for (const text of [
    `${'('.repeat(190)}mfa${')'.repeat(190)}`,
    `${'lower('.repeat(90)}'a'${')'.repeat(90)} = 'a'`,
    Array.from({ length: 5000 }, (_, i) => `dstPort = ${i}`).join(' OR '),
    `dstPort IN (${Array.from({ length: 5000 }, (_, i) => i).join(',')})`,
  ])
    expect(format(text)).toBeDefined()
})
