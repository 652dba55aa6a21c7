import type { Span } from '../../../base/span.ts'
import type { Pattern } from '../../../plan/pattern.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { parseSearch } from '../../../plan/regex/look/index.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { choices } from '../choices.ts'
import { inNumber } from '../lints/in-number.ts'
import { unquotedValue } from '../lints/unquoted-value.ts'
import type { Expr } from '../syntax.ts'
import { asText } from './coerce.ts'
import { bothNumbers, compared } from './compare.ts'
import { type Context, say } from './context.ts'
import { allOf, anyOf, constant, negation } from './logic.ts'
import { wildcardPattern } from './term.ts'
import { literalText, type Typed } from './typed.ts'
import { lowerValue } from './values.ts'

/** `matches`: a regex in slashes is found anywhere; a quoted pattern is the whole value, `*` any run, letter case counting. */
export function matches(context: Context, left: Expr, right: Expr, at: Span): Predicate | undefined {
  const value = lowerValue(context, left)
  const pattern = right.kind === 'paren' ? right.arg : right
  if (pattern.kind === 'regex') {
    const regex = conditionOf(context, pattern)
    if (value === undefined || regex === undefined) return undefined
    return { op: 'regex', of: asText(value), regex, at }
  }
  const written = lowerValue(context, pattern)
  if (value === undefined || written === undefined) return undefined
  if (written.kind === 'null') return constant(false, at)
  const literal = literalText(written)
  if (literal !== undefined)
    return { op: 'match', of: asText(value), pattern: quotedPattern(literal), fold: 'none', at }
  return isTrue({ op: 'call', fn: 'fits', args: [asText(value), asText(written)], at }, at)
}

/** What a quoted pattern of `matches` means: the whole value, `*` any run. */
export const quotedPattern = (written: string): Pattern =>
  wildcardPattern(written, choices.questionMarkInMatchesIsLiteral ? 'literal' : 'one')

/** A regex literal; `\/` is a slash in it, letter case is RE2's (S/replace.md), and what cannot run is reported where it stands. */
export function regexOf(context: Context, literal: Extract<Expr, { kind: 'regex' }>): Regex | undefined {
  const { value, diagnostics } = parseRegex(literal.body, {
    flags: literal.flags,
    fold: 'casefold',
    at: offset => literal.bodyStart + offset,
  })
  context.diagnostics.push(...diagnostics)
  return value
}

/** The same where only whether it is found is asked, so that look-arounds are rewritten where that is exact. */
function conditionOf(context: Context, literal: Extract<Expr, { kind: 'regex' }>): Regex | undefined {
  const { value, diagnostics } = parseSearch(literal.body, {
    flags: literal.flags,
    fold: 'casefold',
    at: offset => literal.bodyStart + offset,
  })
  context.diagnostics.push(...diagnostics)
  return value?.regex
}

const isTrue = (scalar: Scalar, at: Span): Predicate => ({
  op: 'compare',
  is: 'eq',
  left: scalar,
  right: { op: 'literal', type: 'bool', value: true },
  at,
})

/** `contains`: letter for letter; nothing contains an empty text except an empty one (docs/…/search-operators/contains.md). */
export function contains(value: Typed, part: Typed, at: Span): Predicate {
  const of = asText(value)
  const written = literalText(part)
  if (written !== undefined && written !== '') {
    const pattern: Pattern = [{ any: 'run' }, { text: written }, { any: 'run' }]
    return { op: 'match', of, pattern, fold: 'none', at }
  }
  const empty: Scalar = { op: 'literal', type: 'string', value: '' }
  const bothEmpty = allOf([compared('eq', of, empty, at), compared('eq', asText(part), empty, at)], at)
  const found = isTrue({ op: 'call', fn: 'contains', args: [of, asText(part)], at }, at)
  return anyOf([bothEmpty, allOf([negation(compared('eq', asText(part), empty, at)), found], at)], at)
}

/** `in`: exactly one of the values. Nothing is converted: text is never in a list of numbers (docs/…/manually-cast-data-string-number.md). */
export function within(context: Context, expr: Extract<Expr, { kind: 'in' }>): Predicate | undefined {
  const value = lowerValue(context, expr.arg)
  const list = expr.list.map(item => {
    const unquoted = unquotedValue(context, expr.arg, item)
    if (unquoted !== undefined) say(context, unquoted)
    return unquoted?.severity === 'error' ? undefined : lowerValue(context, item)
  })
  if (value === undefined || !list.every(item => item !== undefined)) return undefined
  const lint = inNumber(value, list, expr, context.source)
  if (lint !== undefined) say(context, lint)
  const options = list.map(item => exactly(value, item, item.span))
  const found = anyOf(options, expr.span)
  return expr.negated ? negation(found, expr.span) : found
}

function exactly(value: Typed, item: Typed, at: Span): Predicate {
  if (value.kind !== item.kind || value.kind === 'null') return constant(false, at)
  if (value.kind === 'number') {
    const numbers = bothNumbers(value, item)
    return numbers === undefined ? constant(false, at) : compared('eq', numbers[0], numbers[1], at)
  }
  if (value.kind === 'boolean') return { op: 'compare', is: 'eq', left: value.scalar, right: item.scalar, at }
  return compared('eq', asText(value), asText(item), at)
}
