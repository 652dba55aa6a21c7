import type { Report } from '../base/report.ts'
import { referenceEngine } from '../engines/reference/index.ts'
import { languages } from '../languages/index.ts'
import { loadPackage } from '../library/load.ts'
import type { DetectionPackage } from '../library/package.ts'
import type { Telemetry } from '../proof/claims.ts'
import { prove } from '../proof/prove.ts'
import { remembered } from '../proof/remembered.ts'
import type { ProofStep } from '../proof/steps.ts'
import type { PackageVerdict } from '../proof/verdict.ts'
import type { Reading, Unread, World } from '../proof/world.ts'
import { bindTables, type TableBinding } from './bound-tables.ts'
import type { Disk } from './disk.ts'
import { findData } from './find-data.ts'
import { InputError } from './input-error.ts'
import { readFiles } from './read-files.ts'
import { engineFor, platformFor } from './registry.ts'
import { rulesLanguage } from './rules/language.ts'
import { engineOptions, type Surroundings } from './surroundings.ts'

export type { Claims } from '../proof/claims.ts'
export type { ProofStep } from '../proof/steps.ts'
export type {
  BaselineVerdict,
  Cell,
  PackageVerdict,
  QueryVerdict,
  SpecimenVerdict,
  TestVerdict,
  VariantVerdict,
} from '../proof/verdict.ts'

/** A package with what proving found; without a verdict when the package itself has errors. */
export interface Proved {
  readonly folder: string
  readonly package: DetectionPackage | undefined
  readonly verdict: PackageVerdict | undefined
  /** What is wrong with the package's files. */
  readonly reports: readonly Report[]
}

/** The folders of detection packages that lie in these folders, or are these folders. */
export async function findPackages(folders: readonly string[], disk: Disk): Promise<string[]> {
  const found: string[] = []
  for (const folder of folders) {
    const files = await disk.list(folder)
    if (files === undefined) throw new InputError(`there is no folder ${folder}`)
    const packages = files
      .filter(file => /(^|\/)detection\.yaml$/.test(file))
      .map(file => file.slice(0, -'/detection.yaml'.length))
    if (packages.length === 0)
      throw new InputError(`${folder} holds no detection package`, 'a package is a folder with a detection.yaml')
    found.push(...packages)
  }
  return [...new Set(found)]
}

export interface ProveOptions {
  /** Tables in the place of those that the package brings. */
  readonly bindings?: readonly TableBinding[]
  /** Of so many events of each hit it is asked why they are one. */
  readonly reasons?: number
  /** Told of each step as it begins. */
  readonly onStep?: ((step: ProofStep) => void) | undefined
}

/** Loads a package and runs everything it claims, on one engine. */
export async function provePackage(
  folder: string,
  engineId: string | undefined,
  { disk, now, tempFolder, limits = {} }: Surroundings,
  { bindings = [], reasons = 0, onStep }: ProveOptions = {},
): Promise<Proved> {
  const entry = engineFor(engineId)
  const { value, reports } = await loadPackage(folder, disk)
  if (value === undefined) return { folder, package: undefined, verdict: undefined, reports }
  const own = value.tables.filter(table => !bindings.some(other => other.name === table.name))
  const all = [...own, ...bindings]
  const beside = await bindTables(all, entry, disk, tempFolder)
  const speaks = (id: string) => {
    const language = languages.find(l => l.id === id)
    return language && { language, platform: platformFor(language) }
  }
  const { queries, specimens, hunts } = value.claims
  const documents = [...queries, ...specimens, ...hunts].some(q => speaks(q.language)?.platform.documents)
  const engine = await entry.open(engineOptions({ tempFolder, limits }))
  const telemetry = remembered(
    async function* ({ paths, year }: Telemetry): AsyncGenerator<Reading> {
      yield* readFiles(await findData(paths, disk), disk, year, documents)
    },
    { keyOf: ({ paths }) => paths.join('\n'), sizeOf: reading => reading.events.length, most: mostRemembered },
  )
  try {
    const world: World = {
      engine,
      tables: beside.tables,
      now,
      ...(reasons > 0 ? { reasons: await reasonsWith(reasons, all, disk, tempFolder) } : {}),
      speaks,
      read: telemetry.read,
      onStep,
    }
    const verdict = await prove(value.claims, world)
    return { folder, package: value, verdict, reports: [...reports, ...beside.problems().map(unreadRow)] }
  } finally {
    await engine.close()
  }
}

/** The reference engine answers for a few events before another has made its query ready. */
async function reasonsWith(
  events: number,
  tables: readonly TableBinding[],
  disk: Disk,
  tempFolder: string,
): Promise<World['reasons']> {
  const beside = await bindTables(tables, engineFor(referenceEngine.id), disk, tempFolder)
  return { events, engine: referenceEngine, tables: beside.tables, without: [rulesLanguage] }
}

/** A row of a table that could not be read: a look-up may miss what it held. */
const unreadRow = ({ file, line, message }: Unread): Report => ({
  source: { name: file, text: '' },
  diagnostics: [
    {
      code: 'package/table-row',
      severity: 'warning',
      message: line === 0 ? message : `line ${line}: ${message}`,
      span: { start: 0, end: 0 },
    },
  ],
})

/** Events of a package that are kept in memory between readings; telemetry beyond that is read again. */
const mostRemembered = 200_000
