import type {
  BaselineVerdict,
  Cell,
  Claims,
  PackageVerdict,
  Proved,
  QueryVerdict,
  SpecimenVerdict,
  TestVerdict,
} from '../app/prove.ts'
import type { Paint } from '../base/frame.ts'
import { printable } from '../base/printable.ts'
import { placeOf } from '../base/source.ts'
import { clip } from '../base/width.ts'
import { renderMatrix } from './matrix.ts'
import { grouped, plural, problemLines, readText } from './read-summary.ts'

export interface PageOptions {
  readonly paint: Paint
  readonly width: number | undefined
  /** List the events behind every hit, not only behind benign ones. */
  readonly why: boolean
}

/** Columns of a page that goes to no terminal. */
const pageWidth = 140

/** The proof of one package as a page that a stranger can read: the matrix, then what stands behind it. */
export function renderProof({ package: loaded, verdict }: Proved, options: PageOptions): string {
  if (loaded === undefined || verdict === undefined) return ''
  const { paint } = options
  const { about } = loaded
  const technique = about.attack.subtechnique ?? about.attack.technique
  const title = `${technique.id} ${technique.name}`
  const parts = [
    `${paint.strong(title)}  ${about.attack.tactic.name} · ${about.severity} · ${about.title}`,
    `${paint.dim(`● fires (events behind the rows, time on ${verdict.engine})   ○ silent   ✗ did not run`)}`,
    '',
    renderMatrix(verdict, paint, options.width ?? pageWidth),
    '',
    ...testLines(verdict, options),
    ...variantLines(verdict, options),
    ...benignLines(verdict, loaded.claims, options),
    ...(options.why ? whyLines(verdict, options) : []),
    ...verdict.specimens.flatMap(s => specimenLines(s, verdict, options)),
    ...huntLines(verdict, paint),
    ...sigmaLines(loaded.about.sigma, paint),
    conclusion(verdict, paint),
    '',
  ]
  return `${parts.join('\n')}\n`
}

/** Events that are shown of a hit when nobody asked why. */
const fewEvents = 3

/** What each test's telemetry holds, and whether it shows what the test is about. */
function testLines({ tests }: PackageVerdict, { paint }: PageOptions): string[] {
  return [
    paint.strong('Tests'),
    ...tests.flatMap(test => {
      const held = test.expectations.filter(e => e.satisfied).length
      const sign = test.valid ? paint.good('✓') : paint.error('✗ invalid')
      const failed = test.expectations.filter(e => !e.satisfied)
      return [
        `  ${sign} ${test.id}: ${held} of ${test.expectations.length} assertions hold on ${readText(test, 4)}`,
        ...failed.map(
          e =>
            `      ${paint.error('not shown')} ${e.says}: ${e.found} of ${e.needed}${e.why === undefined ? '' : `; ${e.why}`}`,
        ),
        ...problems(test, paint),
      ]
    }),
    '',
  ]
}

/** How many other runs of the procedures are caught, and each one that is not. */
function variantLines({ variants }: PackageVerdict, { paint }: PageOptions): string[] {
  if (variants.length === 0) return []
  const caught = variants.filter(v => v.caught).length
  const recorded = variants.filter(v => v.kind === 'recorded').length
  const kinds = `${recorded} recorded, ${variants.length - recorded} constructed`
  return [
    `${paint.strong('Variants')}: ${caught} of ${variants.length} caught as declared (other runs of the same procedures; ${kinds})`,
    ...variants
      .filter(v => !v.caught)
      .map(v => {
        const silent = v.caughtBy.filter(c => !c.fires).map(c => c.query)
        const why = v.events === 0 ? 'it has no events' : `${silent.join(', ')} silent`
        return `  ${paint.error('✗')} ${printable(v.id)}, a variant of ${printable(v.of)}: ${why}`
      }),
    '',
  ]
}

/** What was read as benign, and every hit with its events. */
function benignLines(verdict: PackageVerdict, claims: Claims, options: PageOptions): string[] {
  const { paint } = options
  if (verdict.baseline.length === 0)
    return [paint.warning('No benign telemetry: nothing is known of false alarms.'), '']
  const hits = verdict.queries.flatMap(query => {
    const why = claims.queries.find(q => q.id === query.id)?.benignWhy
    const lines = query.benign.filter(c => c.rows > 0).flatMap(cell => hitLines(query, cell, options))
    return lines.length === 0 || why === undefined ? lines : [...lines, `      ${paint.dim(printable(why))}`]
  })
  return [
    paint.strong('Benign'),
    ...verdict.baseline.flatMap(part => [`  ${part.id} (${part.kind}): ${readText(part)}`, ...problems(part, paint)]),
    ...(hits.length === 0 ? ['  no query of ours fires on it'] : hits),
    '',
  ]
}

function hitLines(query: QueryVerdict, cell: Cell, options: PageOptions): string[] {
  const { paint } = options
  return [
    `  ${paint.warning(query.id)} on ${cell.of}: ${plural(cell.rows, 'row')} from ${plural(cell.eventCount, 'event')}`,
    ...sightingLines(cell, options),
  ]
}

