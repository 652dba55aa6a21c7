import type { DetectionPackage } from '../../library/package.ts'
import type { PackageVerdict } from '../../proof/verdict.ts'
import type { Confidence } from './model.ts'

// docs/confidence.md explains each factor and why it counts as it does. What is not measured gives no points.

type Factor = Confidence['factors'][number]

/** Procedures and other runs from which on more of them add nothing. */
const enoughTests = 5
const enoughVariants = 10
/** Powers of ten of recorded benign events for all of the points: a million. */
const enoughBenign = 6
/** Scores from which on it is medium and high. */
const medium = 40
const high = 70

/** How far a detection may be trusted, as the sum of what was measured and declared. Without a proof it is not trusted at all. */
export function confidenceOf(loaded: DetectionPackage, verdict: PackageVerdict | undefined): Confidence {
  if (verdict === undefined) return { level: 'low', score: 0, factors: [] }
  const factors = [
    procedures(loaded, verdict),
    benignVolume(verdict),
    nearMisses(verdict),
    falseAlarms(verdict),
    variants(verdict),
    visibility(loaded),
    blindSpots(loaded),
  ]
  const sum = Math.round(factors.reduce((total, f) => total + f.points, 0))
  const cap = capOf(loaded, verdict)
  const capped = cap !== undefined && sum > cap.at
  const score = capped ? cap.at : sum
  const level = score >= high ? 'high' : score >= medium ? 'medium' : 'low'
  return { level, score, factors, ...(capped ? { cap: { sum, says: cap.says } } : {}) }
}

/** What was refuted deserves no trust, and of what leaves little trace nobody can be sure. */
function capOf({ about }: DetectionPackage, { holds }: PackageVerdict): { at: number; says: string } | undefined {
  if (!holds) return { at: medium - 1, says: 'the package does not do what it declares' }
  if (about.visibility?.share === 'little') return { at: high - 1, says: 'the technique leaves little trace' }
  return undefined
}

/** A whole number with its thousands set apart. */
const grouped = (count: number): string => count.toLocaleString('en')

const factor = (says: string, points: number, of: number): Factor => ({
  says,
  points: Math.round(points * 10) / 10,
  of,
})

function procedures({ claims }: DetectionPackage, { tests, queries }: PackageVerdict): Factor {
  let weight = 0
  let recorded = 0
  let caught = 0
  for (const test of tests) {
    if (!test.valid || !queries.some(q => q.cells.some(c => c.of === test.id && c.fires))) continue
    caught++
    const claim = claims.tests.find(t => t.id === test.id)
    const onlyConstructed = claim !== undefined && claim.constructed.length >= claim.telemetry.paths.length
    if (!onlyConstructed) recorded++
    weight += onlyConstructed ? 0.5 : 1
  }
  const says = `${caught} of ${tests.length} procedures are caught, ${recorded} of them as recorded`
  return factor(says, (35 * weight) / Math.max(tests.length, enoughTests), 35)
}

function benignVolume({ baseline, queries }: PackageVerdict): Factor {
  const events = baseline.filter(b => b.kind === 'recorded').reduce((sum, part) => sum + part.events, 0)
  const undeclared = queries.some(q => q.benignRows > (q.declared.benignHits ?? 0))
  if (events === 0) return factor('no recorded benign events: nothing is known of false alarms', 0, 20)
  if (undeclared) return factor('there are false alarms that are not declared', 0, 20)
  const says = `nothing but what is declared on ${grouped(events)} recorded benign events: more than 3 other alarms in as many are unlikely (rule of three, 95 %)`
  return factor(says, 20 * Math.min(1, Math.log10(events) / enoughBenign), 20)
}

function nearMisses({ baseline, queries }: PackageVerdict): Factor {
  const parts = baseline.filter(b => b.kind === 'constructed')
  const events = parts.reduce((sum, part) => sum + part.events, 0)
  const rows = queries
    .flatMap(q => q.benign.filter(c => parts.some(p => p.id === c.of)))
    .reduce((sum, c) => sum + c.rows, 0)
  if (events === 0) return factor('no near misses were constructed', 0, 5)
  return factor(
    `${rows} ${rows === 1 ? 'row' : 'rows'} on ${grouped(events)} events of constructed near misses`,
    rows === 0 ? 5 : 2.5,
    5,
  )
}

/** Of the language whose queries give the most rows: an alarm of another on the same events is the same false alarm. */
function falseAlarms({ queries }: PackageVerdict): Factor {
  const byLanguage = new Map<string, number>()
  for (const { language, benignRows, declared } of queries)
    byLanguage.set(language, (byLanguage.get(language) ?? 0) + Math.max(benignRows, declared.benignHits ?? 0))
  const rows = Math.max(0, ...byLanguage.values())
  const says = `${rows} ${rows === 1 ? 'row' : 'rows'} of false alarms on the baseline, of the queries of one language`
  return factor(says, Math.max(0, 10 - 2 * rows), 10)
}

function variants({ variants: all }: PackageVerdict): Factor {
  const caught = all.filter(v => v.caught).length
  const says =
    all.length === 0
      ? 'no other runs of the procedures'
      : `${caught} of ${all.length} other runs are caught as declared`
  return factor(says, (15 * caught) / Math.max(all.length, enoughVariants), 15)
}

const shares = { little: 0, some: 5, most: 10 } as const

function visibility({ about }: DetectionPackage): Factor {
  const { share, why } = about.visibility ?? {}
  if (share === undefined) return factor('how much of the technique the logs can show is not said', 0, 10)
  return factor(`${share} of the technique leaves a trace in the defender's logs: ${why}`, shares[share], 10)
}

const blindSpots = ({ about: { blind_spots: spots } }: DetectionPackage): Factor =>
  spots.length === 0
    ? factor('no blind spots are declared, and every detection has some', 0, 5)
    : factor(`${spots.length} blind ${spots.length === 1 ? 'spot is' : 'spots are'} written down`, 5, 5)
