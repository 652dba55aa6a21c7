import { expect, test } from 'vitest'
import { plain } from '../../src/base/frame.ts'
import { widthOf } from '../../src/base/width.ts'
import { renderTable } from '../../src/cli/table.ts'

const cells = (...texts: string[]) => texts.map(text => ({ text }))

test('columns are as wide as they need to be, wide characters counted as two', () => {
  expect(renderTable(['a', 'long'], [cells('日本', 'x'), cells('b', 'y')], plain)).toBe(
    'a    │ long\n─────┼─────\n日本 │ x\nb    │ y',
  )
})

test('headings may have several lines', () => {
  expect(renderTable(['a\nb', 'c'], [cells('1', '2')], plain)).toBe('a │ c\nb │\n──┼──\n1 │ 2')
})

test.each([40, 60, 80])('fits into %d columns by narrowing the widest', width => {
  const shown = renderTable(['id', 'text', 'more'], [cells('1', 'x'.repeat(200), 'y'.repeat(90))], plain, { width })
  for (const line of shown.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width)
  expect(shown).toContain('1  │ xxx')
})

test('many columns are not narrowed below what can be read', () => {
  const names = Array.from({ length: 20 }, (_, i) => `column number ${i}`)
  expect(renderTable(names, [], plain, { width: 40 })).toContain('column …')
})

test('a cell may have lines, each cut or broken to fit; then rows are set apart', () => {
  const rows = [
    [
      { text: 'one-two three', lines: 'broken' as const },
      { text: 'x'.repeat(20), lines: 'cut' as const },
    ],
    [{ text: 'a' }, { text: 'b\nc', lines: 'cut' as const }],
  ]
  expect(renderTable(['name', 'text'], rows, plain, { width: 18, between: '  ' }).split('\n')).toEqual([
    'name      text',
    '──────────────────',
    'one-two   xxxxxxx…',
    'three',
    '──────────────────',
    'a         b',
    '          c',
  ])
})

test.each(['cut', 'broken'] as const)('values that are long or have very many lines end: %s', lines => {
  const cell = (text: string) => ({ text, lines })
  const rows = [
    [cell('word '.repeat(40_000)), cell('x'.repeat(200_000))],
    [cell('\n'.repeat(200_000)), cell('')],
  ]
  expect(renderTable(['a', 'b'], rows, plain, { width: 80 }).length).toBeGreaterThan(80)
})

test('control characters are made visible', () => {
  expect(renderTable(['a'], [cells('\u001b[2J\n')], plain)).toContain('␛[2J␊')
})
