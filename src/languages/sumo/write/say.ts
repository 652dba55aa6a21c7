import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'

/** What a condition is in the text of a search, with how tightly it holds together. */
export interface Piece {
  readonly text: string
  readonly binds: 'or' | 'and' | 'atom'
}

/** What is known while a detection is written. */
export interface Writing {
  readonly diagnostics: Diagnostic[]
  /** What a field is called in the search; undefined after saying why it cannot be read. */
  nameOf(field: string, at: Span | undefined): string | undefined
}

const nowhere: Span = { start: 0, end: 0 }

/** Why something cannot be said in Sumo, at its place in the rule. */
export function cannotSay(
  { diagnostics }: Pick<Writing, 'diagnostics'>,
  what: string,
  at: Span | undefined,
  parts: Pick<Diagnostic, 'message' | 'because'> & { readonly help?: string },
): undefined {
  const code = `sumo/cannot-say-${what}` as const
  if (!diagnostics.some(d => d.code === code && d.message === parts.message))
    diagnostics.push({ code, severity: 'error', span: at ?? nowhere, ...parts })
  return undefined
}
