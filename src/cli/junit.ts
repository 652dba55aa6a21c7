import type { PackageVerdict, Proved, QueryVerdict } from '../app/prove.ts'

type Difference = PackageVerdict['differences'][number]

interface Case {
  readonly group: string
  readonly name: string
  readonly seconds: number
  /** What is wrong; undefined when nothing is. */
  readonly failure: string | undefined
}

/** Proofs as JUnit XML, as CI systems read it: one suite a package, one case for each thing it declares. */
export function junit(proofs: readonly Proved[]): string {
  const suites = proofs.map(proved => {
    const cases = casesOf(proved)
    const failures = cases.filter(c => c.failure !== undefined).length
    const lines = cases.map(c => {
      const attributes = `classname="${xml(c.group)}" name="${xml(c.name)}" time="${c.seconds.toFixed(3)}"`
      return c.failure === undefined
        ? `    <testcase ${attributes}/>`
        : `    <testcase ${attributes}>\n      <failure message="${xml(c.failure)}"/>\n    </testcase>`
    })
    const name = xml(proved.package?.about.id ?? proved.folder)
    return `  <testsuite name="${name}" tests="${cases.length}" failures="${failures}">\n${lines.join('\n')}\n  </testsuite>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`
}

function casesOf({ folder, verdict, reports, package: loaded }: Proved): Case[] {
  if (verdict === undefined || loaded === undefined) {
    const errors = reports.flatMap(r => r.diagnostics).filter(d => d.severity === 'error')
    return [{ group: folder, name: 'package', seconds: 0, failure: errors.map(d => d.message).join('; ') }]
  }
  // Every difference belongs to a case; those that no declaration speaks of become cases of their own at the end.
  const left = new Set(verdict.differences)
  const caseOf = (group: string, name: string, ms: number, isAbout: (difference: Difference) => boolean): Case => {
    const about = verdict.differences.filter(isAbout)
    for (const difference of about) left.delete(difference)
    const failure = about.length === 0 ? undefined : about.map(d => d.says).join('; ')
    return { group, name, seconds: ms / 1000, failure }
  }
  const ofTelemetry = (d: Difference, id: string): boolean =>
    d.id === id && (d.what === 'invalid test' || d.what === 'unread telemetry')
  const cases = [
    ...verdict.tests.map(t => caseOf('tests', `${t.id} is valid`, 0, d => ofTelemetry(d, t.id))),
    ...verdict.baseline.map(b => caseOf('baseline', `${b.id} is read`, 0, d => ofTelemetry(d, b.id))),
    ...[...verdict.queries, ...verdict.hunts].flatMap(q => [
      ...q.declared.catches.map(test => {
        const cell = q.cells.find(c => c.of === test)
        const isAbout = (d: Difference): boolean => d.id === q.id && (d.of === test || d.what === 'refused')
        return caseOf(q.id, `fires for ${test}`, cell?.ms ?? 0, isAbout)
      }),
      ...(q.declared.benignHits === undefined
        ? []
        : [caseOf(q.id, 'benign telemetry', msOf(q.benign), d => isOf(d, q, q.benign))]),
    ]),
    ...verdict.variants.flatMap(v =>
      v.caughtBy.map(({ query }) => {
        const cells = verdict.queries.find(q => q.id === query)?.variants.filter(c => c.of === v.id) ?? []
        const isAbout = (d: Difference): boolean =>
          ofTelemetry(d, v.id) || (d.id === query && (d.of === v.id || d.what === 'refused'))
        return caseOf('variants', `${v.id} is caught by ${query}`, msOf(cells), isAbout)
      }),
    ),
    ...verdict.specimens.map(s => caseOf('specimens', `${s.id} does what is declared`, 0, d => d.id === s.id)),
  ]
  return [...cases, ...[...left].map(d => ({ group: d.id, name: d.what, seconds: 0, failure: d.says }))]
}

const msOf = (cells: QueryVerdict['cells']): number => cells.reduce((sum, c) => sum + c.ms, 0)

const isOf = (d: Difference, query: QueryVerdict, cells: QueryVerdict['cells']): boolean =>
  d.id === query.id && (d.what === 'benign rows' || d.what === 'refused' || cells.some(c => c.of === d.of))

/** Text for an attribute. Characters that XML 1.0 cannot hold are replaced. */
const xml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, c => `&#${c.charCodeAt(0)};`)
