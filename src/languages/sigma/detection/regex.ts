import { parseSearch } from '../../../plan/regex/look/index.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import type { Report } from '../report.ts'
import type { ScalarNode } from '../yaml/node.ts'

/**
 * The regex of a value. It is found anywhere, in the letter case that it says, and has no escapes of its own beside those of
 * regexes (sigma-appendix-modifiers.md, re). Look-around is taken where another regex finds exactly the same.
 */
export function readRegex(node: ScalarNode, flags: string, report: Report): Regex | undefined {
  const { value, diagnostics } = parseSearch(node.written, {
    flags,
    fold: 'casefold',
    at: offset => node.offset(offset),
  })
  report.push(...diagnostics)
  return value?.regex
}
