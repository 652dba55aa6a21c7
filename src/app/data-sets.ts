import { loadPackage } from '../library/load.ts'
import type { NamedFile } from './bound-disk.ts'
import { within } from './catalogue/events.ts'
import type { Disk } from './disk.ts'
import { findData } from './find-data.ts'
import { findPackages } from './prove.ts'

/** Data that queries can be run over, under a name that is no path. */
export interface DataSet {
  readonly id: string
  readonly title: string
  readonly kind: 'test' | 'baseline' | 'variant' | 'given' | 'upload'
  /** The folder of the package that it belongs to. */
  readonly package?: string | undefined
  readonly files: readonly NamedFile[]
  /** Tables that lie beside it. */
  readonly tables: readonly NamedFile[]
}

/**
 * The telemetry of the packages below some folders: of each test, each part of the baseline and each variant. Files are called
 * by their place in the package, whose folder may lie anywhere: where that is, is nobody's business who sees the pages.
 */
export async function packageDataSets(folders: readonly string[], disk: Disk): Promise<readonly DataSet[]> {
  const sets: DataSet[] = []
  for (const folder of await findPackages(folders, disk)) {
    const { value } = await loadPackage(folder, disk)
    if (value === undefined) continue
    const { claims } = value
    const name = folder.slice(folder.lastIndexOf('/') + 1)
    const rename = (file: string): string => `${name}/${within(folder, file)}`
    const tables = value.tables.map(table => ({ name: table.name, path: disk.path(table.file) }))
    const parts = [
      ...claims.tests.map(t => ({ id: t.id, title: t.name, kind: 'test' as const, of: t.telemetry })),
      ...claims.baseline.map(b => ({ id: b.id, title: b.title, kind: 'baseline' as const, of: b.telemetry })),
      ...claims.variants.map(v => ({ id: v.id, title: `${v.of}: ${v.id}`, kind: 'variant' as const, of: v.telemetry })),
    ]
    for (const { id, title, kind, of } of parts)
      sets.push({
        id: `${name}:${kind}:${id}`,
        title,
        kind,
        package: name,
        files: await namedFiles(of.paths, disk, rename),
        tables,
      })
  }
  return sets
}

/** Files and folders of logs as data, each file under the name it was given by. */
export async function givenDataSet(paths: readonly string[], disk: Disk): Promise<DataSet> {
  const files = await namedFiles(paths, disk)
  return { id: 'given', title: paths.join(', '), kind: 'given', files, tables: [] }
}

async function namedFiles(
  paths: readonly string[],
  disk: Disk,
  rename = (file: string) => file,
): Promise<readonly NamedFile[]> {
  return (await findData(paths, disk)).map(file => ({ name: rename(file), path: disk.path(file) }))
}
