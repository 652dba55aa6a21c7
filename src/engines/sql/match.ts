import { foldCase, foldedOtherwise, lowerCase } from '../../plan/functions/case.ts'
import { canonicalPattern, type Fold, type Pattern } from '../../plan/pattern.ts'
import { char, foldedChar } from '../../plan/regex/build.ts'
import { charsOf, sameSet } from '../../plan/regex/charset.ts'
import { patternRegex } from '../../plan/regex/of-pattern.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Writing } from './expr.ts'

/** Whether a text fits a pattern: with the database's plain text functions where they can say it, else as a regex. */
export function match(of: string, given: Pattern, fold: Fold, w: Writing): string {
  const pattern = canonicalPattern(given)
  const shape = shapeOf(pattern)
  if (shape?.is === 'anything') return `(${of} IS NOT NULL)`
  if (fold === 'none' || !pattern.some(part => 'text' in part && hasCase(part.text)))
    return shape === undefined ? w.dialect.finds(of, printRegex(patternRegex(pattern, 'none'))) : plain(of, shape, w)
  if (fold === 'unicode') {
    const folded = lowered(of, w)
    if (shape !== undefined) return plain(folded, { ...shape, text: lowerCase(shape.text) }, w)
    return w.dialect.finds(folded, printRegex(patternRegex(lowerPattern(pattern), 'none')))
  }
  if (fold === 'casefold') {
    const cheap = match(of, casefolded(pattern), 'unicode', w)
    if (foldsAlike(pattern)) return cheap
    // In a text without the few letters that the two folds see otherwise, both are the same.
    const exact = w.dialect.finds(of, printRegex(patternRegex(pattern, 'casefold')))
    if (pattern.some(part => 'text' in part && part.text.includes('\u0130'))) return exact
    return `(CASE WHEN ${w.dialect.finds(of, otherwise)} THEN ${exact} ELSE ${cheap} END)`
  }
  const exact = w.dialect.finds(of, printRegex(patternRegex(pattern, 'ascii')))
  if (shape === undefined) return exact
  // Lower case takes more letters for equal than ASCII has; the cheap test comes first, the exact one where it can differ.
  const cheap = plain(lowered(of, w), { ...shape, text: lowerCase(shape.text) }, w)
  return /^[\0-\x7f]*$/.test(shape.text) && !/[ik]/i.test(shape.text) ? cheap : `(${cheap} AND ${exact})`
}

/** A regex that finds letters which two folds see otherwise. */
const otherwise = printRegex(char(charsOf(foldedOtherwise.join(''))))

const casefolded = (pattern: Pattern): Pattern =>
  pattern.map(part => ('text' in part ? { text: foldCase(part.text, 'casefold') } : part))

/** Whether a pattern has no letter that the two folds see otherwise. */
const foldsAlike = (pattern: Pattern): boolean =>
  pattern.every(
    part =>
      !('text' in part) ||
      Array.from(part.text, c => c.codePointAt(0) ?? 0).every(c =>
        sameSet(foldedChar(c, 'unicode'), foldedChar(c, 'casefold')),
      ),
  )

/** A pattern that says no more than where in a text one text stands. */
export type Shape = { readonly is: 'anything' | 'equal' | 'contains' | 'start' | 'end'; readonly text: string }

/** What the pattern says, if that is no more than a `Shape`. */
export function shapeOf(pattern: Pattern): Shape | undefined {
  const kinds = pattern.map(part => ('text' in part ? 'text' : part.any)).join(' ')
  const text = pattern.map(part => ('text' in part ? part.text : '')).join('')
  const is = shapes[kinds]
  return is === undefined ? undefined : { is, text }
}

const shapes: Readonly<Record<string, Shape['is']>> = {
  '': 'equal',
  run: 'anything',
  text: 'equal',
  'run text run': 'contains',
  'text run': 'start',
  'run text': 'end',
}

function plain(of: string, { is, text }: Shape, w: Writing): string {
  const literal = w.dialect.literal(text, 'string')
  switch (is) {
    case 'anything':
      return `(${of} IS NOT NULL)`
    case 'equal':
      return `(${of} = ${literal})`
    case 'contains':
      return w.dialect.contains(of, literal)
    case 'start':
      return w.dialect.startsWith(of, literal)
    case 'end':
      return w.dialect.endsWith(of, literal)
  }
}

export const lowerPattern = (pattern: Pattern): Pattern =>
  pattern.map(part => ('text' in part ? { text: lowerCase(part.text) } : part))

/** The text in lower case. */
export const lowered = (of: string, w: Writing): string =>
  w.dialect.functions.lower([{ sql: of, type: 'string', nullable: true, plain: false }], 'string', w)

/** Whether another text could equal this one under a fold. ASCII letters are the least of it; the rest is asked of both cases. */
const hasCase = (text: string): boolean => text !== text.toLowerCase() || text !== text.toUpperCase()
