import type { Span } from './span.ts'

/** One replacement of the text under a span. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/** Something to tell the author of a text: what is wrong, where, why it matters and what to do about it. */
export interface Diagnostic {
  /** Stable and searchable: who says it, then what it is (`sumo/unknown-operator`). */
  readonly code: `${string}/${string}`
  readonly severity: 'error' | 'warning' | 'note'
  /** What is wrong, naming the thing. One sentence, no full stop needed. */
  readonly message: string
  /** Why it matters here. */
  readonly because?: string
  /** What to do, as the author would type it. */
  readonly help?: string
  readonly span: Span
  readonly also?: readonly { readonly span: Span; readonly message: string }[]
  /** Edits that repair it without losing what the author meant; absent where that is not certain. */
  readonly fix?: readonly Edit[]
}

/** What a stage makes of its input. It never throws on input: there is a value, or diagnostics say why not. */
export interface Outcome<T> {
  readonly value: T | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Whether any of them is an error, so that the text they speak of cannot be used. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(d => d.severity === 'error')

/** By place in the text, errors before warnings before notes where they share one. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = { error: 0, warning: 1, note: 2 }
  return [...diagnostics].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || rank[a.severity] - rank[b.severity],
  )
}
