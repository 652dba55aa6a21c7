import type { Span } from '../../../base/span.ts'
import type { PatternPart } from '../../../plan/pattern.ts'
import type { Regex } from '../../../plan/regex/regex.ts'

/** What a search identifier asks of an event. */
export type Group =
  | { readonly is: 'and' | 'or'; readonly of: readonly Group[]; readonly span: Span }
  | { readonly is: 'item'; readonly item: Item; readonly span: Span }

/** A test of one field, or of the whole event where `field` is undefined. */
export interface Item {
  readonly field: string | undefined
  readonly fieldSpan: Span
  readonly modifiers: readonly { readonly name: string; readonly span: Span }[]
  /** Whether one value is enough, or every value has to be found. */
  readonly link: 'any' | 'all'
  /** `neq`: the opposite of the whole item. */
  readonly negated: boolean
  /** The part of a time that is compared in place of the value. */
  readonly part: TimePart | undefined
  readonly tests: readonly Test[]
  readonly span: Span
}

export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** What is asked of a value. */
export type Test = (
  | { readonly is: 'text'; readonly parts: readonly TextPart[]; readonly cased: boolean }
  | { readonly is: 'regex'; readonly regex: Regex }
  /** A number or truth value, in its one spelling. */
  | { readonly is: 'exact'; readonly text: string }
  | { readonly is: 'compare'; readonly by: 'lt' | 'lte' | 'gt' | 'gte'; readonly number: string }
  | { readonly is: 'network'; readonly network: string }
  | { readonly is: 'field'; readonly name: string; readonly how: FieldComparison; readonly cased: boolean }
  | { readonly is: 'null' }
  | { readonly is: 'exists'; readonly wanted: boolean }
  | { readonly is: 'any'; readonly of: readonly Test[] }
  /** A placeholder that nobody gave values for. */
  | { readonly is: 'unresolved'; readonly name: string }
) & { readonly span: Span }

export type FieldComparison = 'equal' | 'contains' | 'startswith' | 'endswith'

/** Literal text, a wildcard, or one of several characters (`windash`). */
export type TextPart = PatternPart | { readonly oneOf: readonly number[] }
