import type { Span } from '../../base/span.ts'
import { parseExpr, parseItems, power } from './expression.ts'
import { foreignCall } from './foreign/call.ts'
import { longDuration } from './foreign/durations.ts'
import { asCall, startsBranch } from './foreign/if-then.ts'
import { oddName } from './foreign/odd-names.ts'
import { foreignOperand, singleQuotes } from './foreign/operand.ts'
import { checkFunction } from './functions-check.ts'
import { numberValue } from './lexer-number.ts'
import { parseLookup, parseLookupContains } from './lookup.ts'
import {
  acceptSign,
  atStageEnd,
  expected,
  isSign,
  isWord,
  nameOf,
  nested,
  neverClosed,
  type Parser,
  peek,
  say,
  skipItem,
  spanFrom,
  take,
  textOf,
} from './parsing.ts'
import { parseSubquery } from './subquery.ts'
import type { Expr } from './syntax.ts'

/** What stands between operators: a literal, a field, a call, a bracket, or one of these under a sign. */
export function parseOperand(p: Parser): Expr {
  const token = peek(p)
  const span: Span = { start: token.start, end: token.end }
  switch (token.kind) {
    case 'string':
      return { kind: 'string', ...textOf(take(p)) }
    case 'number': {
      const long = longDuration(p)
      if (long !== undefined) return long
      take(p)
      return { kind: 'number', value: numberValue(token.text), text: token.text, span }
    }
    case 'regex':
      return parseRegex(p)
    case 'parameter':
      take(p)
      return { kind: 'parameter', name: parameterName(token.text), span }
    case 'escaped-name':
      take(p)
      return { kind: 'field', name: nameOf(token).name, span }
    case 'single-quoted':
      return singleQuotes(p)
    case 'punctuation':
      return oddName(p) ?? parseSigned(p) ?? errorHere(p)
    case 'word':
      return parseWord(p)
    default:
      return oddName(p) ?? errorHere(p)
  }
}

/** `{{name}}` without its braces. */
export const parameterName = (written: string): string => written.replace(/^\{+|\}+$/g, '').trim()

/** A place where a value is missing; takes nothing. */
function errorHere(p: Parser): Expr {
  const last = p.cursor.last()
  if (atStageEnd(p) && last !== undefined && last.kind !== 'string')
    p.report.lost({
      code: 'sumo/missing-value',
      severity: 'error',
      message: `a value, a field or a function is missing behind \`${last.text.slice(0, 40)}\``,
      because: 'the stage ends there',
      help: 'write what should stand there, or remove what asks for it',
      span: { start: last.start, end: last.end },
    })
  else expected(p, 'a value, a field or a function')
  const at = p.cursor.end()
  return { kind: 'error', span: { start: at, end: at } }
}

function parseSigned(p: Parser): Expr | undefined {
  const token = peek(p)
  const operator: Span = { start: token.start, end: token.end }
  if (token.text === '(') {
    take(p)
    const arg = nested(p, () => parseExpr(p))
    if (!isSign(peek(p), ')')) {
      if (atStageEnd(p)) neverClosed(p, token, ')')
      else expected(p, '`)` to close the bracket')
      skipItem(p)
    }
    if (acceptSign(p, ')') !== undefined) p.report.found()
    const span = spanFrom(p, token.start)
    return arg === undefined ? { kind: 'error', span } : { kind: 'paren', arg, span }
  }
  if (token.text === '[') {
    const query = parseSubquery(p)
    return { kind: 'subquery', query, span: query.span }
  }
  if (token.text !== '!' && token.text !== '-' && token.text !== '+') return undefined
  take(p, 'operator')
  const arg = nested(p, () => parseExpr(p, token.text === '!' ? power.comparison : power.sign))
  const span = spanFrom(p, token.start)
  return arg === undefined ? { kind: 'error', span } : { kind: 'unary', is: token.text, operator, arg, span }
}

function parseRegex(p: Parser): Expr {
  const token = take(p)
  const [, body = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(token.text) ?? [undefined, token.text.slice(1)]
  const span = { start: token.start, end: token.end }
  if (flags !== '')
    say(p, {
      code: 'sumo/regex-flag',
      severity: 'warning',
      message: `the flag \`${flags}\` after a regular expression is not in Sumo’s documentation`,
      help: 'write the flag inside: `/(?i)…/`',
      span: { start: token.end - flags.length, end: token.end },
      fix: [
        { span: { start: token.start + 1, end: token.start + 1 }, text: `(?${flags})` },
        { span: { start: token.end - flags.length, end: token.end }, text: '' },
      ],
    })
  return { kind: 'regex', body, bodyStart: token.start + 1, flags, span }
}

function parseWord(p: Parser): Expr {
  const token = peek(p)
  const span: Span = { start: token.start, end: token.end }
  const key = token.text.toLowerCase()
  const called = isSign(peek(p, 1), '(')
  if (!called) {
    if (key === 'true' || key === 'false') {
      take(p, 'keyword')
      return { kind: 'bool', value: key === 'true', span }
    }
    if (key === 'null') {
      take(p, 'keyword')
      return { kind: 'null', span }
    }
    if (key === 'lookup' && (peek(p, 1).kind === 'word' || isSign(peek(p, 1), '*'))) {
      take(p, 'keyword')
      const lookup = parseLookup(p, token.start, true)
      return { kind: 'lookup', lookup, span: lookup.span }
    }
  }
  if (isWord(token, 'not')) return parsePrefixNot(p)
  const foreign = foreignOperand(p)
  if (foreign !== undefined) return foreign
  if (!called) {
    take(p, 'field')
    return { kind: 'field', name: token.text, span }
  }
  if (key === 'lookupcontains') {
    const lookup = parseLookupContains(p)
    return { kind: 'lookup', lookup, span: lookup.span }
  }
  return parseCall(p)
}

function parseCall(p: Parser): Expr {
  const foreign = foreignCall(p)
  if (foreign !== undefined) return foreign
  const said = p.report.diagnostics.length
  const fn = nameOf(take(p, 'function'))
  take(p)
  const args = parseItems(p)
  const [test] = args
  if (/^if$/i.test(fn.name) && test !== undefined && args.length === 1 && startsBranch(p))
    return asCall(p, fn.span.start, test, said)
  const call = { kind: 'call', fn, args, span: spanFrom(p, fn.span.start) } as const
  checkFunction(p, call)
  return call
}

/** `not x`: reads as `!x`, which is what the documentation knows. */
function parsePrefixNot(p: Parser): Expr {
  const token = take(p, 'operator')
  const operator: Span = { start: token.start, end: token.end }
  const arg = nested(p, () => parseExpr(p, power.comparison))
  const span = spanFrom(p, token.start)
  if (arg === undefined) return { kind: 'error', span }
  const bare = arg.kind === 'paren' || arg.kind === 'call' || arg.kind === 'subquery' || arg.kind === 'field'
  const before = p.text.slice(token.end, arg.span.start)
  say(p, {
    code: 'sumo/prefix-not',
    severity: 'warning',
    message: 'after a pipe, Sumo’s documentation negates with `!`; the word `not` stands there only in `not in`',
    help: bare ? 'write `!` before it' : 'write `!(…)`',
    span: operator,
    fix: bare
      ? [{ span: { start: token.start, end: arg.span.start }, text: `!${before.trim()}` }]
      : [
          { span: { start: token.start, end: arg.span.start }, text: `!(${before.trim()}` },
          { span: { start: arg.span.end, end: arg.span.end }, text: ')' },
        ],
  })
  return { kind: 'unary', is: '!', operator, arg, span }
}
