import type { Diagnostic } from '../base/diagnostic.ts'
import { renderDiagnostic } from '../base/frame.ts'
import { printable } from '../base/printable.ts'
import type { Report } from '../base/report.ts'
import { placeOf, type Source } from '../base/source.ts'
import type { Io } from './io.ts'

/** Diagnostics that are shown of one text; the rest is counted, so that a broken text does not flood the screen. */
const most = 25

/** Prints what there is to say about a text on standard error, most of it with the place underlined. */
export function printReport(report: Report, io: Io): void {
  const text = renderReport(report, io.paint.err, io.width)
  if (text !== '') io.err(text)
}

/** The diagnostics of a text with the places underlined, each followed by an empty line. */
export function renderReport(
  { source, diagnostics }: Report,
  paint: Io['paint']['err'],
  width: number | undefined,
): string {
  const shown = diagnostics
    .slice(0, most)
    .map(d => `${renderDiagnostic(d, source, { paint, ...(width === undefined ? {} : { width }) })}\n\n`)
  const rest = diagnostics.length - most
  return shown.join('') + (rest > 0 ? `${paint.dim(`… and ${rest} more about ${printable(source.name)}`)}\n\n` : '')
}

/** What makes a query slower or dearer, two lines each, so that it does not stand in the way of what is wrong. */
export function renderCosts(
  { source, costs }: { readonly source: Source; readonly costs: readonly Diagnostic[] },
  paint: Io['paint']['err'],
): string {
  const lines = costs.map(({ code, message, help, span }) => {
    const { file, line, column } = placeOf(source, span.start)
    const place = printable(`${file}:${line}:${column}`)
    return `${paint.note('cost')} ${paint.dim(`[${code}]`)} ${place} ${paint.strong(printable(message))}\n     ${printable(help ?? '')}\n`
  })
  return lines.length === 0 ? '' : `${lines.join('')}\n`
}

/** `2 errors, 1 warning`, or undefined when there is nothing. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): string | undefined {
  const parts = (['error', 'warning', 'note'] as const).flatMap(severity => {
    const count = diagnostics.filter(d => d.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return parts.length === 0 ? undefined : parts.join(', ')
}
