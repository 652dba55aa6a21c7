import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Lexer, parse } from 'yaml'
import { lowerRule, parseSigma, sigma } from '../../src/languages/sigma/index.ts'
import { formatSigma, writeDocuments } from '../../src/languages/sigma/write/index.ts'
import { fingerprint } from '../../src/plan/fingerprint.ts'
import { schema } from './run.ts'

// Writing keeps what a rule means and says of itself, every comment where there is a file, and is done after once: over our
// own cases, rules that are drawn, and published ones where they are at hand. ASSAY_WHOLE_CORPUS=1 takes all of those.

const step = process.env['ASSAY_WHOLE_CORPUS'] === undefined ? 90 : 1
const cases = join(import.meta.dirname, '../../conformance/languages/sigma')
const casesIn = (folder: string): Record<string, unknown>[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name => parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>[])
const layouts = casesIn(join(cases, 'format')) as { case: string; says: string; rule: string; formatted?: string }[]
const format = (text: string): string | undefined => formatSigma({ name: 'f.yml', text }).value

/** What a file means and says: heads and plans; what is said of rules without a plan. */
function meaning(text: string): string {
  const { value: collection } = parseSigma({ name: 'f.yml', text })
  const parts = collection?.documents.map(document => {
    if (document.kind === 'filter') return [document.head, document.rules?.map(r => r.to)]
    const { value, diagnostics } = lowerRule(document, collection, schema)
    return [document.head, value === undefined ? diagnostics.map(d => d.code) : fingerprint(value)]
  })
  return JSON.stringify(parts)
}

function commentsOf(text: string): string[] {
  const found: string[] = []
  let scalar = false
  for (const token of new Lexer().lex(text)) {
    if (!scalar && token.startsWith('#')) found.push(token.trim())
    scalar = token === '\x1f'
  }
  return found.sort()
}

/** What is wrong with how a file is written; undefined when nothing is. */
function wrong(text: string): string | undefined {
  const { value: collection, diagnostics } = parseSigma({ name: 'f.yml', text })
  if (collection === undefined || diagnostics.some(d => d.severity === 'error'))
    return format(text) === undefined ? undefined : `laid out though it is wrong: ${text}`
  const before = meaning(text)
  if (meaning(writeDocuments(collection.documents)) !== before) return `written, it means something else: ${text}`
  const laid = format(text)
  if (laid === undefined) return `not laid out: ${text}`
  if (!/^action:/m.test(text) && meaning(laid) !== before) return `laid out, it means something else: ${text}\n${laid}`
  if (format(laid) !== laid) return `laying out again changes it: ${laid}\n${format(laid)}`
  return JSON.stringify(commentsOf(laid)) === JSON.stringify(commentsOf(text)) ? undefined : `comments differ: ${text}`
}

describe('the layout', () => {
  for (const { case: name, rule, formatted } of layouts)
    test(name, () => {
      expect(format(rule)).toBe(formatted)
      expect(wrong(rule)).toBeUndefined()
    })

  test('cases say what they stand on', () => expect(layouts.every(c => c.says.length > 10)).toBe(true))
})

test('rules, correlations and filters of all cases keep their meaning', () => {
  const texts = casesIn(cases).flatMap(c => {
    const detection = c['detection']
    if (typeof c['rule'] === 'string') return [c['rule']]
    if (typeof detection !== 'string') return []
    const condition = /^condition:/m.test(detection) ? '' : '\n  condition: sel'
    return [
      `title: c\nlogsource: {product: p}\ndetection:\n${detection.trimEnd().replace(/^(?=.)/gm, '  ')}${condition}\n`,
    ]
  })
  expect(texts.length).toBeGreaterThan(150)
  expect(texts.filter((_, i) => i % (step === 1 ? 1 : 3) === 0).flatMap(text => wrong(text) ?? [])).toEqual([])
})

test('the meaning that is compared tells rules apart', () => {
  const rule = (value: string): string =>
    `title: t\nlogsource: {product: p}\ndetection: {sel: {F: ${value}}, condition: sel}\n`
  expect(meaning(rule('00000429'))).not.toBe(meaning(rule('429')))
  expect(meaning(rule('"429"'))).not.toBe(meaning(rule('"428"')))
  expect(meaning(rule("'429'"))).toBe(meaning(rule('"429"')))
})

