import { numberValue } from '../sumo/lexer-number.ts'
import { parseItems, parseNested, power } from './expression.ts'
import { unquote } from './lexer.ts'
import {
  acceptSign,
  expected,
  expectSign,
  isSign,
  isWord,
  nested,
  type Parser,
  peek,
  say,
  skipItem,
  spanFrom,
  spanOf,
  take,
} from './parsing.ts'
import type { Expr } from './syntax.ts'

/** What stands between operators: a literal, a field, a call, a list, a bracket, or one of these under a sign. */
export function parseOperand(p: Parser): Expr {
  const token = peek(p)
  const span = spanOf(token)
  switch (token.kind) {
    case 'string':
      take(p)
      return { kind: 'string', text: unquote(token.text), span }
    case 'number':
      take(p)
      return { kind: 'number', value: numberValue(token.text), span }
    case 'regex':
      return parseRegex(p)
    case 'punctuation':
      return parseSigned(p) ?? errorHere(p)
    case 'word':
      return parseIndexes(p, parseWord(p))
    default:
      return errorHere(p)
  }
}

/** A place where a value is missing; takes nothing. */
function errorHere(p: Parser): Expr {
  expected(p, 'a value, a field or a function')
  const at = p.cursor.end()
  skipItem(p)
  return { kind: 'error', span: { start: at, end: at } }
}

function parseSigned(p: Parser): Expr | undefined {
  const token = peek(p)
  if (isSign(token, '(')) return parseBracket(p)
  if (isSign(token, '[')) {
    take(p)
    const items = nested(p, () => parseItems(p, ']')) ?? []
    return { kind: 'list', items, span: spanFrom(p, token.start) }
  }
  if (isSign(token, '!')) return parseNot(p)
  if (!isSign(token, '-') && !isSign(token, '+')) return undefined
  take(p, 'operator')
  const arg = parseNested(p, power.sign)
  return { kind: 'sign', is: isSign(token, '-') ? '-' : '+', arg, span: spanFrom(p, token.start) }
}

function parseBracket(p: Parser): Expr {
  const open = take(p)
  const arg = parseNested(p)
  if (!isSign(peek(p), ')')) {
    expected(p, '`)` to close the bracket', missingOperator(p))
    skipItem(p)
  }
  if (acceptSign(p, ')') !== undefined) p.report.found()
  return { ...arg, span: spanFrom(p, open.start) }
}

/** Two conditions beside each other are a forgotten `and` more often than anything else. */
export const missingOperator = (p: Parser): string | undefined =>
  peek(p).kind === 'word' || peek(p).kind === 'string' ? 'is an `and` missing before it?' : undefined

function parseNot(p: Parser): Expr {
  const token = take(p, 'operator')
  const arg = parseNested(p, power.not + 1)
  return { kind: 'not', arg, operator: spanOf(token), span: spanFrom(p, token.start) }
}

function parseRegex(p: Parser): Expr {
  const token = take(p)
  const [, body = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(token.text) ?? [undefined, token.text.slice(1)]
  if (flags !== '')
    say(p, {
      code: 'sumo-cse/regex-flag',
      severity: 'warning',
      message: `the flag \`${flags}\` after a regular expression is not in the documentation`,
      help: 'write the flag inside: `/(?i)…/`',
      span: { start: token.end - flags.length, end: token.end },
      fix: [
        { span: { start: token.start + 1, end: token.start + 1 }, text: `(?${flags})` },
        { span: { start: token.end - flags.length, end: token.end }, text: '' },
      ],
    })
  return { kind: 'regex', body, bodyStart: token.start + 1, flags, span: spanOf(token) }
}

function parseWord(p: Parser): Expr {
  const token = peek(p)
  const span = spanOf(token)
  const key = token.text.toLowerCase()
  if (isWord(token, 'not')) return parseNot(p)
  if (isSign(peek(p, 1), '(')) {
    take(p, 'function')
    take(p)
    const args = nested(p, () => parseItems(p, ')')) ?? []
    return { kind: 'call', fn: { name: token.text, span }, args, span: spanFrom(p, token.start) }
  }
  if (key === 'true' || key === 'false') {
    take(p, 'keyword')
    return { kind: 'bool', value: key === 'true', span }
  }
  if (key === 'null') {
    take(p, 'keyword')
    return { kind: 'null', span }
  }
  if (reserved.has(key)) return errorHere(p)
  take(p, 'field')
  return { kind: 'field', name: token.text, span }
}

/** Words that are no field where a value should stand. */
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'in', 'like', 'rlike', 'matches', 'between', 'is'])

/** `[…]` after a field. */
function parseIndexes(p: Parser, of: Expr): Expr {
  let found = of
  for (let count = 0; isSign(peek(p), '[') && count < 16; count++) {
    take(p)
    const key = parseNested(p)
    expectSign(p, ']', 'to close the key')
    found = { kind: 'index', of: found, key, span: spanFrom(p, of.span.start) }
  }
  return found
}
