import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import type { LogSource } from '../../../event/log-source.ts'
import type { FieldMap } from '../../../plan/field-map.ts'
import type { Regex } from '../../../plan/regex/regex.ts'

/** What a condition is in the text of an expression, with how tightly it holds together. */
export interface Piece {
  readonly text: string
  readonly binds: 'or' | 'and' | 'atom'
}

/** What is known while a detection is written. */
export interface Writing {
  readonly diagnostics: Diagnostic[]
  readonly names: FieldMap
  readonly source: LogSource
  /** What was read, by the name of the rule: two fields of a rule cannot be one of a record. */
  readonly read: Map<string, Named>
}

/** What a field of a rule is in an expression: a value, or a part of one (the number of an event behind its channel). */
export type Named = { readonly text: string; readonly type: 'string' | 'int' } | Part

export interface Part {
  readonly text: string
  readonly regex: Regex
  readonly type: 'part'
}

const nowhere: Span = { start: 0, end: 0 }

/** Why something cannot be said in Cloud SIEM, at its place in the rule. */
export function cannotSay(
  { diagnostics }: Pick<Writing, 'diagnostics'>,
  what: string,
  at: Span | undefined,
  parts: Pick<Diagnostic, 'message' | 'because' | 'help'>,
): undefined {
  const code = `sumo-cse/cannot-say-${what}` as const
  if (!diagnostics.some(d => d.code === code && d.span.start === (at ?? nowhere).start))
    diagnostics.push({ code, severity: 'error', span: at ?? nowhere, ...parts })
  return undefined
}
