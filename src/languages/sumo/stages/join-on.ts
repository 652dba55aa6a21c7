import type { Span } from '../../../base/span.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  isSign,
  isWord,
  type Parser,
  parseName,
  peek,
  say,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import type { JoinStage, Name } from '../syntax.ts'

/**
 * The conditions after `on`: `t1.a = t2.b`, joined by `and`. Everything else that one might write there the page lists as
 * not supported, and says nothing of what to do instead, so that is said here.
 */
export function parseJoinConditions(p: Parser): JoinStage['on'] {
  const on: { readonly left: Name; readonly right: Name }[] = []
  let open = 0
  for (;;) {
    while (acceptSign(p, '(') !== undefined) open++
    const condition = parseCondition(p)
    if (condition !== undefined) on.push(condition)
    while (open > 0 && acceptSign(p, ')') !== undefined) open--
    if (p.report.isLost() || !parseAnd(p)) break
  }
  if (open > 0 && !p.report.isLost()) expectSign(p, ')')
  return on
}

/** What joins two conditions; false where no further one follows. */
function parseAnd(p: Parser): boolean {
  if (acceptWord(p, 'and') !== undefined || acceptSign(p, '&&') !== undefined) return true
  const token = peek(p)
  if (isWord(token, 'or') || isSign(token, '||')) {
    take(p)
    refuse(p, token, 'conditions of a join are joined by `and` only', afterwards('t1_a = t2_b or t1_c = t2_d'))
    return true
  }
  if (!isSign(token, ',')) return false
  take(p)
  const span = { start: token.start, end: token.end }
  say(p, {
    code: 'sumo/join-condition',
    severity: 'error',
    message: 'conditions of a join are joined by `and`, not by a comma',
    help: 'write `and`',
    span,
    fix: [{ span, text: ' and' }],
  })
  return true
}

function parseCondition(p: Parser): { readonly left: Name; readonly right: Name } | undefined {
  const start = peek(p).start
  const token = peek(p)
  if (isSign(token, '!') || isWord(token, 'not')) {
    skipCondition(p)
    return refuse(p, spanFrom(p, start), 'a condition of a join cannot be negated', afterwards('!(t1_a = t2_b)'))
  }
  if (isValue(p)) return refuseValue(p, start)
  const left = parseField(p)
  if (left === undefined) return undefined
  if (isSign(peek(p), '=') || isSign(peek(p), '==')) {
    take(p)
    if (isValue(p)) return refuseValue(p, start)
    const right = parseField(p)
    return right === undefined ? undefined : { left, right }
  }
  if (atStageEnd(p) || isWord(peek(p), 'timewindow')) {
    expected(p, '`=` and a field of another table', 'a condition of a join is `t1.a = t2.b`')
    return undefined
  }
  const sign = peek(p).text
  skipCondition(p)
  return refuse(
    p,
    spanFrom(p, start),
    `\`on\` asks whether fields are equal, with \`=\`; \`${sign}\` cannot stand there`,
    afterwards(`t1_a ${/^[!<>=a-z]/.test(sign) ? sign : '!='} t2_b`),
  )
}

const isValue = (p: Parser): boolean => {
  const token = peek(p)
  return token.kind === 'number' || token.kind === 'string' || isSign(token, '-')
}

function refuseValue(p: Parser, start: number): undefined {
  skipCondition(p)
  return refuse(
    p,
    spanFrom(p, start),
    '`on` compares fields of two tables, not a field with a value',
    'ask for the value inside the table: `(… | where a = 3) as t1`',
  )
}

/** A field of a table; a blank behind the point is forgiven (`t1. a`), as a published search has it. */
function parseField(p: Parser): Name | undefined {
  const name = parseName(p, 'a field of one of the tables, such as `t1.a`')
  if (name === undefined || !name.name.endsWith('.') || !startsName(peek(p))) return name
  const rest = parseName(p)
  if (rest === undefined) return name
  return { name: `${name.name}${rest.name}`, span: { start: name.span.start, end: rest.span.end } }
}

function skipCondition(p: Parser): void {
  let open = 0
  for (;;) {
    const token = peek(p)
    if (isSign(token, '(')) open++
    else if (open > 0 && isSign(token, ')')) open--
    else if (atStageEnd(p) || isWord(token, 'timewindow')) return
    else if (open === 0 && (isWord(token, 'and') || isWord(token, 'or'))) return
    take(p)
  }
}

const afterwards = (condition: string): string =>
  `join on what must be equal, then ask for the rest: \`| where ${condition}\``

function refuse(p: Parser, { start, end }: Span, message: string, help: string): undefined {
  say(p, {
    code: 'sumo/join-condition',
    severity: 'error',
    message,
    because: 'a join of Sumo Logic takes conditions like `t1.a = t2.b`, joined by `and`, and no others',
    help,
    span: { start, end },
  })
  return undefined
}
