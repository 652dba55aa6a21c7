import { parseExpr } from '../expression.ts'
import { bracketedKeys, closeKeys, looseKey } from '../foreign/keys.ts'
import {
  acceptSign,
  acceptWord,
  isSign,
  isWord,
  type Parser,
  parseName,
  parseNames,
  peek,
  startsName,
  take,
} from '../parsing.ts'
import { refuseComputedKey } from '../rules/aggregate.ts'
import type { Name } from '../syntax.ts'

/** `by a, b` or `group by a, b`, if it stands next; `stage` is where an aggregate stage with these keys starts. */
export function parseBy(p: Parser, stage?: number): Name[] {
  const group = startsGroup(p)
  if (group) take(p, 'keyword')
  if (acceptWord(p, 'by') === undefined && !group) return []
  return stage === undefined ? parseNames(p, 'a field to group by') : parseKeys(p, stage)
}

/** Names; a call among them is named as a stage before would name it. */
function parseKeys(p: Parser, stage: number): Name[] {
  const keys: Name[] = []
  const bracketed = bracketedKeys(p)
  do {
    const called = peek(p).kind === 'word' && isSign(peek(p, 1), '(')
    const key = called ? refuseComputedKey(p, parseExpr(p), keys.length, stage) : parseName(p, 'a field to group by')
    if (key === undefined) return keys
    keys.push(key)
  } while (acceptSign(p, ',') !== undefined || looseKey(p))
  if (bracketed) closeKeys(p)
  return keys
}

/** `group by`; published queries also leave the `by` out. */
const startsGroup = (p: Parser): boolean =>
  isWord(peek(p), 'group') && (isWord(peek(p, 1), 'by') || startsName(peek(p, 1)))

/** Whether `by` or `group by` stands next. */
export const startsBy = (p: Parser): boolean => isWord(peek(p), 'by') || startsGroup(p)
