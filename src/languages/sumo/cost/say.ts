import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'

/** What all notes on cost share. */
export const note = (code: string, span: Span, message: string, because: string, help: string): Diagnostic => ({
  code: `sumo/cost-${code}`,
  severity: 'note',
  message,
  because,
  help,
  span,
})

/** A piece of the query to quote in a message, on one line and not too long. */
export function quoted(source: Source, span: Span): string {
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
