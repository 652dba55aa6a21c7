import { expect, test } from 'vitest'
import { tokens } from '../../src/languages/sumo/tokens.ts'

const coloured = (text: string): string =>
  tokens(text)
    .filter(t => t.kind !== 'text' || text.slice(t.start, t.end).trim() !== '')
    .map(t => `${t.kind}:${text.slice(t.start, t.end)}`)
    .join(' ')

test('a name is coloured as what it is there: operator, function, aggregate or field', () => {
  expect(coloured('a=b x | count as count by sum // why')).toBe(
    'field:a operator:= string:b text:x punctuation:| function:count keyword:as field:count keyword:by field:sum comment:// why',
  )
  expect(coloured('* | where isNull(isNull) and x matches /a/')).toBe(
    'text:* punctuation:| keyword:where function:isNull punctuation:( field:isNull punctuation:) operator:and field:x operator:matches regex:/a/',
  )
})

test('a name that nobody knows is coloured as an error', () => {
  expect(coloured('* | wher x')).toContain('error:wher')
})

test('regular expressions in quotes are coloured as such', () => {
  expect(coloured('* | parse regex field=f "(?<a>b)" nodrop')).toBe(
    'text:* punctuation:| keyword:parse keyword:regex keyword:field operator:= field:f regex:"(?<a>b)" keyword:nodrop',
  )
})
