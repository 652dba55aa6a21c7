import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import type { Pattern, PatternPart } from '../../../plan/pattern.ts'

/**
 * The pattern of `LIKE`: `%` is any run, `_` any one character, and the escape character takes their meaning, and its own,
 * away. Before any other character it is itself: published rules write `'%\powershell.exe'`.
 */
export function likePattern(written: string, escaper = '\\'): Pattern {
  const parts: PatternPart[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ text })
    text = ''
  }
  const chars = [...written]
  for (let i = 0; i < chars.length; i++) {
    const [c = '', next = ''] = [chars[i], chars[i + 1]]
    if (c === escaper && (next === '%' || next === '_' || next === escaper)) {
      text += next
      i++
    } else if (c === '%' || c === '_') {
      flush()
      parts.push({ any: c === '%' ? 'run' : 'one' })
    } else text += c
  }
  flush()
  return parts
}

/**
 * A pattern that ends in `\%` ends in a percent sign, where nearly always a folder was meant: `'%\wwwroot\%'`. `at` is where
 * the text with its quotes stands.
 */
export function escapedEnd(written: string, at: Span): Diagnostic | undefined {
  const backslashes = /(\\+)%$/.exec(written)?.[1]?.length ?? 0
  if (backslashes % 2 === 0) return undefined
  const place = at.end - 3
  return {
    code: 'sumo-cse/escaped-percent',
    severity: 'warning',
    message: '`\\%` at the end of a pattern is a percent sign, no wildcard',
    because: 'the backslash takes the meaning of `%` away, so only values that end in `%` match',
    help: 'for a backslash and then anything, write `\\\\%`',
    span: { start: place, end: at.end - 1 },
    fix: [{ span: { start: place, end: place }, text: '\\' }],
  }
}