const word = fc.string({
  unit: fc.constantFrom(...('aZ0179 .:-#\'"\\*?%,&!|>[]{}@~=<\t\n\r\u0000\u0085\u2028\ufeffé😀'.match(/./gsu) ?? [])),
  maxLength: 12,
})
const scalar = fc.oneof(
  word,
  word,
  fc.constantFrom('yes', '0x17', '012', '1e3', 'null', '2024-01-01', '<<', '---', '...'),
)
const value = fc.oneof(
  {
    weight: 6,
    arbitrary: scalar.map(text =>
      JSON.stringify(text).replace(
        /[\x7f-\x9f\u2028\u2029\ufeff]/g,
        c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ),
  },
  fc.constantFrom('1', '0x1F', '-2.50', 'true', 'null', '007', '.5', '9007199254740993'),
)
const key = fc.tuple(
  fc.constantFrom('A', 'b.c', 'D-e', '1'),
  fc.constantFrom('', '|contains', '|endswith|all', '|all|startswith', '|neq', '|cased', '|windash|contains'),
)
const comment = fc.constantFrom('', '', '', ' # c', ' # d: e')
const item = fc.tuple(key, fc.array(fc.tuple(value, comment), { minLength: 1, maxLength: 3 }), comment, comment)
const drawn = fc
  .tuple(
    scalar,
    scalar,
    fc.array(fc.array(item, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    comment,
  )
  .map(([title, author, selections, last]) => {
    const own = (comment: string, pad: string): string => (comment === '' ? '' : `${pad}${comment.trim()}\n`)
    const bodies = selections.map((items, i) => {
      const seen = new Set<string>()
      const lines = items.map(([[field, modifiers], values, above, beside]) => {
        const name = JSON.stringify(`${field}${seen.has(`${field}${modifiers}`) ? `x${seen.size}` : ''}${modifiers}`)
        seen.add(`${field}${modifiers}`)
        const list = values.map(([v, c]) => `      - ${v}${c}\n`).join('')
        return `${own(above, '    ')}    ${name}:${beside}\n${list}`
      })
      return `  sel_${i}:\n${lines.join('')}`
    })
    return `author: ${JSON.stringify(author)}\ntitle: ${JSON.stringify(title)}\nlogsource: {product: p}\ndetection:\n  condition: 1 of sel_*\n${bodies.join('')}${own(last, '  ')}level: low\n`
  })

test('rules that are drawn come back as they were', () => {
  fc.assert(
    fc.property(drawn, text => {
      expect(wrong(text)).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

test('files with pieces cut out, doubled or put elsewhere are written or refused', () => {
  const file = layouts.map(c => c.rule).find(rule => rule.startsWith('# head')) ?? ''
  const place = fc.nat(file.length)
  fc.assert(
    fc.property(
      place,
      place,
      fc.constantFrom('', '#', '- ', '|', '&a ', '*a', '\n', ': ', '---\n', "'", '"', '{', ']'),
      (a, b, piece) => {
        const text = file.slice(0, Math.min(a, b)) + piece + file.slice(Math.max(a, b))
        expect(wrong(text)).toBeUndefined()
      },
    ),
    { numRuns: 100 },
  )
})

test('a long file takes time in proportion', () => {
  const items = Array.from({ length: 3_000 }, (_, i) => `a${i} # ${i}`).join('\n      - ')
  const long = `title: t\nlogsource: {product: p}\ndetection:\n  sel:\n    F:\n      - ${items}\n  condition: sel\n`
  expect(format(long)?.split('\n').length).toBeGreaterThan(3_000)
  expect(format(`${'# c\n'.repeat(9_000)}title: t\n`)).toBeUndefined()
})

test('`assay format` lays rules out', () => expect(sigma.format).toBe(formatSigma))

const folder = join(import.meta.dirname, '../../../shared/corpora/sigma/rules')
const here = existsSync(folder)
if (!here) process.stderr.write(`\n*** ${folder} is missing: writing is NOT tested over published rules ***\n\n`)

test.skipIf(!here)('published rules keep their meaning and comments', { timeout: 3_600_000 }, () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile() && f.name.endsWith('.yml'))
    .map(f => join(f.parentPath, f.name))
    .sort()
  const wrongs = files.filter((_, i) => i % step === 0).flatMap(file => wrong(readFileSync(file, 'utf8')) ?? [])
  expect(wrongs.slice(0, 5)).toEqual([])
})
