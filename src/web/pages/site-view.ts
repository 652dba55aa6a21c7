import { notFoundPath, rootFrom } from './address.ts'

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
  /** The way back to the root, with a slash at its end. */
  readonly root: string
  /** The address of another path of the site, seen from this page. */
  readonly to: (path: string) => string
}

/**
 * The view of one page of the site. The page for what is not there is shown under any address, so its own path says nothing: a
 * server of ours is at the root of its host. Files have no such place; there it finds the rest from their own folder.
 */
export const viewOf = (path: string, site: Pick<SiteView, 'assets' | 'served' | 'assay'>): SiteView => {
  const root = site.served && path === notFoundPath ? '/' : rootFrom(path)
  return { ...site, path, root, to: target => `${root}${target}` }
}
