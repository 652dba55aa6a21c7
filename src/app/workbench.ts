import type { Settled } from '../base/refix.ts'
import type { Source } from '../base/source.ts'
import type { Schema } from '../plan/schema.ts'
import type { Profile } from '../platforms/platform.ts'
import { bindTables, type TableBinding } from './bound-tables.ts'
import { type BuiltCatalogue, buildCatalogue, type CatalogueOptions } from './catalogue/catalogue.ts'
import { type Checked, type CheckRequest, check, fix } from './check.ts'
import { type ConvertNews, type ConvertRequest, convert, importFile } from './convert/convert.ts'
import type { Only } from './corpus.ts'
import { type CorpusItem, readCorpus } from './corpus-file.ts'
import { type Disk, diskAt } from './disk.ts'
import { type FormatRequest, type Formatted, format } from './format.ts'
import { type ProfileRequest, profileOf } from './profile.ts'
import { findPackages, type Proved, provePackage } from './prove.ts'
import { readQuery } from './query-text.ts'
import { queryTime } from './query-time.ts'
import { engineFor } from './registry.ts'
import { type ExplainAnswer, type ExplainRequest, explainRules } from './rules/explain.ts'
import { holdsRules } from './rules/find-rules.ts'
import { type RulesNews, type RulesRequest, runRules } from './rules/run-rules.ts'
import { type RunAnswer, type RunRequest, run } from './run.ts'
import type { Surroundings } from './surroundings.ts'

export type { Disk } from './disk.ts'
export { InputError, isExpected } from './input-error.ts'

/** The use cases of Assay, over the files of one folder. */
export interface Workbench {
  readonly disk: Disk
  readQuery(path: string, stdin: () => AsyncIterable<Uint8Array>): Promise<Source>
  check(request: CheckRequest): Checked
  fix(request: CheckRequest): Settled
  /** The query in the layout of its language. */
  format(request: FormatRequest): Formatted
  /** What occurs in data, so that `check` can judge names of fields. */
  profile(request: ProfileRequest): Promise<Profile>
  /** The columns of files that are bound to names of tables, so that `check` and `corpus` know them. */
  tables(bindings: readonly TableBinding[]): Promise<NonNullable<Schema['tables']>>
  run(request: RunRequest): Promise<RunAnswer>
  /** Whether files or folders are of rules, by their names. */
  holdsRules(path: string): Promise<boolean>
  /** Runs rules over data; the matches come as they are found. */
  runRules(request: RulesRequest, stdin: () => AsyncIterable<Uint8Array>): AsyncIterable<RulesNews>
  /** Why rules match one event, or why not. */
  explain(request: ExplainRequest): Promise<ExplainAnswer>
  /** Converts rules to another language; what became of each comes as it is known. */
  convert(request: ConvertRequest, stdin: () => AsyncIterable<Uint8Array>): AsyncIterable<ConvertNews>
  /** Converted rules as the one file that the platform of a target imports. */
  importFile(to: string, texts: readonly string[]): string
  /** Judges a corpus query by query; the totals come last. */
  corpus(file: string, language?: string, only?: readonly Only[], tables?: Schema['tables']): AsyncIterable<CorpusItem>
  findPackages(folders: readonly string[]): Promise<string[]>
  /** Proves a package with the tables it brings, and those that are bound in their place. */
  prove(folder: string, engine?: string, tables?: readonly TableBinding[]): Promise<Proved>
  /** Proves the packages below some folders, and makes of that what the pages show. */
  catalogue(folders: readonly string[], options: CatalogueOptions): Promise<BuiltCatalogue>
}

/** Puts the use cases together with the world they work in. */
export function createWorkbench(world: Omit<Surroundings, 'disk'> & { readonly cwd: string }): Workbench {
  const disk = diskAt(world.cwd)
  const { now, time, year, tempFolder } = world
  const surroundings: Surroundings = { disk, now, time, year, tempFolder }
  return {
    disk,
    readQuery: (path, stdin) => readQuery(path, disk, stdin),
    check: request => check(request, queryTime(request, time)),
    fix: request => fix(request, queryTime(request, time)),
    format,
    profile: request => profileOf(request, surroundings),
    tables: async bindings => (await bindTables(bindings, engineFor(undefined), disk, tempFolder)).tables,
    run: request => run(request, surroundings),
    holdsRules: path => holdsRules(path, disk),
    explain: request => explainRules(request, surroundings),
    runRules: (request, stdin) => runRules(request, surroundings, stdin),
    convert: (request, stdin) => convert(request, surroundings, stdin),
    importFile,
    corpus: (file, language, only = [], tables) => readCorpus(file, language, only, disk, tables),
    findPackages: folders => findPackages(folders, disk),
    prove: (folder, engine, tables = []) => provePackage(folder, engine, surroundings, { bindings: tables }),
    catalogue: (folders, options) => buildCatalogue(folders, options, surroundings),
  }
}
