import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { captures, partsOf, withParts } from '../../plan/regex/walk.ts'
import type { Expr, Writing } from './expr.ts'

/** What a group of the first match of a regex in a text holds; null without a match, and where the group took no part. */
export function extract(of: Expr, regex: Regex, group: number, w: Writing): string {
  const wanted = group === 0 ? regex : captures(regex)[group - 1]
  const text = printRegex(capturingOnly(regex, wanted === undefined ? [] : [wanted]))
  const number = group === 0 ? 0 : 1
  // Databases give the empty text where there is no match, so it can only be told from a match that cannot be empty.
  return wanted !== undefined && !canBeEmpty(wanted)
    ? `nullif(${w.dialect.group(of.sql, text, number)}, ${w.dialect.literal('', 'string')})`
    : w.dialect.groupOrNull(of.sql, text, number)
}

/** The regex where no other groups than these capture, so that they are numbered from 1. */
export function capturingOnly(regex: Regex, groups: readonly Regex[]): Regex {
  if (regex.re !== 'capture') return withParts(regex, part => capturingOnly(part, groups))
  const of = capturingOnly(regex.of, groups)
  return groups.includes(regex) ? { re: 'capture', of, name: undefined } : of
}

/** Whether it may match the empty text. */
export function canBeEmpty(regex: Regex): boolean {
  switch (regex.re) {
    case 'empty':
    case 'assert':
      return true
    case 'char':
      return false
    case 'alt':
      return regex.options.some(canBeEmpty)
    case 'repeat':
      return regex.min === 0 || canBeEmpty(regex.of)
    case 'seq':
    case 'capture':
      return partsOf(regex).every(canBeEmpty)
  }
}