function sightingLines(cell: Cell, { paint, width, why }: PageOptions): string[] {
  const events = why ? cell.events : cell.events.slice(0, fewEvents)
  const rest = cell.eventCount - events.length
  const lines = events.map(event => {
    const place = `${shortPath(event.origin.file)}:${event.origin.line}`
    return (
      clip(`      ${printable(event.gist)}`, Math.max(40, (width ?? pageWidth) - place.length - 2)) +
      paint.dim(`  ${place}`)
    )
  })
  return rest > 0 ? [...lines, paint.dim(`      … and ${grouped(rest)} more`)] : lines
}

/** The last two parts of a path: enough to find a file in a package. */
const shortPath = (path: string): string => path.split('/').slice(-2).join('/')

function whyLines(verdict: PackageVerdict, options: PageOptions): string[] {
  return [
    options.paint.strong('Why each query fires'),
    ...verdict.queries.flatMap(query =>
      query.cells.filter(c => c.fires).flatMap(cell => hitLines(query, cell, options)),
    ),
    '',
  ]
}

/** A published query: why it is refused as it stands, what it does once fixed, and what is still wrong with it. */
function specimenLines(specimen: SpecimenVerdict, verdict: PackageVerdict, options: PageOptions): string[] {
  const { paint } = options
  const { published, fixed } = specimen
  const errors = published.diagnostics.filter(d => d.severity === 'error')
  const lines = [
    `${paint.strong(specimen.title)}`,
    published.refused
      ? `  as published: ${paint.error('refused')}, ${plural(errors.length, 'error')} at the first reading`
      : `  as published: ${score(published, verdict)}`,
    ...brief(published, 'error', paint.error, options),
  ]
  const after = fixed?.verdict ?? published
  if (fixed !== undefined) {
    lines.push(
      after.refused
        ? `  as fixed: ${paint.error('still refused')}`
        : `  as fixed (${plural(fixed.applied.length, 'fix').replace('fixs', 'fixes')}): ${score(after, verdict)}`,
      ...(after.refused ? brief(after, 'error', paint.error, options) : []),
    )
  }
  if (!after.refused)
    lines.push(
      ...brief(after, 'warning', paint.warning, options),
      ...[...after.cells, ...after.benign].filter(c => c.rows > 0).flatMap(cell => hitLines(after, cell, options)),
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
  { width }: PageOptions,
): string[] {
  const said = query.diagnostics.filter(d => d.severity === severity)
  const messages = [...new Set(said.map(d => d.message))]
  const room = width ?? pageWidth
  return messages.flatMap(message => {
    const these = said.filter(d => d.message === message)
    const lines = these.map(d => placeOf(query.source, d.span.start).line)
    const where = `line ${[...new Set(lines)].join(', ')}`
    const reasons = severity === 'warning' ? [...new Set(these.flatMap(d => d.because ?? []))] : []
    return [
      `    ${tint('·')} ${clip(printable(message), Math.max(60, room - where.length - 9))} (${where})`,
      ...reasons.map(reason => `      ${clip(printable(reason), room - 6)}`),
    ]
  })
}

function huntLines({ hunts, tests }: PackageVerdict, paint: Paint): string[] {
  if (hunts.length === 0) return []
  return [
    paint.strong('Hunts'),
    ...hunts.map(hunt => {
      const found = hunt.cells.filter(c => c.fires).map(c => c.of)
      const says = hunt.refused
        ? paint.error('refused')
        : `rows for ${found.length} of ${tests.length}${found.length === 0 ? '' : ` (${found.join(', ')})`}`
      return `  ${hunt.id}: ${says}, ${plural(hunt.benignRows, 'benign row')}  ${paint.dim(printable(hunt.title))}`
    }),
    '',
  ]
}

const sigmaLines = (rules: readonly { readonly file: string; readonly status: string }[], paint: Paint): string[] =>
  rules.length === 0
    ? []
    : [paint.strong('Sigma'), ...rules.map(rule => `  ${rule.file}: ${printable(rule.status)}`), '']

const problems = (of: TestVerdict | BaselineVerdict, paint: Paint): string[] =>
  problemLines({ ...of, problems: of.problems.map(p => ({ ...p, file: shortPath(p.file) })) }, paint, 3).map(
    line => `      ${line}`,
  )

/** The last line: what ours catch together, and whether the package keeps its word. */
function conclusion(verdict: PackageVerdict, paint: Paint): string {
  const caught = verdict.tests.filter(t => verdict.queries.some(q => q.cells.some(c => c.of === t.id && c.fires)))
  const rows = verdict.queries.reduce((sum, q) => sum + q.benignRows, 0)
  const sums = `our ${verdict.queries.length === 1 ? 'query fires' : 'queries fire'} for ${caught.length} of ${verdict.tests.length} procedures, ${plural(rows, 'benign row')}`
  if (verdict.holds) return `${paint.good('✓ as declared')}: ${sums}`
  return [
    `${paint.error('✗ not as declared')}: ${sums}`,
    ...verdict.differences.map(d => `  ${paint.error(d.what)}: ${printable(d.says)}`),
  ].join('\n')
}
