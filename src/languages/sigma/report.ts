import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'

/** What is said of a file while it is read. */
export type Report = Diagnostic[]

type Words = Pick<Diagnostic, 'because' | 'help' | 'fix' | 'also'>

/** Says that something is wrong, so that the rule cannot be used. */
export function wrong(report: Report, code: string, span: Span, message: string, words: Words = {}): undefined {
  report.push({ code: `sigma/${code}`, severity: 'error', message, ...words, span })
  return undefined
}

/** Says that something is likely not what was meant. */
export function warn(report: Report, code: string, span: Span, message: string, words: Words = {}): void {
  report.push({ code: `sigma/${code}`, severity: 'warning', message, ...words, span })
}
