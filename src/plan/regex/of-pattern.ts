import type { Fold, Pattern } from '../pattern.ts'
import { canonicalPattern } from '../pattern.ts'
import { assertion, char, repeat, seq, text } from './build.ts'
import { ALL } from './charset.ts'
import type { Regex } from './regex.ts'

/** A regex that is found in exactly the strings that fit the pattern. Runs at either end become the lack of an anchor. */
export function patternRegex(pattern: Pattern, fold: Fold): Regex {
  const parts = canonicalPattern(pattern)
  const [first, last] = [parts[0], parts[parts.length - 1]]
  const openStart = first !== undefined && 'any' in first && first.any === 'run'
  const openEnd = last !== undefined && 'any' in last && last.any === 'run'
  const items = parts
    .slice(openStart ? 1 : 0, openEnd ? -1 : undefined)
    .map(part =>
      'text' in part ? text(part.text, fold) : part.any === 'one' ? char(ALL) : repeat(char(ALL), 0, undefined),
    )
  return seq([...(openStart ? [] : [assertion('text start')]), ...items, ...(openEnd ? [] : [assertion('text end')])])
}
