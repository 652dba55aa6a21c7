import type { Diagnostic } from './diagnostic.ts'
import { type Mark, renderLine } from './frame-line.ts'
import { printable, printableLines } from './printable.ts'
import { placeOf, type Source } from './source.ts'
import type { Span } from './span.ts'

/** How pieces of a message are coloured; each takes text without escapes and gives it back painted. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly note: (text: string) => string
  readonly good: (text: string) => string
  readonly strong: (text: string) => string
  readonly dim: (text: string) => string
}

const same = (text: string): string => text

/** No colour at all. */
export const plain: Paint = { error: same, warning: same, note: same, good: same, strong: same, dim: same }

export interface FrameOptions {
  readonly paint?: Paint
  /** Columns that a line may take; longer lines of the source are shown around the marked place. */
  readonly width?: number
}

/** Lines of a long span that are shown: its beginning and its end. */
const shownOfSpan = 4

/**
 * A diagnostic as a person reads it: what is wrong, the lines it speaks of with the place underlined, why it matters and
 * what to do. Characters that could steer a terminal are made visible.
 */
export function renderDiagnostic(diagnostic: Diagnostic, source: Source, options: FrameOptions = {}): string {
  const paint = options.paint ?? plain
  const tint = paint[diagnostic.severity]
  const place = placeOf(source, diagnostic.span.start)
  const lines = linesOf(source.text)
  const marks = new Map<number, Mark[]>()
  addMarks(marks, lines, diagnostic.span, '^', tint, undefined)
  for (const also of diagnostic.also ?? []) addMarks(marks, lines, also.span, '-', paint.note, also.message)

  const firstLine = (source.startsAt?.line ?? 1) - 1
  const shown = [...marks.keys()].sort((a, b) => a - b)
  const gutter = String((shown.at(-1) ?? 0) + 1 + firstLine).length
  const bar = paint.dim('│')
  const blank = ' '.repeat(gutter)
  const width = Math.max(20, (options.width ?? 120) - gutter - 3)

  const out = [
    `${tint(paint.strong(diagnostic.severity))} ${paint.dim(`[${diagnostic.code}]`)} ${paint.strong(printable(diagnostic.message))}`,
    `${blank} ${paint.dim(`at ${printable(place.file)}:${place.line}:${place.column}`)}`,
  ]
  let previous: number | undefined
  for (const number of shown) {
    const line = lines[number]
    if (line === undefined) continue
    if (previous !== undefined && number > previous + 1) out.push(`${blank} ${paint.dim('┆')}`)
    const label = paint.dim(String(number + 1 + firstLine).padStart(gutter))
    const drawn = renderLine(source.text.slice(line.start, line.end), marks.get(number) ?? [], width)
    out.push(`${label} ${bar} ${drawn.text}`.trimEnd())
    for (const underline of drawn.underlines) out.push(`${blank} ${bar} ${underline}`)
    previous = number
  }
  if (diagnostic.because !== undefined)
    out.push(`${blank} ${paint.dim('because')} ${indent(printableLines(diagnostic.because), gutter + 9)}`)
  if (diagnostic.help !== undefined)
    out.push(`${blank} ${paint.good('help')}    ${indent(printableLines(diagnostic.help), gutter + 9)}`)
  return out.join('\n')
}

/** One line for lists: `file:line:column: severity code: message`. */
export function renderBrief(diagnostic: Diagnostic, source: Source): string {
  const { file, line, column } = placeOf(source, diagnostic.span.start)
  return printable(`${file}:${line}:${column}: ${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}`)
}

const indent = (text: string, by: number): string => text.split('\n').join(`\n${' '.repeat(by)}`)

function linesOf(text: string): Span[] {
  const lines: Span[] = []
  let start = 0
  for (;;) {
    const end = text.indexOf('\n', start)
    if (end < 0) break
    lines.push({ start, end: text[end - 1] === '\r' && end > start ? end - 1 : end })
    start = end + 1
  }
  lines.push({ start, end: text.length })
  return lines
}

/** Puts a mark on each line that the span touches; of a long span only the first and last lines are marked. */
function addMarks(
  marks: Map<number, Mark[]>,
  lines: readonly Span[],
  span: Span,
  sign: '^' | '-',
  paint: (text: string) => string,
  label: string | undefined,
): void {
  const end = Math.max(span.end, span.start)
  let first = lines.findIndex(line => span.start <= line.end)
  if (first < 0) first = lines.length - 1
  let last = first
  for (let next = lines[last + 1]; next !== undefined && next.start < end; next = lines[last + 1]) last++
  for (let n = first; n <= last; n++) {
    const line = lines[n]
    const elided = last - first >= shownOfSpan && n >= first + shownOfSpan - 1 && n < last
    if (line === undefined || elided) continue
    const mark: Mark = {
      start: Math.max(span.start, line.start) - line.start,
      end: Math.min(end, line.end) - line.start,
      sign,
      paint,
      label: n === last ? label : undefined,
      continues: n > first,
    }
    marks.set(n, [...(marks.get(n) ?? []), mark])
  }
}
