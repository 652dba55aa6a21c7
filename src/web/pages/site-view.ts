import { rootFrom } from './address.ts'

/** The built files that every page loads, by their hashed paths below the site's root. */
export interface Assets {
  readonly styles: string
  /** Runs before anything is painted, so that a chosen theme does not flash. */
  readonly theme: string
  readonly client: string
  /** The script and the styles of the playground; undefined while there is none. */
  readonly playground: { readonly script: string; readonly styles: readonly string[] } | undefined
  /** Everything that was built, to be served or written beside the pages. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** What a page knows of the site around it. */
export interface SiteView {
  /** This page's own path below the root. */
  readonly path: string
  readonly assets: Assets
  /** Whether a server with our API answers under `api/`; else everything runs in the page. */
  readonly served: boolean
  /** Version of Assay. */
  readonly assay: string
  /** The address of another path of the site, seen from this page. */
  readonly to: (path: string) => string
}

/** The view of one page of the site. */
export const viewOf = (path: string, site: Pick<SiteView, 'assets' | 'served' | 'assay'>): SiteView => ({
  ...site,
  path,
  to: target => `${rootFrom(path)}${target}`,
})
