import type { PackageVerdict, QueryVerdict, SpecimenVerdict } from '../app/prove.ts'
import { plural } from '../base/amount.ts'
import { placeOf } from '../base/source.ts'
import { flow } from './flow.ts'
import { hitLines, type Page } from './proof-hits.ts'

/** A published query: why it is refused as it stands, what it does once fixed, and what is still wrong with it. */
export function specimenLines(specimen: SpecimenVerdict, verdict: PackageVerdict, page: Page): string[] {
  const { paint, width } = page
  const { published, fixed } = specimen
  const errors = published.diagnostics.filter(d => d.severity === 'error')
  const lines = [
    ...flow([{ text: specimen.title, paint: paint.strong }], { width }),
    published.refused
      ? `  as published: ${paint.error('refused')}, ${plural(errors.length, 'error')} at the first reading`
      : `  as published: ${score(published, verdict)}`,
    ...brief(published, 'error', paint.error, page),
  ]
  const after = fixed?.verdict ?? published
  if (fixed !== undefined) {
    lines.push(
      after.refused
        ? `  as fixed: ${paint.error('still refused')}`
        : `  as fixed (${plural(fixed.applied.length, 'fix', 'fixes')}): ${score(after, verdict)}`,
      ...(after.refused ? brief(after, 'error', paint.error, page) : []),
    )
  }
  if (!after.refused)
    lines.push(
      ...brief(after, 'warning', paint.warning, page),
      ...[...after.cells, ...after.benign].filter(c => c.rows > 0).flatMap(cell => hitLines(after, cell, page)),
    )
  return [...lines, '']
}

const score = (query: QueryVerdict, verdict: PackageVerdict): string => {
  const caught = query.cells.filter(c => c.fires).map(c => c.of)
  const which = caught.length === 0 ? '' : ` (${caught.join(', ')})`
  return `catches ${caught.length} of ${verdict.tests.length}${which}, ${plural(query.benignRows, 'benign row')}`
}

/** One line for each different thing that is said, with the lines of the query it is said of. */
function brief(
  query: QueryVerdict,
  severity: 'error' | 'warning',
  tint: (text: string) => string,
  { width, paint }: Page,
): string[] {
  const said = query.diagnostics.filter(d => d.severity === severity)
  return [...new Set(said.map(d => d.message))].flatMap(message => {
    const these = said.filter(d => d.message === message)
    const lines = [...new Set(these.map(d => placeOf(query.source, d.span.start).line))]
    const where = { text: `(${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')})`, paint: paint.dim }
    const reasons = severity === 'warning' ? [...new Set(these.flatMap(d => d.because ?? []))] : []
    return [
      ...flow([{ text: '·', paint: tint }, ` ${message} `, where], { width, indent: 4, hang: 6 }),
      ...reasons.flatMap(reason => flow([reason], { width, indent: 6 })),
    ]
  })
}
