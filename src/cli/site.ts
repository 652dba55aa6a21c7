import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { packageDataSets } from '../app/data-sets.ts'
import { reasonOf } from '../app/disk.ts'
import { InputError } from '../app/workbench.ts'
import { plural } from '../base/amount.ts'
import { hasErrors } from '../base/diagnostic.ts'
import { recordingsOf } from '../web/recordings.ts'
import type { Route } from '../web/site.tsx'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import { engineOption } from './options.ts'
import { standardFolders } from './standard-folders.ts'
import { version } from './version.ts'
import { webAssets } from './web-assets.ts'

interface Options {
  readonly engine?: string
  readonly force?: boolean
}

/** assay site */
export function addSite(program: Command, context: Context): void {
  const { io, workbench, exitWith } = context
  program
    .command('site')
    .description(
      'write the catalogue as static files, with what was proved: any web server can show them, below any path',
    )
    .argument('<out>', 'the folder to write; made when it is not there')
    .argument(
      '[packages...]',
      'folders of packages; without, detections/ of this folder, else those that come with Assay',
    )
    .addOption(engineOption())
    .option('--force', 'write also into a folder that holds files which this command did not write')
    .action(async (out: string, packages: string[], options: Options) => {
      const folder = resolve(io.cwd, out)
      const old = orTell(out, () => mayWrite(folder, out, options.force ?? false))
      const assets = webAssets(io.home)
      // before anything is proved, which takes long
      orTell(out, () => makeFolder(folder))
      // Loaded here, so that no other command waits for the pages.
      const { routes } = await import('../web/site.tsx')
      const folders = packages.length > 0 ? packages : await standardFolders(context)
      const { catalogue, detections, downloads, reports } = await workbench.catalogue(folders, {
        version,
        engine: options.engine,
        onProgress: ({ next, done, total }) => {
          if (next !== undefined) io.err(`${io.paint.err.dim(`proving ${done + 1} of ${total}:`)} ${next}\n`)
        },
      })
      for (const report of reports) printReport(report, io)
      const recordings = recordingsOf(await packageDataSets(folders, workbench.disk), path => readFileSync(path))
      const content = { catalogue, detections, downloads, assets, served: false, recordings }
      const written = orTell(out, () => write(folder, routes(content), old))
      await io.out(
        `${plural(written.files, 'file')} (${(written.bytes / 1e6).toFixed(1)} MB) in ${out}: ${plural(detections.size, 'detection')}\n`,
      )
      if (reports.some(report => hasErrors(report.diagnostics))) exitWith(exit.refused.code)
      else if (catalogue.detections.some(d => d.standing === 'refuted')) exitWith(exit.findings.code)
    })
}

/** The list of what was written, beside it: what is there from before and no longer belongs to the site is removed. */
const listName = 'assay-site.json'

/** The files of a site that was written into the folder before. Throws `InputError` when the folder is somebody else's. */
function mayWrite(folder: string, out: string, force: boolean): readonly string[] {
  const there = statSync(folder, { throwIfNoEntry: false })
  if (there === undefined) return []
  if (!there.isDirectory()) throw new InputError(`${out} is a file`, 'name a folder')
  if (readdirSync(folder).length === 0) return []
  const list = listIn(folder)
  if (list === undefined && !force)
    throw new InputError(
      `${out} is not empty, and holds no site of ours`,
      'name an empty folder, or add --force to write beside what is there',
    )
  return list ?? []
}

/** What the list in a folder says; only plain paths below the folder are believed. */
function listIn(folder: string): readonly string[] | undefined {
  try {
    const { files }: { files?: unknown } = JSON.parse(readFileSync(join(folder, listName), 'utf8'))
    if (!Array.isArray(files)) return undefined
    return files.filter(name => typeof name === 'string' && isBelow(name))
  } catch {
    return undefined
  }
}

/** Does something with the folder that was named; what the system refuses is told of that. */
function orTell<T>(out: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new InputError(`cannot write ${out}: ${reasonOf(error)}`, 'name a folder that you may write')
    throw error
  }
}

/** Makes a folder that can be written, and those above it. Node's own way never ends where the system says that there is no such place, as in /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
    const above = dirname(folder)
    if (above !== folder) makeFolder(above)
    mkdirSync(folder)
  }
  accessSync(folder, constants.W_OK)
}

const isBelow = (path: string): boolean => !/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(path)

function write(
  folder: string,
  site: readonly Route[],
  old: readonly string[],
): { readonly files: number; readonly bytes: number } {
  const files = new Map<string, string | Uint8Array>()
  for (const route of site) {
    const path = route.path === '' || route.path.endsWith('/') ? `${route.path}index.html` : route.path
    if (!isBelow(path)) throw new InputError(`a file of a package cannot be written: ${path}`)
    files.set(path, route.render())
  }
  for (const path of old) if (!files.has(path)) rmSync(join(folder, path), { force: true })
  let bytes = 0
  for (const [path, body] of [
    ...files,
    [listName, `${JSON.stringify({ files: [...files.keys()] }, null, 1)}\n`] as const,
  ]) {
    makeFolder(dirname(join(folder, path)))
    writeFileSync(join(folder, path), body)
    bytes += body.length
  }
  return { files: files.size, bytes }
}
