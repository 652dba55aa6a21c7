import { renderToString } from 'preact-render-to-string'
import type { Catalogue } from '../app/catalogue/model.ts'
import type { Site, SiteAnswer } from '../http/site.ts'
import { homePath, notFoundPath } from './pages/address.ts'
import { type Assets, viewOf } from './pages/site-view.ts'
import { type Waiting, WaitingPage } from './pages/waiting.tsx'
import { siteOf } from './site.tsx'

/** Seconds after which the page that waits asks again. */
const askAgain = 3

interface Before {
  /** One without detections. */
  readonly catalogue: Catalogue
  readonly assets: Assets
  readonly waiting: () => Waiting
}

/** The site while its detections are being proved: what needs no proof is there already, and the other pages say how far it is. */
export function waitingSite({ catalogue, assets, waiting }: Before): Required<Site> {
  const ready = siteOf({ catalogue, assets, served: true, detections: new Map(), downloads: new Map() })
  // it is shown under any address, as the page for what is not there is
  const view = viewOf(notFoundPath, { assets, served: true, assay: catalogue.assay })
  const wait = (): SiteAnswer => ({
    status: 503,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>\n${renderToString(<WaitingPage waiting={waiting()} view={view} />)}\n`,
    askAgain,
  })
  return {
    page: async path => {
      const wanted = path.replace(/^\/+/, '')
      return wanted === homePath || wanted === 'index.html' || wanted.startsWith('detections/')
        ? wait()
        : ready.page(path)
    },
    moved: ready.moved,
  }
}
