import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { sumoCse } from '../../src/languages/sumo-cse/index.ts'
import { check } from '../../src/plan/check.ts'
import { sumoCsePlatform } from '../../src/platforms/sumo-cse/index.ts'

const folder = join(import.meta.dirname, '../../conformance/languages/sumo-cse')
const texts = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .flatMap(file =>
    (parse(readFileSync(join(folder, file), 'utf8')) as { expression?: string; rule?: unknown }[]).map(
      c => c.expression ?? JSON.stringify(c.rule),
    ),
  )

const pieces = [
  ...'| || && ! != <> = == < <= ( ) [ ] , + - * / % { } : { "a" \' " \\ /re/ /a[/]b/ // /* */ and or not in like rlike matches between is null true'.split(
    ' ',
  ),
  ...'json field=fields where as escape fields["x"] fields.x listMatches success dstPort commandLine device_ip bro_smb_file lower( if( size( isNull('.split(
    ' ',
  ),
  ...'array_contains( hasThreatMatch( int( toString( 1 1.5s 0x 1e400 "a\\"b" \'%\\\' \'[a-\' “c” ünï 日本 😀 \u0000 \ud800 "limit":1, "expression":"success" []'.split(
    ' ',
  ),
]

const soup = fc
  .array(fc.constantFrom(...pieces), { maxLength: 40 })
  .chain(parts => fc.constantFrom('', ' ').map(gap => parts.join(gap)))
const mutated = fc
  .record({
    text: fc.constantFrom(...texts),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(12),
    put: fc.constantFrom('', ...pieces),
  })
  .map(({ text, at, cut, put }) => {
    const i = Math.floor(at * text.length)
    return text.slice(0, i) + put + text.slice(i + cut)
  })
const anyText = fc.oneof(
  { weight: 3, arbitrary: soup },
  { weight: 4, arbitrary: mutated },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.json().map(json => `{"expression": ${JSON.stringify(json)}, "rules": ${json}}`) },
)

const schema = sumoCsePlatform.schema({ keys: undefined, fields: undefined })

test('whatever the text, it is understood or told, at places inside it, and what is understood is a sound plan', () => {
  fc.assert(
    fc.property(anyText, text => {
      const source = { name: 'fuzz', text }
      const { value, diagnostics } = sumoCse.parse(source)
      const lowered = value === undefined ? undefined : sumoCse.lower(value, source, schema)
      for (const d of [...diagnostics, ...(lowered?.diagnostics ?? [])]) {
        expect(d.span.start).toBeGreaterThanOrEqual(0)
        expect(d.span.end).toBeGreaterThanOrEqual(d.span.start)
        expect(d.span.end).toBeLessThanOrEqual(text.length)
        expect(`${d.message}${d.help ?? ''}`).not.toContain('undefined')
      }
      if (lowered?.value !== undefined)
        expect(check(lowered.value).diagnostics.filter(d => d.severity === 'error')).toEqual([])
    }),
    { numRuns: 800 },
  )
})

test('tokens cover every text, in order', () => {
  fc.assert(
    fc.property(anyText, text => {
      let at = 0
      for (const t of sumoCse.tokens(text)) {
        expect(t.start).toBe(at)
        at = t.end
      }
      expect(at).toBe(text.length)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['brackets', '('],
  ['negations', '!'],
  ['negations in words', 'NOT '],
  ['minus signs', '-'],
  ['lists', '['],
  ['calls', 'lower('],
  ['disjunctions', 'success OR '],
  ['sums', '1 + '],
  ['keys', 'fields["a"]['],
  ['objects', '{"rules":'],
  ['arrays', '[{"rules":['],
])('thousands of %s end quickly', (_, piece) => {
  const text = piece.repeat(5000)
  const source = { name: 'deep', text }
  const { value } = sumoCse.parse(source)
  if (value !== undefined) sumoCse.lower(value, source, schema)
})
