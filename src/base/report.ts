import type { Diagnostic } from './diagnostic.ts'
import type { Source } from './source.ts'

/** What there is to say about a text, with the text. */
export interface Report {
  readonly source: Source
  readonly diagnostics: readonly Diagnostic[]
}
