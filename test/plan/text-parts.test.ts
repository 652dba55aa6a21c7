import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseXml, textOfXml } from '../../src/event/xml.ts'
import { functions } from '../../src/plan/functions/index.ts'
import { parseXmlPath } from '../../src/plan/functions/xml-path.ts'

// XML, delimited text and pairs come from logs: whatever they hold, they are read in linear time, and nothing is thrown.

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '</', '/>', 'a', 'b', ' ', '=', '"', "'", '&', ';', '&amp;', '&#65;', '<a>', '</a>'),
      fc.constantFrom(
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?x',
        '?>',
        '<!DOCTYPE a [',
        ']>',
        ',',
        ':',
        '->',
        '\\',
        '\n',
      ),
      fc.string({ maxLength: 3, unit: 'grapheme' }),
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.join(''))

test('token soup is read without an error', () => {
  fc.assert(
    fc.property(soup, soup, (text, name) => {
      const root = parseXml(text)
      if (root !== undefined) expect(typeof textOfXml(root)).toBe('string')
      parseXmlPath(name)
      functions.xml_get.evaluate([text, '/a/b[1]/@c'])
      functions.key_value.evaluate([text, '', name])
      functions.split_delimited.evaluate([text, ',"\\'])
    }),
    { numRuns: 3_000, seed: 5 },
  )
})

test('fields without quotes and escapes are what is between the delimiters', () => {
  const plain = fc.array(
    fc.string({ maxLength: 4 }).map(s => s.replace(/[",\\]/g, '')),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(plain, fields => {
      expect(functions.split_delimited.evaluate([fields.join(','), ',"\\'])).toEqual(fields)
    }),
  )
})

test('fields come back as they were quoted', () => {
  const any = fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 5 })
  const quoted = (field: string): string => `"${field.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
  fc.assert(
    fc.property(any, fields => {
      expect(functions.split_delimited.evaluate([fields.map(quoted).join(','), ',"\\'])).toEqual(fields)
    }),
  )
})

describe('XML', () => {
  test.each([
    ['<a b="1" c=\'2\'/>', { name: 'a', attributes: { b: '1', c: '2' }, children: [] }],
    [
      '<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ENTITY e "x">]><a>y</a>\n',
      { name: 'a', attributes: {}, children: ['y'] },
    ],
    ['<a>x<![CDATA[<b>]]>&gt;<!-- c -->z</a>', { name: 'a', attributes: {}, children: ['x<b>>z'] }],
    ['\ufeff<n:a xmlns:n="u">é</n:a >', { name: 'n:a', attributes: { 'xmlns:n': 'u' }, children: ['é'] }],
  ])('%s', (text, expected) => {
    const { attributes, ...rest } = parseXml(text) ?? { attributes: new Map() }
    expect({ ...rest, attributes: Object.fromEntries(attributes) }).toEqual(expected)
  })
  test.each([
    ...[
      '',
      'a',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      '<a/>x',
      'x<a/>',
      '<a b=1/>',
      '<a b="1" b="2"/>',
      '<a>&e;</a>',
      '<a>&</a>',
    ],
    ...['<a b="<"/>', '<a>&#0;</a>', '<a>&#xD800;</a>', '<a b="1"c="2"/>', '< a/>', '<a><![CDATA[x</a>', '<!-- <a/>'],
    '<a>'.repeat(129) + '</a>'.repeat(129),
  ])('%s is no document', text => expect(parseXml(text)).toBeUndefined())
})

describe('hostile text is read in linear time', () => {
  const n = 200_000
  test.each([
    ['<a>'.repeat(n)],
    ['<a b="'.repeat(n)],
    [`<a>${'&'.repeat(n)}`],
    [`<a ${'b '.repeat(n)}`],
    ['<!--'.repeat(n)],
    ['<![CDATA['.repeat(n)],
    ['="'.repeat(n)],
    [`a=${'\\"'.repeat(n)}`],
    ['a'.repeat(n)],
    [`a${' '.repeat(n)}`],
    ['"a'.repeat(n)],
    [','.repeat(n)],
    [`"${'""'.repeat(n)}`],
  ])('%#', text => {
    functions.xml_get.evaluate([text, '/a'])
    functions.key_value.evaluate([text, '', 'a'])
    functions.split_delimited.evaluate([text, ',"\\'])
  })
})
