import type { Replacement } from '../../plan/plan.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { type Capture, captures, withParts } from '../../plan/regex/walk.ts'
import type { Expr, Writing } from './expr.ts'

/** A text with every match of a regex replaced, by RE2's own replacing, whose rules for empty matches are those of the plan. */
export function substitute(of: Expr, regex: Regex, by: Replacement, w: Writing): string {
  const all = captures(regex)
  const used = new Set(by.flatMap(piece => (typeof piece === 'number' ? (all[piece - 1] ?? []) : [])))
  const numbers = all.filter(group => used.has(group))
  const pieces = by.map(piece => {
    if (typeof piece === 'string') return piece.replaceAll('\\', '\\\\')
    const group = all[piece - 1]
    return `\\${group === undefined ? 0 : numbers.indexOf(group) + 1}`
  })
  return w.dialect.replaceMatches(of.sql, printRegex(capturing(regex, used)), pieces.join(''))
}

/** The regex where no other groups than these capture, so that few have numbers. */
function capturing(regex: Regex, groups: ReadonlySet<Capture>): Regex {
  if (regex.re !== 'capture') return withParts(regex, part => capturing(part, groups))
  const inside = capturing(regex.of, groups)
  return groups.has(regex) ? { re: 'capture', of: inside, name: undefined } : inside
}
