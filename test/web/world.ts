import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import type { Catalogue, Detection, Download } from '../../src/app/catalogue/model.ts'
import { packageDataSets } from '../../src/app/data-sets.ts'
import { createWorkbench } from '../../src/app/workbench.ts'
import { webAssets } from '../../src/cli/web-assets.ts'
import { createHttpApp } from '../../src/http/app.ts'
import { workHere } from '../../src/http/jobs/here.ts'
import { listen } from '../../src/http/server.ts'
import { recordingsOf } from '../../src/web/recordings.ts'
import { routes, siteOf } from '../../src/web/site.tsx'
import { startChromium } from './chromium.ts'
import { writeOddLogs } from './odd-logs.ts'
import { servePlain } from './plain-server.ts'

/** What the tests in a browser look at: three small packages, proved once, as our server shows them and as files from a plain one. */
export interface World {
  readonly browser: Browser
  /** The addresses of both sites, each with a slash at its end. */
  readonly sites: Readonly<Record<SiteName, string>>
  readonly catalogue: Catalogue
  readonly detections: ReadonlyMap<string, Detection>
  readonly downloads: ReadonlyMap<string, readonly Download[]>
  /** What was thrown in the server. */
  readonly faults: readonly unknown[]
  /** Bytes of a file of the site, by its path; undefined where there is none. */
  readonly file: (path: string) => Uint8Array | undefined
  close(): Promise<void>
}

export type SiteName = 'served' | 'files'

const root = join(import.meta.dirname, '..', '..')
/** When the proofs say that they were made: the pages show it, and pictures of pages are compared. */
const time = 1_790_000_000_000_000n

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-web-'))
  const now = (): number => performance.now()
  const faults: unknown[] = []
  const onFault = (error: unknown): void => void faults.push(error)
  mkdirSync(join(folder, 'spill'))
  cpSync(join(import.meta.dirname, 'fixture'), join(folder, 'packages'), { recursive: true })
  writeOddLogs(join(folder, 'packages', 'odd-logs'))
  const launched = startChromium()
  const pages = build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder, 'dist', 'web', 'public') },
  })
  const surroundings = { now, time, year: 2026, tempFolder: join(folder, 'spill') }
  const workbench = createWorkbench({ cwd: folder, ...surroundings })
  const built = await workbench.catalogue(['packages'], { version: '1.2.3' })
  const data = await packageDataSets(['packages'], workbench.disk)
  await pages
  const content = { ...built, assets: webAssets(folder) }

  const hosts = new Set<string>()
  const http = createHttpApp({
    hosts,
    token: undefined,
    version: '1.2.3',
    worker: workHere(() => ({ ...surroundings, disk: workbench.disk }), onFault),
    data,
    tempFolder: join(folder, 'spill'),
    catalogue: () => built,
    packages: new Map([...built.detections].map(([id, { folder: at }]) => [id, at])),
    site: () => site,
    now,
    onFault,
  })
  const site = siteOf({ ...content, served: true })
  const server = await listen(http, '127.0.0.1', 0)
  hosts.add(`127.0.0.1:${server.port}`)

  const files = new Map<string, string | Uint8Array>()
  const recordings = recordingsOf(data, path => readFileSync(path))
  for (const { path, render } of routes({ ...content, served: false, recordings }))
    files.set(path === '' || path.endsWith('/') ? `${path}index.html` : path, render())
  const plain = await servePlain(files)
  const browser = await launched
  return {
    browser,
    sites: { served: `http://127.0.0.1:${server.port}/`, files: plain.address },
    catalogue: built.catalogue,
    detections: built.detections,
    downloads: built.downloads,
    faults,
    file(path) {
      const body = files.get(path)
      return typeof body === 'string' ? new TextEncoder().encode(body) : body
    },
    async close() {
      await browser.close()
      await Promise.all([server.close(), plain.close()])
      await http.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
