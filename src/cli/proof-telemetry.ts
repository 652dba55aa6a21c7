import type { BaselineVerdict, Claims, PackageVerdict, TestVerdict, VariantVerdict } from '../app/prove.ts'
import { plural } from '../base/amount.ts'
import { flow, tie } from './flow.ts'
import { hitLines, type Page, shortPath } from './proof-hits.ts'
import { problemLines, readText } from './read-summary.ts'

/** What each test's telemetry holds, and whether it shows what the test is about. */
export function testLines({ tests }: PackageVerdict, page: Page): string[] {
  const { paint, width } = page
  const says = 'procedures that were run, and whether their telemetry shows what each is about'
  return [
    ...flow([{ text: 'Tests:', paint: paint.strong }, ` ${says}`], { width, hang: 2 }),
    ...tests.flatMap(test => {
      const held = test.expectations.filter(e => e.satisfied).length
      const sign = test.valid ? { text: '✓', paint: paint.good } : { text: '✗ invalid', paint: paint.error }
      const reads = `${held} of ${test.expectations.length} assertions hold on ${tied(readText(test, 4))}`
      return [
        ...flow([sign, ' ', { text: test.id, paint: paint.strong }, `: ${test.name}`], { width, indent: 2, hang: 6 }),
        ...flow([reads], { width, indent: 6 }),
        ...test.expectations.flatMap(e => {
          if (e.satisfied) return []
          const why = `${e.says}: ${e.found} of ${e.needed}${e.why === undefined ? '' : `; ${e.why}`}`
          return flow([{ text: 'not shown', paint: paint.error }, ` ${why}`], { width, indent: 6, hang: 8 })
        }),
        ...problems(test, page),
      ]
    }),
    '',
  ]
}

/** How many other runs of the procedures are caught, and each one that is not. */
export function variantLines({ variants }: PackageVerdict, page: Page): string[] {
  if (variants.length === 0) return []
  const { paint, width } = page
  const caught = variants.filter(v => v.caught).length
  const recorded = variants.filter(v => v.kind === 'recorded').length
  const kinds = `${recorded} recorded, ${variants.length - recorded} constructed`
  const says = `${caught} of ${variants.length} caught as declared (other runs of the same procedures: ${kinds})`
  return [
    ...flow([{ text: 'Variants:', paint: paint.strong }, ` ${says}`], { width, hang: 2 }),
    ...variants.flatMap(v => [...(v.caught ? [] : missedLines(v, page)), ...problems(v, page)]),
    '',
  ]
}

function missedLines({ id, of, events, needed, caughtBy }: VariantVerdict, { paint, width }: Page): string[] {
  const silent = caughtBy
    .filter(c => !c.fires)
    .map(c => (c.events === 0 ? `${c.query} silent` : `${c.query} silent for ${needed - c.events} of ${needed} events`))
  const why = events === 0 ? 'it has no events' : silent.join(', ')
  return flow([{ text: '✗', paint: paint.error }, ` ${id}, a variant of ${of}: ${why}`], { width, indent: 2, hang: 4 })
}

/** What was read as benign, and every hit with its events. */
export function benignLines(verdict: PackageVerdict, claims: Claims, page: Page): string[] {
  const { paint, width } = page
  if (verdict.baseline.length === 0)
    return [paint.warning('No benign telemetry: nothing is known of false alarms.'), '']
  const hits = verdict.queries.flatMap(query => {
    const asDeclared = query.declared.benignHits === query.benignRows ? ', as declared' : ''
    const why = claims.queries.find(q => q.id === query.id)?.benignWhy
    const lines = query.benign.filter(c => c.rows > 0).flatMap(cell => hitLines(query, cell, page, asDeclared))
    return lines.length === 0 || why === undefined ? lines : [...lines, ...flow([why], { width, indent: 6 })]
  })
  return [
    ...flow([{ text: 'Benign:', paint: paint.strong }, ' telemetry without an attack, and what fires on it'], {
      width,
      hang: 2,
    }),
    ...verdict.baseline.flatMap(part => [
      ...flow([{ text: part.id, paint: paint.strong }, ` (${part.kind}): ${part.title}`], {
        width,
        indent: 2,
        hang: 4,
      }),
      ...flow([tied(readText(part))], { width, indent: 6 }),
      ...problems(part, page),
    ]),
    ...(hits.length === 0 ? [`  no query of ours fires on ${plural(verdict.baseline.length, 'recording')}`] : hits),
    '',
  ]
}

/** Numbers stay with what they count. */
const tied = (text: string): string => text.replace(/(\d) (?=[a-z])/g, `$1${tie}`)

const problems = (of: TestVerdict | BaselineVerdict | VariantVerdict, { paint }: Page): string[] =>
  problemLines({ ...of, problems: of.problems.map(p => ({ ...p, file: shortPath(p.file) })) }, paint, 3).map(
    line => `      ${line}`,
  )
