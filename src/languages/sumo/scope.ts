import { cover, type Span } from '../../base/span.ts'
import {
  checkScopeField,
  comparesInScope,
  foreignJunction,
  refuseDoubleEquals,
  refuseScopeComparison,
} from './foreign/scope.ts'
import { checkLeadingStage, checkScopeWord, foreignMetadata } from './foreign/scope-words.ts'
import { sigmaRule } from './foreign/sigma.ts'
import { sqlSearch } from './foreign/sql.ts'
import {
  acceptSign,
  expected,
  expectSign,
  isSign,
  isWord,
  nameOf,
  nested,
  type Parser,
  peek,
  say,
  skipStage,
  spanFrom,
  take,
} from './parsing.ts'
import { checkLooseOr } from './rules/loose-or.ts'
import { parseSubquery } from './subquery.ts'
import type { Scope, ScopeValue } from './syntax.ts'
import { unquote } from './text.ts'

/** The search scope up to the first pipe (B/keyword-search-expressions.md): NOT, then AND (which may be left out), then OR. */
export function parseScope(p: Parser): Scope | undefined {
  if (endsScope(p)) return undefined
  const other = sqlSearch(p) ?? sigmaRule(p)
  if (other !== undefined) return other
  if (p.depth === 0) checkLeadingStage(p)
  const scope = parseOr(p)
  checkLooseOr(p, scope)
  while (!endsScope(p)) {
    expected(p, 'a word, a text or `|`')
    skipStage(p)
    if (isSign(peek(p), ')') && p.depth === 0) take(p)
    else break
  }
  return scope
}

const endsScope = (p: Parser): boolean => {
  const t = peek(p)
  return t.kind === 'end' || isSign(t, '|') || (p.depth > 0 && (isSign(t, ')') || isSign(t, ']')))
}

function parseOr(p: Parser): Scope {
  const args = [parseAnd(p)]
  for (;;) {
    if (isWord(peek(p), 'or')) take(p, 'operator')
    else if (!foreignJunction(p, 'or')) break
    args.push(parseAnd(p))
  }
  return join('scope-or', args)
}

function parseAnd(p: Parser): Scope {
  const args = [parseUnary(p)]
  for (;;) {
    const token = peek(p)
    if (isWord(token, 'and')) take(p, 'operator')
    else if (!foreignJunction(p, 'and') && (!startsPrimary(p) || isWord(token, 'or'))) return join('scope-and', args)
    args.push(parseUnary(p))
  }
}

function join(kind: 'scope-or' | 'scope-and', args: Scope[]): Scope {
  const [first, ...others] = args
  const last = others[others.length - 1]
  if (first === undefined) return { kind: 'scope-error', span: { start: 0, end: 0 } }
  return last === undefined ? first : { kind, args, span: cover(first.span, last.span) }
}

const startsPrimary = (p: Parser): boolean => {
  const t = peek(p)
  if (t.kind === 'punctuation') return t.text === '(' || t.text === '[' || t.text === '!'
  return t.kind === 'word' || t.kind === 'string' || t.kind === 'escaped-name'
}

function parseUnary(p: Parser): Scope {
  const token = peek(p)
  if (!isSign(token, '!') && !isWord(token, 'not')) return parsePrimary(p)
  take(p, 'operator')
  const arg = nested(p, () => parseUnary(p)) ?? errorAt(p)
  return { kind: 'scope-not', arg, span: spanFrom(p, token.start) }
}

const errorAt = (p: Parser): Scope => ({ kind: 'scope-error', span: { start: p.cursor.end(), end: p.cursor.end() } })

