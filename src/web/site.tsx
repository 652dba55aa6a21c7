import { sha256 } from '@noble/hashes/sha2.js'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Catalogue, Detection, Download } from '../app/catalogue/model.ts'
import { apiPath } from '../http/contract/api-page.ts'
import type { Site } from '../http/site.ts'
import { AboutPage } from './pages/about.tsx'
import {
  aboutPath,
  detectionPath,
  filePath,
  homePath,
  notFoundPath,
  playgroundPath,
  searchIndexPath,
  tracePath,
} from './pages/address.ts'
import { ApiPage } from './pages/api.tsx'
import { DetectionPage } from './pages/detection/page.tsx'
import type { InlineStyles } from './pages/document.tsx'
import { HomePage } from './pages/home.tsx'
import { favicon } from './pages/icons.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { PlaygroundPage } from './pages/playground.tsx'
import { type Assets, type SiteView, viewOf } from './pages/site-view.ts'
import { type Recordings, recordingsPath } from './recordings.ts'
import { searchIndex } from './search-index.ts'
import { traceOf } from './trace.ts'

/** What the pages are made of. */
export interface SiteContent {
  readonly catalogue: Catalogue
  readonly detections: ReadonlyMap<string, Detection>
  readonly downloads: ReadonlyMap<string, readonly Download[]>
  readonly assets: Assets
  /** Whether an API answers under `api/` beside the pages. */
  readonly served: boolean
  /** The telemetry to lay beside the pages, for the playground of a site without a server. */
  readonly recordings?: Recordings
}

/** A page or file of the site: its path below the root, without a slash in front; a page ends in one. */
export interface Route {
  readonly path: string
  readonly type: string
  render(): string | Uint8Array
}

const html = 'text/html; charset=utf-8'
const json = 'application/json; charset=utf-8'

/** Every page and file of the site. Nothing is rendered before it is asked for. */
export function routes(content: SiteContent): readonly Route[] {
  const { catalogue, detections, downloads, assets } = content
  const page = (path: string, view: (view: SiteView) => JSX.Element): Route => ({
    path,
    type: html,
    render: () =>
      `<!doctype html>\n${renderToString(view(viewOf(path, { assets, served: content.served, assay: catalogue.assay })))}\n`,
  })
  return [
    page(homePath, view => <HomePage catalogue={catalogue} view={view} />),
    page(playgroundPath, view => <PlaygroundPage view={view} />),
    page(aboutPath, view => <AboutPage catalogue={catalogue} view={view} />),
    page(apiPath, view => <ApiPage view={view} />),
    page(notFoundPath, view => <NotFoundPage view={view} styles={content.served ? undefined : inlineStyles(assets)} />),
    { path: 'icon.svg', type: 'image/svg+xml', render: () => favicon },
    { path: searchIndexPath, type: json, render: () => JSON.stringify(searchIndex(catalogue)) },
    ...assets.files.map(({ path, bytes }) => ({ path, type: typeOf(path), render: () => bytes })),
    ...recordingRoutes(content.recordings),
    ...[...detections.values()].flatMap(detection => {
      const files = downloads.get(detection.id) ?? []
      return [
        ...detection.languages.map(language =>
          page(detectionPath(detection.id, language), view => (
            <DetectionPage detection={detection} language={language} downloads={files} view={view} />
          )),
        ),
        page(detectionPath(detection.id), view => {
          const language = detection.languages[0] ?? { id: '', name: '' }
          return <DetectionPage detection={detection} language={language} downloads={files} view={view} />
        }),
        ...[...detection.queries, ...detection.hunts].map(query => ({
          path: tracePath(detection.id, query.id),
          type: json,
          render: () => JSON.stringify(traceOf(query, detection.folder)),
        })),
        ...files.map(file => ({
          path: filePath(detection.id, file.name),
          type: file.type,
          render: () => file.bytes,
        })),
      ]
    }),
  ]
}

/** The styles as text, with the hash by which a policy allows them. */
function inlineStyles({ styles, files }: Assets): InlineStyles | undefined {
  const bytes = files.find(file => file.path === styles)?.bytes
  if (bytes === undefined) return undefined
  return { text: new TextDecoder().decode(bytes), hash: `sha256-${btoa(String.fromCharCode(...sha256(bytes)))}` }
}

const recordingRoutes = (recordings: Recordings | undefined): readonly Route[] =>
  recordings === undefined
    ? []
    : [
        { path: recordingsPath, type: json, render: () => JSON.stringify({ sets: recordings.sets }) },
        ...recordings.files.map(({ path, read }) => ({ path, type: 'application/octet-stream', render: read })),
      ]

/** The site as a server asks for it. A page that is asked for without its slash, or in other letter case, has moved to its own address. */
export function siteOf(content: SiteContent): Required<Site> {
  const known = new Map(routes(content).map(route => [route.path, route]))
  const pages = new Map([...known.keys()].filter(path => path.endsWith('/')).map(path => [path.toLowerCase(), path]))
  const rendered = new Map<string, string | Uint8Array>()
  return {
    async page(path) {
      const wanted = path.replace(/^\/+/, '')
      const route = known.get(wanted) ?? known.get(wanted.replace(/index\.html$/, ''))
      if (route === undefined) return undefined
      const body = rendered.get(route.path) ?? route.render()
      rendered.set(route.path, body)
      return { status: 200, type: route.type, body, lasting: route.path.startsWith('assets/') }
    },
    moved(path) {
      const wanted = path.replace(/^\/+/, '').toLowerCase()
      const found = pages.get(wanted.endsWith('/') ? wanted : `${wanted}/`)
      return found === undefined ? undefined : `/${found}`
    },
  }
}

const typeOf = (path: string): string => types[/\.[a-z0-9]+$/.exec(path)?.[0] ?? ''] ?? 'application/octet-stream'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': json,
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}
