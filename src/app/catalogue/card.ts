import { languages } from '../../languages/index.ts'
import type { DetectionPackage } from '../../library/package.ts'
import type { PackageVerdict } from '../../proof/verdict.ts'
import { confidenceOf } from './confidence.ts'
import type { DetectionCard, Named, Standing } from './model.ts'
import { wordsOf } from './words.ts'

/** The technique that a package is about, down to the sub-technique. */
export const techniqueOf = ({ about }: DetectionPackage): Named => {
  const { technique, subtechnique } = about.attack
  const { id, name } = subtechnique ?? technique
  return { id, name }
}

/** A detection as a list shows it. `id` is that of its address. */
export function cardOf(id: string, loaded: DetectionPackage, verdict: PackageVerdict | undefined): DetectionCard {
  const { about, tests, claims, prose } = loaded
  const technique = techniqueOf(loaded)
  const used = new Set(about.queries.map(q => q.language))
  return {
    id,
    name: technique.name,
    title: about.title,
    tactic: about.attack.tactic,
    technique,
    severity: about.severity,
    confidence: confidenceOf(loaded, verdict),
    standing: standingOf(verdict),
    languages: languages.filter(l => used.has(l.id)).map(l => ({ id: l.id, name: l.title })),
    platforms: [...new Set(tests.atomic_tests.flatMap(t => t.supported_platforms))],
    dataSources: about.data_sources.map(source => source.name.replace(/ *\(.*$/, '')),
    procedures: {
      total: tests.atomic_tests.length,
      caught: verdict === undefined ? 0 : caughtTests(verdict).length,
    },
    baseline: baselineOf(verdict),
    words: wordsOf([
      id,
      about.name,
      about.title,
      about.attack.tactic.name,
      about.attack.technique.name,
      technique.name,
      ...about.data_sources.map(s => s.name),
      ...about.attack.actors.map(a => a.name),
      ...tests.atomic_tests.map(t => t.name),
      prose.description ?? '',
      ...claims.queries.map(q => q.title),
      ...claims.queries.map(q => q.source.text),
    ]),
  }
}

const standingOf = (verdict: PackageVerdict | undefined): Standing =>
  verdict === undefined ? 'unproven' : verdict.holds ? 'proven' : 'refuted'

/** Valid tests for which a query of the package fires. */
const caughtTests = ({ tests, queries }: PackageVerdict): string[] =>
  tests.filter(t => t.valid && queries.some(q => q.cells.some(c => c.of === t.id && c.fires))).map(t => t.id)

/** Of the language whose queries give the most rows: those of two languages on one event are one false alarm, so they are not added up. */
function baselineOf(verdict: PackageVerdict | undefined): DetectionCard['baseline'] {
  if (verdict === undefined) return { events: 0, undeclaredRows: 0, declaredRows: 0 }
  const byLanguage = new Map<string, { undeclaredRows: number; declaredRows: number }>()
  for (const { language, benignRows, declared } of verdict.queries) {
    const rows = byLanguage.get(language) ?? { undeclaredRows: 0, declaredRows: 0 }
    const expected = Math.min(benignRows, declared.benignHits ?? 0)
    rows.declaredRows += expected
    rows.undeclaredRows += benignRows - expected
    byLanguage.set(language, rows)
  }
  const [most = { undeclaredRows: 0, declaredRows: 0 }] = [...byLanguage.values()].sort(
    (a, b) => b.undeclaredRows - a.undeclaredRows || b.declaredRows - a.declaredRows,
  )
  return { events: verdict.baseline.reduce((sum, part) => sum + part.events, 0), ...most }
}
