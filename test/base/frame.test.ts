import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { plain, renderBrief, renderDiagnostic } from '../../src/base/frame.ts'

const about = (text: string, marked: string, more: Partial<Diagnostic> = {}): Diagnostic => {
  const start = text.indexOf(marked)
  return {
    code: 'test/wrong',
    severity: 'error',
    message: 'this is wrong',
    span: { start, end: start + marked.length },
    ...more,
  }
}

const frame = (text: string, marked: string, more?: Partial<Diagnostic>, width?: number): string =>
  renderDiagnostic(about(text, marked, more), { name: 'q', text }, width === undefined ? {} : { width })

describe('code frames', () => {
  test('the place is underlined, then comes why and what to do', () => {
    expect(frame('a | b\n| where x\n', 'where', { because: 'it is so', help: 'write\nthis' })).toBe(
      [
        'error [test/wrong] this is wrong',
        '  at q:2:3',
        '2 │ | where x',
        '  │   ^^^^^',
        '  because it is so',
        '  help    write',
        '          this',
      ].join('\n'),
    )
  })

  test.each([
    ['tabs are blanks', '\t\tx', 'x', '1 │         x', '  │         ^'],
    ['wide characters take two signs', '日本 = x', '日本', '1 │ 日本 = x', '  │ ^^^^'],
    ['what stands behind wide characters is hit', '日本 = x', 'x', '1 │ 日本 = x', '  │        ^'],
    ['combining marks take no sign', 'e\u0301 = x', 'x', '1 │ e\u0301 = x', '  │     ^'],
    ['emoji', '"👍" x', 'x', '1 │ "👍" x', '  │      ^'],
    ['escapes are made visible', '\u001b[31m x', 'x', '1 │ ␛[31m x', '  │       ^'],
    ['line ends of Windows', 'a\r\nbc\r\n', 'bc', '2 │ bc', '  │ ^^'],
  ])('%s', (_, text, marked, line, signs) => {
    const lines = frame(text, marked).split('\n')
    expect(lines.slice(2)).toEqual([line, signs])
  })

  test('nothing that a query or a file name holds reaches the terminal as an escape', () => {
    const steer = '\u001b]0;x\u0007'
    const diagnostic: Diagnostic = {
      ...about('a b', 'a', { message: steer, because: steer, help: `${steer}\n${steer}` }),
      also: [{ span: { start: 2, end: 3 }, message: steer }],
    }
    const source = { name: steer, text: 'a b' }
    const shown = renderDiagnostic(diagnostic, source) + renderBrief(diagnostic, source)
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    expect(shown.split('␛').length - 1).toBe(8)
  })

  test('an empty span is one sign, also behind the last character', () => {
    const text = 'abc'
    const at = renderDiagnostic({ ...about(text, 'abc'), span: { start: 3, end: 3 } }, { name: 'q', text })
    expect(at.split('\n').slice(2)).toEqual(['1 │ abc', '  │    ^'])
  })

  test('a span past the end, and an empty text, do no harm', () => {
    const at = renderDiagnostic({ ...about('', ''), span: { start: 5, end: 9 } }, { name: 'q', text: '' })
    expect(at).toContain('at q:1:1')
  })

  test('a long span shows its beginning and its end', () => {
    const text = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n')
    const lines = frame(text, text.slice(2, -2)).split('\n').slice(2)
    expect(lines[0]).toBe(' 1 │ line 0')
    expect(lines).toContain('   ┆')
    expect(lines.at(-2)).toBe('20 │ line 19')
    expect(lines.length).toBeLessThan(12)
  })

  test('a long line is cut around the mark and keeps it in view', () => {
    const text = `${'a'.repeat(500)} bad ${'b'.repeat(500)}`
    const [line = '', signs = ''] = frame(text, 'bad', {}, 60).split('\n').slice(2)
    expect(line.length).toBeLessThanOrEqual(60)
    expect(line).toMatch(/^1 │ …a+ bad b*…$/)
    expect(line.indexOf('bad')).toBe(signs.indexOf('^^^'))
  })

  test('other places are shown with what is said of them', () => {
    const text = 'a as x\nb as x'
    const shown = frame(text, 'b as x', { also: [{ span: { start: 5, end: 6 }, message: 'first here' }] })
    expect(shown.split('\n').slice(2)).toEqual(['1 │ a as x', '  │      - first here', '2 │ b as x', '  │ ^^^^^^'])
  })

  test('a query inside another file is blamed there, in every line', () => {
    const text = 'a\n  bad'
    const source = { name: 'q', text, startsAt: { file: 'd.yaml', line: 10, column: 7, indent: 6 } }
    expect(renderDiagnostic(about(text, 'bad'), source)).toContain('at d.yaml:11:9\n11 │   bad')
    expect(renderBrief(about(text, 'a'), source)).toBe('d.yaml:10:7: error test/wrong: this is wrong')
  })

  test('colours are those that are handed in', () => {
    const text = 'x'
    const paint = { ...plain, error: (s: string) => `<${s}>` }
    expect(renderDiagnostic(about(text, 'x'), { name: 'q', text }, { paint })).toContain('<^>')
  })
})
