import type { Fold, Pattern } from '../../plan/pattern.ts'
import { assertion, char, repeat, seq, text } from '../../plan/regex/build.ts'
import type { Regex } from '../../plan/regex/regex.ts'

const anyChar = char([[0, 0x10ffff]])

/** A regex that is found in exactly the texts that fit the pattern, newlines being characters like others. */
export function patternRegex(pattern: Pattern, fold: Fold): Regex {
  const openStart = isRun(pattern[0])
  const openEnd = isRun(pattern[pattern.length - 1])
  const inner = pattern.slice(openStart ? 1 : 0, openEnd ? pattern.length - 1 : pattern.length)
  const items = inner.map(part =>
    'text' in part ? text(part.text, fold) : part.any === 'one' ? anyChar : repeat(anyChar, 0, undefined),
  )
  return seq([...(openStart ? [] : [assertion('text start')]), ...items, ...(openEnd ? [] : [assertion('text end')])])
}

const isRun = (part: Pattern[number] | undefined): boolean => part !== undefined && 'any' in part && part.any === 'run'
