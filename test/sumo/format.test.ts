import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { formatSearch } from '../../src/languages/sumo/format/index.ts'
import { lowerSearch } from '../../src/languages/sumo/lower/index.ts'
import { parseSearch } from '../../src/languages/sumo/parser.ts'
import { fingerprint } from '../../src/plan/fingerprint.ts'
import { sumoPlatform } from '../../src/platforms/sumo/index.ts'

// Formatting keeps what a search means, says nothing new, and is done after once: over our own cases, and over public
// searches where they are at hand. ALL_SEARCHES=1 takes all of both.

const all = process.env['ALL_SEARCHES'] === '1'
const conformance = join(import.meta.dirname, '../../conformance')
const casesIn = (folder: string): Record<string, unknown>[] =>
  readdirSync(join(conformance, folder))
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name => parse(readFileSync(join(conformance, folder, name), 'utf8')) as Record<string, unknown>[])

const laidOut = casesIn('languages/sumo/format') as { name: string; query: string; formatted?: string }[]
const ours = ['languages/sumo', 'languages/sumo/syntax', 'languages/sumo/format', 'diagnostics/sumo']
  .flatMap(casesIn)
  .flatMap(c => [c['query'], c['fixed'], c['formatted']])
  .filter(q => typeof q === 'string')

const corpus = join(import.meta.dirname, '../../../shared/corpora/sumo/queries.jsonl.gz')
const here = existsSync(corpus)
if (!here) process.stderr.write(`\n*** ${corpus} is missing: the formatter is NOT tested over public searches ***\n\n`)
const published = (): string[] =>
  gunzipSync(readFileSync(corpus))
    .toString('utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { dialect: string; query: string })
    .filter(r => r.dialect === 'search')
    .map(r => r.query)

const schema = sumoPlatform.schema({ keys: undefined, fields: undefined })
const format = (text: string): string | undefined => formatSearch({ name: 'format', text }).value

/** What a search means: its plan, or its tree where it has none; undefined when it cannot be parsed. */
function meaning(text: string, planned: boolean): string | undefined {
  const source = { name: 'format', text }
  const { value, diagnostics } = parseSearch(source)
  if (value === undefined || hasErrors(diagnostics)) return undefined
  const plan = planned ? lowerSearch(value, source, schema).value : undefined
  return plan === undefined ? JSON.stringify(value, bare) : fingerprint(plan)
}

const isSpan = (value: object): boolean => Object.keys(value).every(key => key === 'start' || key === 'end')

/** A tree without places, and without the letter case of functions, which means nothing. */
function bare(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (key === 'bodyStart' || (typeof value === 'object' && value !== null && isSpan(value))) return undefined
  const owner = this as { kind?: string }
  if (key === 'fn') return typeof value === 'string' ? value : (value as { name: string }).name.toLowerCase()
  // `1 h` may stand on two lines
  return key === 'text' && owner.kind === 'number' ? String(value).replace(/\s+/g, ' ') : value
}

/** What is wrong with how a search is formatted; undefined when nothing is. */
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
  for (const { name, query, formatted } of laidOut) test(name, () => expect(format(query)).toBe(formatted))

  test('a case of each is there', () => expect(laidOut.length).toBeGreaterThan(15))
})

test('our own searches keep their meaning, and are done after once', () => {
  expect(ours.length).toBeGreaterThan(1000)
  const some = ours.filter((_, i) => all || i % 3 === 0)
  expect(some.flatMap((q, i) => wrong(q, all || i % 3 === 0) ?? [])).toEqual([])
})

test('the meaning that is compared tells searches apart', () => {
  expect(meaning('* | where a = 1', true)).not.toBe(meaning('* | where a = 2', true))
  expect(meaning('* | geoip a', true)).not.toBe(meaning('* | geoip b', true))
  expect(meaning('* | geoip  a', true)).toBe(meaning('*\n| geoip a', true))
})

test.skipIf(!here)('public searches keep their meaning, and are done after once', { timeout: 3_600_000 }, () => {
  const some = published().filter((_, i) => all || i % 60 === 0)
  expect(some.flatMap(q => wrong(q, all) ?? []).slice(0, 20)).toEqual([])
})

const blanks = fc.array(fc.constantFrom(' ', '\n', '\t', '  ', '\n\n', '\r\n', ' /* c */ ', ' // d\n'), {
  minLength: 1,
  maxLength: 3,
})
test('white space and comments between words change nothing but the comments', () => {
  const words = laidOut.flatMap(c =>
    c.formatted === undefined || /["'/{]/.test(c.formatted) ? [] : [c.formatted.trim().split(/\s+/)],
  )
  fc.assert(
    fc.property(fc.constantFrom(...words), fc.array(blanks, { minLength: 60, maxLength: 60 }), (parts, gaps) => {
      const text = parts.map((part, i) => part + (gaps[i % gaps.length]?.join('') ?? ' ')).join('')
      expect(wrong(text, true)).toBeUndefined()
      const silent = text.replace(/\/\/ d|\/\* c \*\//g, '')
      expect(format(silent)).toBe(format(parts.join(' ')))
      expect(format(text)?.match(/\/\/ d|\/\* c \*\//g)?.length).toBe(text.match(/\/\/ d|\/\* c \*\//g)?.length)
    }),
    { numRuns: 60 },
  )
})

test('deep nesting and long chains take time in proportion', () => {
  const deep = `* | where ${'('.repeat(190)}a = 1${' or b = 2)'.repeat(190)}`
  const chain = `* | ${'if(a = 1, "x", '.repeat(190)}"y"${')'.repeat(190)} as z`
  const long = `* | where ${Array.from({ length: 900 }, (_, i) => `a = ${i}`).join(' or ')}`
  const list = `* | where a in (${Array.from({ length: 2000 }, (_, i) => i).join(',')})`
  for (const text of [deep, chain, long, list]) expect(wrong(text, false)).toBeUndefined()
})
