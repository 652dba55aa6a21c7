import type { Diagnostic, Edit } from '../../../base/diagnostic.ts'
import { applyFixes } from '../../../base/fix.ts'
import type { Span } from '../../../base/span.ts'
import type { Token } from '../lexer.ts'
import type { Parser } from '../parsing.ts'
import { say } from '../parsing.ts'

/** What a translation says: the construct, whose it is, and how Sumo writes it. */
export interface Foreign {
  readonly code: `sumo/${string}`
  readonly message: string
  readonly because?: string
  readonly help: string
  readonly span: Span
  readonly fix?: readonly Edit[]
}

/** Reports a construct of another language, as an error unless the place is lost anyway. */
export function sayForeign(p: Parser, foreign: Foreign): void {
  const diagnostic: Diagnostic = { severity: 'error', ...foreign }
  say(p, diagnostic)
}

export const spanOf = (token: Token): Span => ({ start: token.start, end: token.end })
export const textAt = (p: Parser, span: Span): string => p.text.slice(span.start, span.end)
export const insert = (at: number, text: string): Edit => ({ span: { start: at, end: at }, text })
export const replace = (span: Span, text: string): Edit => ({ span, text })
export const remove = (start: number, end: number): Edit => ({ span: { start, end }, text: '' })

/** For a help line: how a span reads once the fixes inside it, said since `count`, and `more` are made. */
export const fixedText = (p: Parser, span: Span, count: number, more: readonly Edit[] = []): string =>
  shorten(span.end - span.start > 2000 ? p.text.slice(span.start, span.start + 400) : fixed(p, span, count, more))

/** The text of a span as it reads once the fixes inside it, said since `count`, are made. */
export function fixed(p: Parser, span: Span, count: number, more: readonly Edit[] = []): string {
  const own: Diagnostic = { code: 'sumo/fix', severity: 'note', message: '', span }
  const inside = [...p.report.diagnostics.slice(count), ...more.map(e => ({ ...own, fix: [e] }))].flatMap(d => {
    const fix = d.fix ?? []
    if (fix.length === 0 || fix.some(e => e.span.start < span.start || e.span.end > span.end)) return []
    const shift = (e: Edit): Edit => ({
      text: e.text,
      span: { start: e.span.start - span.start, end: e.span.end - span.start },
    })
    return [{ ...d, fix: fix.map(shift) }]
  })
  return applyFixes(textAt(p, span), inside).text
}

/** One line of at most 100 characters. */
export function shorten(text: string): string {
  const line = text.slice(0, 4000).replace(/\s+/g, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
