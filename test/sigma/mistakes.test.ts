import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/languages/sigma/yaml/read.ts'

/** What is said of a text, and the text with its fixes. */
function told(text: string): { readonly says: readonly string[]; readonly fixed: string } {
  const { diagnostics } = readYaml(text)
  const edits = diagnostics.flatMap(d => d.fix ?? []).sort((a, b) => b.span.start - a.span.start)
  const fixed = edits.reduce((now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end), text)
  return { says: diagnostics.map(d => d.message), fixed }
}

const rule = (line: string): string => `title: x\ndetection:\n  sel:\n    ${line}\n  condition: sel\n`

describe('a mistake in YAML is told as what its author meant, and fixed where that is certain', () => {
  test.each([
    ['a wildcard in front', 'CommandLine: *nmap*', /begins with `\*`/, "CommandLine: '*nmap*'"],
    ['a wildcard, and words', 'CommandLine: *nmap -sS', /begins with `\*`/, "CommandLine: '*nmap -sS'"],
    ['a wildcard in a list', "- *it's*", /begins with `\*`/, "- '*it''s*'"],
    ['a variable of Windows', 'Image|contains: %temp%', /cannot begin with `%`/, "Image|contains: '%temp%'"],
    ['an at sign', 'User: @admin', /cannot begin with `@`/, "User: '@admin'"],
    ['a colon inside', 'CommandLine: a: b: c', /a colon and a blank/, "CommandLine: 'a: b: c'"],
    ['a path in double quotes', 'Image: "C:\\Windows\\x"', /`\\W` is none/, "Image: 'C:\\Windows\\x'"],
    ['what may be a comment', 'Image: *x #y', /begins with `\*`/, 'Image: *x #y'],
    ['signs that may be meant as one', 'Image: "C:\\\\a\\W"', /`\\W` is none/, 'Image: "C:\\\\a\\W"'],
  ])('%s', (_, line, says, fixed) => {
    const said = told(rule(line))
    expect(said.says).toEqual([expect.stringMatching(says)])
    expect(said.fixed).toBe(rule(fixed))
    if (fixed !== line) expect(readYaml(said.fixed).diagnostics).toEqual([])
  })

  test('a quote that is never closed is told where it is opened', () => {
    const text = 'title: a\nauthor: "b\ndetection:\n  sel: {F: x}\n  condition: sel\n'
    const [said, ...more] = readYaml(text).diagnostics
    expect(more).toEqual([])
    expect(said?.message).toMatch(/double quotes is never closed/)
    expect(said && text.slice(said.span.start, said.span.end)).toBe('"b')
  })

  test('a line that stands askew', () =>
    expect(told('logsource:\n  category: a\n product: b\n').says).toEqual([
      expect.stringMatching(/deeper or less deep/),
    ]))

  test('an alias that is misspelled in a map of one line has its name said', () =>
    expect(told('a: &one x\nb: [*oen]\n').says).toEqual(['nothing before this is named `&oen`']))

  test('a line with very many of them is read in linear time', () => {
    expect(told(`a: ${'b: '.repeat(20_000)}`).says.length).toBe(1)
  })
})
