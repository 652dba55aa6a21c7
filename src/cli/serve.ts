import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import {
  type BuiltCatalogue,
  type CatalogueOptions,
  type CatalogueProgress,
  catalogueOf,
} from '../app/catalogue/catalogue.ts'
import { givenDataSet, packageDataSets } from '../app/data-sets.ts'
import type { Proved } from '../app/prove.ts'
import { InputError } from '../app/workbench.ts'
import { hasErrors } from '../base/diagnostic.ts'
import type { Worker } from '../http/jobs/job.ts'
import type { Site } from '../http/site.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import { engineOption, wholeNumber } from './options.ts'
import { renderProof } from './proof-page.ts'
import { standardFolders } from './standard-folders.ts'
import { version } from './version.ts'
import { webAssets } from './web-assets.ts'

interface Options {
  readonly port: number
  readonly host: string
  readonly data?: readonly string[]
  readonly token?: string
  readonly engine?: string
  readonly matrix?: boolean
}

/** Addresses that only this machine can reach. */
const loopback: readonly string[] = ['127.0.0.1', 'localhost', '::1']
/** Shorter secrets can be guessed. */
const shortestToken = 16

/** assay serve */
export function addServe(program: Command, context: Context): void {
  program
    .command('serve')
    .description('prove the detections, and show them with the playground and the API on http://127.0.0.1:4715')
    .argument(
      '[packages...]',
      'folders of packages; without, detections/ of this folder, else those that come with Assay',
    )
    .option('--port <number>', 'the port; 0 is any that is free', portNumber, 4715)
    .option(
      '--host <address>',
      'the address to listen on; beyond this machine every request needs the token',
      (written: string) => written.replace(/^\[(.*)\]$/, '$1'),
      '127.0.0.1',
    )
    .option('--data <paths...>', 'logs that the playground can search, beside those of the packages')
    .option(
      '--token <secret>',
      'the secret to ask for, sent as `Authorization: Bearer`; without, ASSAY_TOKEN; where there is neither and one is needed, it is made up and printed',
    )
    .option('--matrix', 'print the matrix of each package as it is proved, as `assay prove` does')
    .addOption(engineOption())
    .addHelpText('after', '\nCtrl-C ends it; the exit code is 1 when a package did not do what it declares.')
    .action((packages: string[], options: Options) => serve(packages, options, context))
}

function portNumber(written: string): number {
  const port = wholeNumber(written)
  if (port <= 65535) return port
  throw new InvalidArgumentError('A port is at most 65535.')
}

async function serve(packages: readonly string[], options: Options, context: Context): Promise<void> {
  const { io, workbench } = context
  const { createHttpApp } = await import('../http/app.ts')
  const { openServerFolder } = await import('../http/server-folder.ts')
  const { listen } = await import('../http/server.ts')
  const stopped = io.untilStopped()
  const local = loopback.includes(options.host)
  const token = tokenFor(options.token ?? io.token, local)
  const folders = packages.length > 0 ? packages : await standardFolders(context)
  const data = [
    ...(options.data === undefined ? [] : [await givenDataSet(options.data, workbench.disk)]),
    ...(await packageDataSets(folders, workbench.disk)),
  ]
  const known = new Map((await workbench.findPackages(folders)).map(f => [f.slice(f.lastIndexOf('/') + 1), f] as const))
  const assets = webAssets(io.home)
  const folder = await openServerFolder(io.tempFolder)
  const { faultText } = await import('../http/problems.ts')
  const onFault = (error: unknown): void => io.err(`${io.paint.err.error('fault')} ${faultText(error)}`)
  const worker = await workerFor(context, folder.path, onFault)
  const { siteOf } = await import('../web/site.tsx')
  const { waitingSite } = await import('../web/waiting.tsx')
  let built: BuiltCatalogue | undefined
  let progress: CatalogueProgress = { done: 0, total: known.size, next: undefined }
  let site: Site = waitingSite({
    catalogue: catalogueOf([], '', { version, engine: options.engine }),
    assets,
    waiting: () => ({ ...progress, next: progress.next?.slice(progress.next.lastIndexOf('/') + 1) }),
  })
  const hosts = new Set<string>()
  const http = createHttpApp({
    hosts: local ? hosts : undefined,
    token,
    version,
    worker,
    data,
    tempFolder: folder.path,
    catalogue: () => built,
    packages: known,
    site: () => site,
    now: io.now,
    onFault,
  })
  try {
    const server = await listen(http, options.host, options.port)
    for (const name of loopback) hosts.add(hostOf(name, server.port))
    const ended = new AbortController()
    void stopped.then(() => ended.abort())
    const address = addressOf(options.host, server.port, token)
    io.err(`${io.paint.err.dim('the playground and the API answer already:')} ${address}\n`)
    if (!local) io.err(`${io.paint.err.dim(beyond(options.host, options.token ?? io.token))}\n`)
    try {
      built = await proved(folders, options, context, folder.path, ended.signal, news => {
        progress = news
      })
      if (built !== undefined) {
        for (const [id, { folder }] of built.detections) {
          const place = known.get(folder)
          if (place !== undefined) known.set(id, place)
        }
        site = siteOf({ ...built, assets, served: true })
        await io.out(`\n${address}\n`)
        await stopped
      }
      io.err('\nstopping\n')
    } finally {
      await server.close()
    }
  } finally {
    await worker.close()
    await http.close()
    await folder.remove()
  }
}

