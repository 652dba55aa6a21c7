import type { Proved } from '../app/prove.ts'

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
  const errors = reports.flatMap(r => r.diagnostics).filter(d => d.severity === 'error')
  if (verdict === undefined || loaded === undefined)
    return [{ group: folder, name: 'package', seconds: 0, failure: errors.map(d => d.message).join('; ') }]
  const wrong = (id: string, part: string): string | undefined => {
    const found = verdict.differences.filter(d => d.id === id && (part === '' || d.says.includes(part)))
    return found.length === 0 ? undefined : found.map(d => d.says).join('; ')
  }
  return [
    ...verdict.tests.map(t => ({ group: 'tests', name: `${t.id} is valid`, seconds: 0, failure: wrong(t.id, '') })),
    ...[...verdict.queries, ...verdict.hunts].flatMap(q => [
      ...q.declared.catches.map(test => {
        const cell = q.cells.find(c => c.of === test)
        const failure = cell?.fires ? undefined : (wrong(q.id, test) ?? wrong(q.id, '') ?? 'silent')
        return { group: q.id, name: `fires for ${test}`, seconds: (cell?.ms ?? 0) / 1000, failure }
      }),
      ...(q.declared.benignHits === undefined
        ? []
        : [
            {
              group: q.id,
              name: 'benign telemetry',
              seconds: q.benign.reduce((sum, c) => sum + c.ms, 0) / 1000,
              failure:
                q.benignRows === q.declared.benignHits && !q.refused ? undefined : (wrong(q.id, '') ?? 'differs'),
            },
          ]),
    ]),
    ...verdict.specimens.map(s => ({
      group: 'specimens',
      name: `${s.id} does what is declared`,
      seconds: 0,
      failure: wrong(s.id, ''),
    })),
  ]
}

/** Text for an attribute. Characters that XML 1.0 cannot hold are replaced. */
const xml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