function parsePrimary(p: Parser): Scope {
  const token = peek(p)
  if (isSign(token, '(')) {
    take(p)
    const inner = nested(p, () => (isSign(peek(p), ')') ? undefined : parseOr(p)))
    if (inner === undefined && !p.report.isLost()) expected(p, 'a word or a text')
    if (!isSign(peek(p), ')')) {
      expected(p, '`)` to close the bracket', undefined)
      skipStage(p)
    }
    if (acceptSign(p, ')') !== undefined) p.report.found()
    return inner === undefined
      ? { kind: 'scope-error', span: spanFrom(p, token.start) }
      : { ...inner, span: spanFrom(p, token.start) }
  }
  if (isSign(token, '[')) {
    const query = parseSubquery(p)
    return { kind: 'scope-subquery', query, span: query.span }
  }
  const joins = isWord(token, 'and') || isWord(token, 'or')
  if (!joins && (token.kind === 'string' || token.kind === 'word' || token.kind === 'escaped-name')) {
    const next = peek(p, 1)
    if (isSign(next, '!=') || (token.kind === 'word' && comparesInScope(token.text, next.text)))
      return refuseScopeComparison(p)
    if (isSign(next, '=') && token.kind !== 'string') return parseField(p)
    const foreign = foreignMetadata(p)
    if (foreign !== undefined) return foreign
    take(p)
    checkScopeWord(p, token)
    const span = { start: token.start, end: token.end }
    if (token.kind === 'string') return { kind: 'phrase', text: unquote(token.text), span }
    if (token.text === '*') return { kind: 'scope-all', span }
    checkTerm(p, token.text, span)
    return { kind: 'term', text: nameOf(token).name, span }
  }
  expected(
    p,
    'a word, a text or `field=value`',
    joins
      ? `\`${token.text}\` joins what stands on both sides of it; to search for the word, write "${token.text}"`
      : undefined,
  )
  return { kind: 'scope-error', span: { start: token.start, end: token.end } }
}

function checkTerm(p: Parser, text: string, span: { start: number; end: number }): void {
  const odd = /[^\p{L}\p{N}\-_:/.+@#$%^*?{}\\'&~]/u.exec(withoutParameters(text))
  if (odd === null) return
  say(p, {
    code: 'sumo/scope-character',
    severity: 'error',
    message: `\`${odd[0]}\` cannot stand in a bare word of the search scope`,
    because: 'a bare word is made of letters, digits and `- _ : / . + @ # $ % ^`, with `*` and `?` as wildcards',
    help: `put it in double quotes: "${text}"`,
    span,
  })
}

/** A word without its template parameters; behind the last that ends, none is looked for, which would take a time that grows with the square. */
function withoutParameters(text: string): string {
  const end = text.lastIndexOf('}}') + 2
  return end < 2 ? text : text.slice(0, end).replace(/\{\{.*?\}\}\}?/g, '') + text.slice(end)
}

function parseField(p: Parser): Scope {
  const nameToken = take(p, 'field')
  const field = nameOf(nameToken)
  expectSign(p, '=')
  if (isSign(peek(p), '=')) refuseDoubleEquals(p)
  if (peek(p).text.startsWith('<') && !peek(p).text.includes('>')) return refusePlaceholder(p, nameToken.start)
  const value = parseValue(p)
  if (value === undefined) {
    expected(p, `a value for \`${field.name}\``, `type \`${field.name}=*\` for any value`)
    return { kind: 'scope-error', span: spanFrom(p, nameToken.start) }
  }
  const scope: Scope = { kind: 'scope-field', field, value, span: spanFrom(p, nameToken.start) }
  checkScopeField(p, field, value)
  if (/^<.*>$/.test(value.text) && !value.quoted) placeholder(p, 'warning', value.span)
  return scope
}

/** `_sourceCategory=<your category>`, as documentation and published apps leave it to be filled in. */
function refusePlaceholder(p: Parser, start: number): Scope {
  const first = take(p, 'error')
  let last = first
  while (!last.text.includes('>') && peek(p).kind === 'word') last = take(p, 'error')
  placeholder(p, 'error', { start: first.start, end: last.end })
  return { kind: 'scope-error', span: spanFrom(p, start) }
}

function placeholder(p: Parser, severity: 'error' | 'warning', span: Span): void {
  say(p, {
    code: 'sumo/placeholder',
    severity,
    message: `\`${p.text.slice(span.start, span.end)}\` is a placeholder, not a value`,
    help: 'put the value of your own logs in its place, such as `*sysmon*`',
    span,
  })
}

function parseValue(p: Parser): ScopeValue | undefined {
  const token = peek(p)
  const span = { start: token.start, end: token.end }
  if (token.kind !== 'word' && token.kind !== 'string') return undefined
  take(p, 'string')
  return token.kind === 'word'
    ? { text: token.text, quoted: false, span }
    : { text: unquote(token.text), quoted: true, span }
}
