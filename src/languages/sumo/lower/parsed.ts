import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Stage } from '../syntax.ts'
import { asText } from './coerce.ts'
import type { Context } from './context.ts'
import { anyOf, negation } from './logic.ts'
import { type Binding, filter, freshColumn, setFields } from './rows.ts'
import { ofCondition, textOf } from './typed.ts'

/** A field that a parse makes. */
export interface ParsedField {
  readonly name: string
  readonly value: Scalar
  /** When it is found; what was there before stays where it is not. */
  readonly found: Predicate
  /** Whether what is found can only be a number. */
  readonly digits: boolean
}

/** A list that a row is copied for, once for each of its elements. */
export interface Copies {
  readonly list: Scalar
  /** The column that is the element in each copy. */
  readonly as: string
}

/**
 * What every parse operator does with its rows. One that does not match is dropped, unless the stage says `nodrop` or an
 * earlier nodrop parse has matched it: a chain of them is an or
 * (docs/search/search-query-language/parse-operators/parse-nodrop-option.md).
 */
export function applyParse(
  context: Context,
  made: readonly ParsedField[],
  matched: Predicate,
  stage: { readonly nodrop: boolean; readonly span: Span },
  later: readonly Stage[],
  copies: readonly Copies[] = [],
): void {
  const { rows } = context
  const { nodrop, span } = stage
  const mayFail = nodrop || rows.matched !== undefined
  const before = rows.matched
  const fields = made.map(({ name, value, found, digits }) => {
    const old = rows.fields.get(name.toLowerCase())
    const keeps = mayFail && choices.failedParseKeepsField && old !== undefined && !old.missing && !old.guessed
    return { name, value: textOf(keeps ? orOld(value, found, old, span) : value, span), digits }
  })
  const either = before === undefined ? matched : anyOf([matched, isTrue(before)], span)
  // dropping comes first, so that what is dropped is not parsed; a nodrop parse remembers its matches for those after it
  if (!nodrop) filter(rows, either, span)
  const remembers = nodrop && later.some(s => 'nodrop' in s && !s.nodrop && s.kind !== 'json-auto')
  if (remembers) {
    const column = freshColumn(rows, 'matched by a parse')
    const value = ofCondition(either, span).scalar
    rows.steps.push(input => ({ op: 'extend', input, columns: [{ name: column, value }], at: span }))
    rows.matched = column
  }
  for (const { list, as } of copies)
    rows.steps.push(input => ({ op: 'unnest', input, list, as, outer: mayFail, at: span }))
  setFields(rows, fields, span)
}

function orOld(value: Scalar, matched: Predicate, old: Binding, span: Span): Scalar {
  const did: Scalar = { op: 'truth', whenTrue: matched, whenFalse: negation(matched) }
  return { op: 'call', fn: 'if', args: [did, value, asText({ ...old, span })], at: span }
}

const isTrue = (column: string): Predicate => ({
  op: 'compare',
  is: 'eq',
  left: { op: 'field', name: column, type: 'bool' },
  right: { op: 'literal', type: 'bool', value: true },
})
