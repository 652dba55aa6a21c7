import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { wildcards } from '../../../plan/wildcard.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { constant, negation } from '../../sumo/lower/logic.ts'
import { literalText } from '../../sumo/lower/typed.ts'
import type { Expr } from '../syntax.ts'
import { type Context, notSupportedYet, say } from './context.ts'
import { escapedEnd, likePattern } from './like.ts'
import { lowerValue } from './values.ts'

type Match = Extract<Expr, { kind: 'match' }>

/** `LIKE`, `RLIKE` and `matches`, and their opposites; letter case counts in all of them. */
export function lowerMatch(context: Context, expr: Match): Predicate | undefined {
  const found = positive(context, expr)
  return found === undefined || !expr.negated ? found : negation(found, expr.span)
}

function positive(context: Context, expr: Match): Predicate | undefined {
  const { pattern, span } = expr
  const value = lowerValue(context, expr.arg)
  if (pattern.kind === 'regex') {
    const regex = expr.is === 'like' ? sayRegexInLike(context, pattern) : regexOf(context, pattern)
    return value === undefined || regex === undefined ? undefined : found(asText(value), regex, span)
  }
  const written = lowerValue(context, pattern)
  if (value === undefined || written === undefined) return undefined
  if (value.kind === 'null' || written.kind === 'null') return constant(false, span)
  const text = literalText(written)
  if (text === undefined) return byPattern(context, expr, asText(value), asText(written))
  if (expr.is === 'rlike') {
    const regex = pattern.kind === 'string' ? regexOf(context, pattern) : regexIn(context, text, pattern)
    return regex === undefined ? undefined : found(asText(value), regex, span)
  }
  if (expr.is === 'matches') return { op: 'match', of: asText(value), pattern: wildcards(text), fold: 'none', at: span }
  const escaper = escapeOf(context, expr.escape)
  if (escaper === undefined) return undefined
  const lint = expr.escape === undefined && pattern.kind === 'string' ? escapedEnd(text, pattern.span) : undefined
  if (lint !== undefined) say(context, lint)
  return { op: 'match', of: asText(value), pattern: likePattern(text, escaper), fold: 'none', at: span }
}

const found = (of: Scalar, regex: Regex, at: Span): Predicate => ({ op: 'regex', of, regex, at })

/** A pattern that comes from the record. */
function byPattern(context: Context, expr: Match, of: Scalar, pattern: Scalar): Predicate | undefined {
  if (expr.is === 'matches') {
    const left: Scalar = { op: 'call', fn: 'fits', args: [of, pattern], at: expr.span }
    return { op: 'compare', is: 'eq', left, right: { op: 'literal', type: 'bool', value: true }, at: expr.span }
  }
  return notSupportedYet(
    context,
    `\`${expr.is.toUpperCase()}\` with a pattern that is not written out`,
    expr.pattern.span,
    'a pattern from a record would be read anew for every record',
  )
}

function escapeOf(context: Context, expr: Expr | undefined): string | undefined {
  if (expr === undefined) return '\\'
  if (expr.kind === 'string' && [...expr.text].length === 1) return expr.text
  return say(context, {
    code: 'sumo-cse/bad-escape',
    severity: 'error',
    message: '`ESCAPE` takes one character in quotes',
    help: "write `LIKE '100!%' ESCAPE '!'`",
    span: expr.span,
  })
}

function sayRegexInLike(context: Context, pattern: Extract<Expr, { kind: 'regex' }>): undefined {
  return say(context, {
    code: 'sumo-cse/regex-in-like',
    severity: 'error',
    message: '`LIKE` takes a pattern in quotes, no regular expression',
    help: `write \`matches ${context.source.text.slice(pattern.span.start, pattern.span.end)}\``,
    span: pattern.span,
  })
}

/** A regex in slashes, or in quotes after `RLIKE`; what cannot run is reported where it stands. Letters are equal under `(?i)` as in RE2. */
export function regexOf(context: Context, expr: Extract<Expr, { kind: 'regex' | 'string' }>): Regex | undefined {
  const { value, diagnostics } =
    expr.kind === 'regex'
      ? parseRegex(expr.body, { flags: expr.flags, fold: 'casefold', at: offset => expr.bodyStart + offset })
      : parseRegex(expr.text, {
          fold: 'casefold',
          at: placesIn(context.source.text.slice(expr.span.start, expr.span.end), expr.span),
        })
  context.diagnostics.push(...diagnostics)
  return value
}

/** A regex that was worked out of constants: no character of it stands anywhere. */
function regexIn(context: Context, text: string, { span }: Expr): Regex | undefined {
  const { value, diagnostics } = parseRegex(text, { fold: 'casefold', at: () => span.start })
  context.diagnostics.push(...diagnostics)
  return value
}

/** Where the characters of a quoted text stand; `\"` is one character of it. */
function placesIn(written: string, span: Span): (offset: number) => number {
  if (!written.startsWith('"') || !written.includes('\\"')) return offset => span.start + 1 + offset
  const places: number[] = []
  for (let i = 1; i < written.length; i++) {
    if (written[i] === '\\' && written[i + 1] === '"') i++
    places.push(span.start + i)
  }
  return offset => places[offset] ?? span.end
}
