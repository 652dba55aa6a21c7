import type { Diagnostic } from '../../../base/diagnostic.ts'
import { hasErrors } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import type { QueryTime } from '../../language.ts'
import type { Typed } from '../../sumo/lower/typed.ts'
import { newContext } from '../lower/context.ts'
import { lowerQuery } from '../lower/expression.ts'
import { lowerValue } from '../lower/values.ts'
import { read } from '../parser.ts'
import { moved, movedDiagnostic, placesIn } from './located.ts'
import type { PlacedRule } from './read.ts'

/** What lowering one rule of a file knows and collects. */
export interface RuleContext {
  readonly source: Source
  readonly schema: Schema
  readonly time: QueryTime | undefined
  readonly placed: PlacedRule
  readonly diagnostics: Diagnostic[]
}

/** Reports something; undefined, so that what finds it can return it. */
export function say(context: RuleContext, diagnostic: Diagnostic): undefined {
  context.diagnostics.push(diagnostic)
  return undefined
}

/** Where a text of the rule stands in the file; the beginning of the rule where nobody knows. */
export const placeOf = ({ placed }: RuleContext, place: string): Span =>
  placed.places.get(place) ?? { start: placed.span.start, end: placed.span.start + 1 }

/** What is wrong with an expression of the rule as a text, where it stands in the file. */
export function checkText(source: Source, text: string, place: Span): Diagnostic[] {
  const to = placesIn(source.text, place)
  return read(text).diagnostics.map(d => movedDiagnostic(d, to))
}

/** An expression of the rule as a condition on a record. */
export function conditionOf(context: RuleContext, text: string, place: string): Predicate | undefined {
  return lowered(context, text, place, (inner, query) => lowerQuery(inner, query))
}

/** An expression of the rule as a value of a record. */
export function fieldValue(context: RuleContext, text: string, place: string): Typed | undefined {
  return lowered(context, text, place, (inner, query) => lowerValue(inner, query.where))
}

/** A condition on names that the rule makes itself, and on nothing else. */
export function conditionOn(
  context: RuleContext,
  text: string,
  place: string,
  names: ReadonlyMap<string, Typed>,
): Predicate | undefined {
  return lowered(context, text, place, (inner, query) => lowerQuery(inner, query), names)
}

function lowered<T>(
  context: RuleContext,
  text: string,
  place: string,
  work: (inner: ReturnType<typeof newContext>, query: ReturnType<typeof read>['query']) => T | undefined,
  names?: ReadonlyMap<string, Typed>,
): T | undefined {
  const { query, diagnostics } = read(text)
  // What is wrong with the text itself was said when the file was read.
  if (hasErrors(diagnostics)) return undefined
  const subject = names === undefined ? 'record' : 'aggregates'
  const inner = newContext({ name: context.source.name, text }, context.schema, context.time, subject)
  for (const [name, value] of names ?? []) inner.names.set(name.toLowerCase(), value)
  const result = work(inner, query)
  const span = placeOf(context, place)
  const to = placesIn(context.source.text, span)
  context.diagnostics.push(...inner.diagnostics.map(d => movedDiagnostic(d, to)))
  return hasErrors(inner.diagnostics) || result === undefined ? undefined : moved(result, to)
}

export const text = (value: string | null): Scalar => ({ op: 'literal', type: 'string', value })
export const int = (value: bigint | null): Scalar => ({ op: 'literal', type: 'int', value })
