import { acceptWord, isWord, type Parser, parseNames, peek, startsName, take } from '../parsing.ts'
import type { Name } from '../syntax.ts'

/** `by a, b` or `group by a, b`, if it stands next. */
export function parseBy(p: Parser): Name[] {
  const group = startsGroup(p)
  if (group) take(p, 'keyword')
  return acceptWord(p, 'by') === undefined && !group ? [] : parseNames(p, 'a field to group by')
}

/** `group by`; published queries also leave the `by` out. */
const startsGroup = (p: Parser): boolean =>
  isWord(peek(p), 'group') && (isWord(peek(p, 1), 'by') || startsName(peek(p, 1)))

/** Whether `by` or `group by` stands next. */
export const startsBy = (p: Parser): boolean => isWord(peek(p), 'by') || startsGroup(p)
