import { acceptWord, isWord, type Parser, parseNames, peek, take } from '../parsing.ts'
import type { Name } from '../syntax.ts'

/** `by a, b` or `group by a, b`, if it stands next. */
export function parseBy(p: Parser): Name[] {
  if (isWord(peek(p), 'group') && isWord(peek(p, 1), 'by')) take(p, 'keyword')
  return acceptWord(p, 'by') === undefined ? [] : parseNames(p, 'a field to group by')
}

/** Whether `by` or `group by` stands next. */
export const startsBy = (p: Parser): boolean =>
  isWord(peek(p), 'by') || (isWord(peek(p), 'group') && isWord(peek(p, 1), 'by'))
