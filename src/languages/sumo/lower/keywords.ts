import type { Span } from '../../../base/span.ts'
import { columnsOf } from '../../../plan/columns.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { assertion, capture, char, repeat, seq, text as written } from '../../../plan/regex/build.ts'
import { complement, setOf } from '../../../plan/regex/charset.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { call, text } from './build.ts'
import type { Context } from './context.ts'
import { beside } from './range.ts'
import { freshColumn } from './rows.ts'
import { blanks, termChars } from './term.ts'

// Searching for phrases that only the data tells. Both the message and a phrase are written so that terms begin with `A` and
// end with `Z` and white space is one blank; then a phrase is found where its text is, for in lower case there is no other
// A or Z. That is what `termRegex` finds for a phrase without wildcards.

const run = (chars: typeof blanks): Regex => repeat(char(chars), 1, undefined)

const replaced = (of: Scalar, regex: Regex, by: readonly (string | number)[], at: Span): Scalar => ({
  op: 'substitute',
  of,
  regex,
  by,
  at,
})

/** A text as a row of terms, in lower case. */
export function asTerms(of: Scalar, at: Span): Scalar {
  const even = replaced(call('trim', [call('lower', [of], at)], at), run(blanks), [' '], at)
  return replaced(even, run(termChars), ['A', 0, 'Z'], at)
}

/** What stands between the phrases of one row. */
const between = 'B'

/**
 * Whether all phrases of some row of `plan`, whose columns are phrases as terms, stand in the message. The phrases stand
 * beside every message as one list, for they are the same for all.
 */
export function searchedFor(context: Context, message: Scalar, plan: Plan, count: number, at: Span): Predicate {
  const { rows } = context
  const list = freshColumn(rows, 'phrases of the subquery')
  const terms = freshColumn(rows, 'terms of the message')
  const as = freshColumn(rows, 'phrases')
  const joined = columnsOf(plan).map(({ name }): Scalar => ({ op: 'field', name, type: 'string' }))
  const phrases = joined.reduce((all, one) => call('concat', [call('concat', [all, text(between)], at), one], at))
  const one: Plan = {
    op: 'group',
    input: { op: 'extend', input: plan, columns: [{ name: as, value: phrases }], at },
    by: [],
    aggregates: [{ name: list, value: { fn: 'values', args: [{ op: 'field', name: as, type: 'string' }] } }],
    at,
  }
  const value = asTerms(message, at)
  rows.steps.push(
    input => beside(input, { op: 'detach', input: one, at }, at),
    input => ({ op: 'extend', input, columns: [{ name: terms, value }], at }),
  )
  const row: Scalar = { op: 'field', name: as, type: 'string' }
  const found = Array.from(
    { length: count },
    (_, i): Predicate => ({
      op: 'compare',
      is: 'eq',
      left: call('contains', [{ op: 'field', name: terms, type: 'string' }, phraseOf(row, i, count, at)], at),
      right: { op: 'literal', type: 'bool', value: true },
    }),
  )
  const where: Predicate = found.length === 1 && found[0] !== undefined ? found[0] : { op: 'and', args: found }
  return { op: 'some', list: { op: 'field', name: list, type: { list: 'string' } }, as, where, at }
}

/** One phrase of a row of them. */
function phraseOf(row: Scalar, index: number, count: number, at: Span): Scalar {
  if (count === 1) return row
  const phrase = repeat(char(complement(setOf([[0x42, 0x42]]))), 0, undefined)
  const parts = Array.from({ length: count }, (_, i) => (i === index ? capture(phrase, undefined) : phrase))
  const regex = seq([
    assertion('text start'),
    ...parts.flatMap((part, i) => (i === 0 ? [part] : [written(between, 'none'), part])),
    assertion('text end'),
  ])
  return { op: 'extract', of: row, regex, group: 1, at }
}
