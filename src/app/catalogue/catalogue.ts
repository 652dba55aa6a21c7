import { hasErrors } from '../../base/diagnostic.ts'
import type { Report } from '../../base/report.ts'
import type { DetectionPackage } from '../../library/package.ts'
import { printTime } from '../../plan/time.ts'
import type { PackageVerdict } from '../../proof/verdict.ts'
import { findPackages, type Proved, provePackage } from '../prove.ts'
import { engineFor, engineTitle } from '../registry.ts'
import type { Surroundings } from '../surroundings.ts'
import { matrixOf } from './attack.ts'
import { cardOf, techniqueOf } from './card.ts'
import { detectionOf } from './detection.ts'
import { downloadsOf } from './downloads.ts'
import { explainedEvents } from './events.ts'
import type { Catalogue, Detection, DetectionCard, Download, Standing } from './model.ts'
import { relate } from './related.ts'

export interface CatalogueOptions {
  /** The version of Assay. */
  readonly version: string
  readonly engine?: string | undefined
  /** Told before each package is proved, and once more when all are. */
  readonly onProgress?: ((progress: CatalogueProgress) => void) | undefined
  /** Given each package as it was proved. */
  readonly onProved?: ((proved: Proved) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface CatalogueProgress {
  readonly done: number
  readonly total: number
  /** The folder of the package that comes next; undefined at the end. */
  readonly next: string | undefined
}

export interface BuiltCatalogue {
  readonly catalogue: Catalogue
  readonly detections: ReadonlyMap<string, Detection>
  /** Files for download, by detection. */
  readonly downloads: ReadonlyMap<string, readonly Download[]>
  /** What is wrong with the files of packages; those with errors are missing above. */
  readonly reports: readonly Report[]
}

interface Entry {
  readonly loaded: DetectionPackage
  readonly verdict: PackageVerdict
  readonly card: DetectionCard
}

/**
 * Proves the packages below some folders, each once, and makes of that what the pages show. Rejects with `InputError` or
 * `EngineError` when a folder or telemetry cannot be used, and with the signal's reason when aborted.
 */
export async function buildCatalogue(
  folders: readonly string[],
  { version, engine, onProgress, onProved, signal }: CatalogueOptions,
  surroundings: Surroundings,
): Promise<BuiltCatalogue> {
  const packages = await findPackages(folders, surroundings.disk)
  const entries: Entry[] = []
  const reports: Report[] = []
  for (const [done, folder] of packages.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ done, total: packages.length, next: folder })
    const proved = await provePackage(folder, engine, surroundings, { reasons: explainedEvents })
    onProved?.(proved)
    reports.push(...proved.reports)
    const { package: loaded, verdict } = proved
    if (loaded === undefined || verdict === undefined || proved.reports.some(r => hasErrors(r.diagnostics))) continue
    entries.push({ loaded, verdict, card: cardOf(addressOf(loaded, entries), loaded, verdict) })
  }
  onProgress?.({ done: packages.length, total: packages.length, next: undefined })
  const provedAt = printTime(surroundings.time) ?? ''
  const cards = entries.map(entry => entry.card)
  const run = { provedAt, engine: await engineName(engine) }
  const detections = new Map<string, Detection>()
  const downloads = new Map<string, readonly Download[]>()
  for (const { card, loaded, verdict } of entries) {
    const detection = await detectionOf(card, loaded, verdict, run)
    detections.set(card.id, detection)
    downloads.set(card.id, await downloadsOf(detection, loaded.folder, surroundings.disk))
  }
  const related = relate([...detections.values()])
  for (const [id, detection] of detections) detections.set(id, { ...detection, related: related.get(id) ?? [] })
  return {
    catalogue: { ...catalogueOf(cards, provedAt, { version, engine }), engine: run.engine },
    detections,
    downloads,
    reports,
  }
}

/** A catalogue of some detections; of none, while they are still being proved. */
export const catalogueOf = (
  cards: readonly DetectionCard[],
  provedAt: string,
  { version, engine }: Pick<CatalogueOptions, 'version' | 'engine'>,
): Catalogue => ({
  assay: version,
  provedAt,
  engine: engineFor(engine).title,
  detections: cards,
  counts: countsOf(cards),
  attack: matrixOf(cards),
})

/** What an engine is called, with its version where it has one of its own: DuckDB 1.5.6. */
async function engineName(id: string | undefined): Promise<string> {
  const { title, version } = engineFor(id)
  return version === undefined ? title : `${engineTitle(id)} ${await version()}`
}

/** The technique's id; of a second package about one technique, its own. */
function addressOf(loaded: DetectionPackage, entries: readonly Entry[]): string {
  const { id } = techniqueOf(loaded)
  return entries.some(entry => entry.card.id === id) ? loaded.about.id : id
}

function countsOf(cards: readonly DetectionCard[]): Record<Standing, number> {
  const counts: Record<Standing, number> = { proven: 0, refuted: 0, unproven: 0 }
  for (const { standing } of cards) counts[standing]++
  return counts
}
