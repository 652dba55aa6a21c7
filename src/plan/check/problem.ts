import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Type } from '../../event/value.ts'

/** What is known at a place of a plan: the columns and bound names that can be read, and where to put complaints. */
export interface Scope {
  readonly types: ReadonlyMap<string, Type>
  readonly report: (problem: Diagnostic) => void
  /** The nearest place in the author's text, for nodes without one of their own. */
  readonly at: Span
}

export type Code = `plan/${string}`

/** Reports an error in the nearest place that is known. */
export function problem(scope: Scope, at: Span | undefined, code: Code, message: string, help?: string): void {
  scope.report({
    code,
    severity: 'error',
    message,
    span: at ?? scope.at,
    ...(help === undefined ? {} : { help }),
  })
}

/** The type of a column, reported with suggestions where there is none. */
export function lookUp(scope: Scope, at: Span | undefined, name: string): Type | undefined {
  const type = scope.types.get(name)
  if (type === undefined) {
    const names = [...scope.types.keys()]
    const help = didYouMean(name, names) ?? `there are: ${names.length === 0 ? 'no columns' : names.join(', ')}`
    problem(scope, at, 'plan/unknown-column', `there is no column \`${name}\` here`, help)
  }
  return type
}

/** The scope one level further in. */
export const within = (scope: Scope, at: Span | undefined): Scope => (at === undefined ? scope : { ...scope, at })