/** What does the jobs of requests: processes of their own, or this one where there is no compiled program. */
async function workerFor(
  { io, workbench }: Context,
  tempFolder: string,
  onFault: (error: unknown) => void,
): Promise<Worker> {
  const { standardLimits } = await import('../http/limits.ts')
  const { memory, spill, heapMb, resident, queue, runs, checks } = standardLimits
  const limits = { memoryLimit: memory, spillLimit: spill }
  const { now, time, year, program, cwd } = io
  if (program === undefined) {
    const { workHere } = await import('../http/jobs/here.ts')
    return workHere(() => ({ disk: workbench.disk, now, time, year, tempFolder, limits }), onFault)
  }
  const { createPool } = await import('../http/jobs/pool.ts')
  const { inLanes } = await import('../http/jobs/lanes.ts')
  const pool = { script: join(program, 'http', 'jobs', 'process.js'), cwd, tempFolder, limits, heapMb, resident, queue }
  return inLanes(createPool({ ...pool, most: checks, ready: true }), createPool({ ...pool, most: runs, yields: true }))
}

/** Proves the packages; undefined when it was told to stop meanwhile. */
async function proved(
  folders: readonly string[],
  { engine, matrix }: Options,
  { io, workbench, exitWith }: Context,
  tempFolder: string,
  signal: AbortSignal,
  tell: (progress: CatalogueProgress) => void,
): Promise<BuiltCatalogue | undefined> {
  const pages: Promise<void>[] = []
  const show = (one: Proved): void => {
    if (one.verdict !== undefined)
      pages.push(io.out(renderProof(one, { paint: io.paint.out, width: io.width, why: false })))
  }
  const build = async (wanted: CatalogueOptions): Promise<BuiltCatalogue> => {
    const { program, cwd, time, year } = io
    if (program === undefined) return workbench.catalogue(folders, wanted)
    const { catalogueApart } = await import('../http/catalogue/apart.ts')
    const script = join(program, 'http', 'catalogue', 'process.js')
    return catalogueApart(folders, { ...wanted, script, cwd, time, year, tempFolder })
  }
  try {
    const wanted = {
      version,
      engine,
      signal,
      ...(matrix === true ? { onProved: show } : {}),
      onProgress: (progress: CatalogueProgress) => {
        const { next, done, total } = progress
        tell(progress)
        if (next !== undefined) io.err(`${io.paint.err.dim(`proving ${done + 1} of ${total}:`)} ${next}\n`)
      },
    }
    const built = await build(wanted)
    await Promise.all(pages)
    for (const report of built.reports) printReport(report, io)
    const broken = built.reports.some(report => hasErrors(report.diagnostics))
    if (broken || built.catalogue.detections.some(d => d.standing === 'refuted')) exitWith(exit.findings.code)
    return built
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

/** The secret to ask for; none on this machine alone, unless one was given. */
function tokenFor(given: string | undefined, local: boolean): string | undefined {
  if (given === undefined) return local ? undefined : randomBytes(24).toString('base64url')
  if (!/^[\x21-\x7e]*$/.test(given))
    throw new InputError(
      'the token holds a blank, or a character that is no ASCII',
      'a header takes letters, digits and signs only; leave it out: Assay makes one up, and prints it',
    )
  if (given.length >= shortestToken) return given
  throw new InputError(
    `the token is shorter than ${shortestToken} characters`,
    'leave it out: Assay makes one up, and prints it',
  )
}

/** What is to be known of a server that other machines reach. */
function beyond(host: string, given: string | undefined): string {
  const where = everywhere[host] === undefined ? '' : '; from elsewhere put the name of this machine in the address'
  return [
    `it listens on ${host}, beyond this machine: the address holds the token that every request needs${where}`,
    ...(given === undefined ? ['the token was made up for this run; name your own with --token or ASSAY_TOKEN'] : []),
    'nothing is encrypted on the way: use it in a network that you trust, or behind a proxy that does TLS',
  ].join('\n')
}

/** A name with a port as a client sends it as Host: without the port that goes without saying. */
function hostOf(name: string, port: number): string {
  const host = name.includes(':') ? `[${name}]` : name
  return port === 80 ? host : `${host}:${port}`
}

/** Addresses that mean all of this machine, with the one to reach it by from here. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

function addressOf(host: string, port: number, token: string | undefined): string {
  const address = `http://${hostOf(everywhere[host] ?? host, port)}/`
  return token === undefined ? address : `${address}?token=${encodeURIComponent(token)}`
}
