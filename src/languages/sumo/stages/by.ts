import { parseExpr } from '../expression.ts'
import { bracketedKeys, closeKeys, looseKey } from '../foreign/keys.ts'
import { lateAggregate } from '../foreign/late-aggregate.ts'
import {
  acceptComma,
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
  const before = group ? p.cursor.end() : 0
  const end = group ? before - 'group'.length : p.cursor.end()
  if (acceptWord(p, 'by') === undefined && !group) return []
  return stage === undefined ? parseNames(p, 'a field to group by') : parseKeys(p, stage, end)
}

/** Names; `end` is where what stands before `by` ends. A call among them is named as a stage before would name it. */
function parseKeys(p: Parser, stage: number, end: number): Name[] {
  const keys: Name[] = []
  const bracketed = bracketedKeys(p)
  do {
    if (lateAggregate(p, end)) continue
    const called = peek(p).kind === 'word' && isSign(peek(p, 1), '(')
    const key = called ? refuseComputedKey(p, parseExpr(p), keys.length, stage) : parseName(p, 'a field to group by')
    if (key === undefined) return keys
    keys.push(key)
  } while (acceptComma(p) || looseKey(p))
  if (bracketed) closeKeys(p)
  return keys
}

/** `group by`; published queries also leave the `by` out. */
const startsGroup = (p: Parser): boolean =>
  isWord(peek(p), 'group') && (isWord(peek(p, 1), 'by') || startsName(peek(p, 1)))

/** Whether `by` or `group by` stands next. */
export const startsBy = (p: Parser): boolean => isWord(peek(p), 'by') || startsGroup(p)
