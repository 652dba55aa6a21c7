import type { PackageVerdict, Proved } from '../app/prove.ts'
import { engineTitle, languageTitle } from '../app/registry.ts'
import { plural } from '../base/amount.ts'
import type { Paint } from '../base/frame.ts'
import { flow } from './flow.ts'
import { renderMatrix } from './matrix.ts'
import { type Page, whyLines } from './proof-hits.ts'
import { specimenLines } from './proof-specimen.ts'
import { benignLines, testLines, variantLines } from './proof-telemetry.ts'

export interface PageOptions {
  readonly paint: Paint
  /** Columns of the terminal; undefined when the page goes to none. */
  readonly width: number | undefined
  /** List the events behind every hit, not only behind benign ones. */
  readonly why: boolean
}

/** Columns of a page that goes to no terminal. */
const pageWidth = 120
/** Columns below which nothing is narrowed any more. */
const narrowest = 60

/** The proof of one package as a page that a stranger can read: the matrix, then what stands behind it. */
export function renderProof({ package: loaded, verdict }: Proved, { paint, width, why }: PageOptions): string {
  if (loaded === undefined || verdict === undefined) return ''
  const page: Page = { paint, width: Math.max(narrowest, width ?? pageWidth), why }
  const { about } = loaded
  const technique = about.attack.subtechnique ?? about.attack.technique
  const parts = [
    ...flow([{ text: `${technique.id} ${technique.name}: ${about.title}`, paint: paint.strong }], page),
    ...flow([{ text: `${about.attack.tactic.name} · severity ${about.severity}`, paint: paint.dim }], page),
    '',
    renderMatrix(verdict, paint, page.width),
    ...legend(verdict, page),
    '',
    ...testLines(verdict, page),
    ...variantLines(verdict, page),
    ...benignLines(verdict, loaded.claims, page),
    ...(why ? whyLines(verdict, page) : []),
    ...verdict.specimens.flatMap(s => specimenLines(s, verdict, page)),
    ...huntLines(verdict, page),
    ...conclusion(verdict, page),
    '',
  ]
  return `${parts.join('\n')}\n`
}

/** What the signs of the matrix mean. */
function legend({ engine, specimens, variants }: PackageVerdict, { paint, width }: Page): string[] {
  const published = specimens.length === 0 ? '' : ' ✗ it did not run: the query is refused as it stands.'
  const others = variants.length === 0 ? '' : ' Variants are other runs of the same procedures.'
  const says =
    `● the query fires: how many events stand behind its rows, and how long it took on ${engineTitle(engine)}. ○ it is silent.${published}` +
    `${others} Benign: rows on telemetry without an attack; what the package declares is marked, any other number fails the proof.`
  return flow([{ text: says, paint: paint.dim }], { width })
}

function huntLines({ hunts, tests }: PackageVerdict, { paint, width }: Page): string[] {
  if (hunts.length === 0) return []
  return [
    ...flow([{ text: 'Hunts:', paint: paint.strong }, ' queries for people who look for more; they are no alerts'], {
      width,
      hang: 2,
    }),
    ...hunts.flatMap(hunt => {
      const found = hunt.cells.filter(c => c.fires).map(c => c.of)
      const which = found.length === 0 ? '' : ` (${found.join(', ')})`
      const says = hunt.refused
        ? { text: 'refused', paint: paint.error }
        : `rows for ${found.length} of ${tests.length}${which}, ${plural(hunt.benignRows, 'benign row')}`
      return flow([{ text: hunt.id, paint: paint.strong }, `: ${hunt.title} `, says], { width, indent: 2, hang: 6 })
    }),
    '',
  ]
}

/** The last lines: what ours catch together, by language, and whether the package keeps its word. */
function conclusion(verdict: PackageVerdict, { paint, width }: Page): string[] {
  const languages = [...new Set(verdict.queries.map(q => q.language))]
  const sign = verdict.holds
    ? { text: '✓ as declared', paint: paint.good }
    : { text: '✗ not as declared', paint: paint.error }
  const sums = languages.map(language => {
    const own = verdict.queries.filter(q => q.language === language)
    const caught = verdict.tests.filter(t => own.some(q => q.cells.some(c => c.of === t.id && c.fires)))
    const rows = own.reduce((sum, q) => sum + q.benignRows, 0)
    const whose = languages.length === 1 ? 'our' : `our ${languageTitle(language)}`
    const fire = own.length === 1 ? `${whose} query fires` : `${whose} queries fire`
    return `${fire} for ${caught.length} of ${verdict.tests.length} procedures, ${plural(rows, 'benign row')}`
  })
  return [
    ...flow([sign, `: ${sums.join('; ')}`], { width, hang: 2 }),
    ...verdict.differences.flatMap(d =>
      flow([{ text: `${d.what}:`, paint: paint.error }, ` ${d.says}`], { width, indent: 2, hang: 4 }),
    ),
  ]
}
