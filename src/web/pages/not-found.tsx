import type { VNode } from 'preact'
import { homePath } from './address.ts'
import { Document } from './document.tsx'
import type { SiteView } from './site-view.ts'

/** The page for an address that leads nowhere. */
export function NotFoundPage({ view }: { readonly view: SiteView }): VNode {
  return (
    <Document view={view} title="Not found" description="There is no such page." current={undefined} kind="not-found">
      <div class="page-head">
        <h1>There is no such page</h1>
        <p class="lead-says">
          The address may be old, or mistyped. <a href={view.to(homePath)}>The catalogue</a> lists every detection; its
          search also finds techniques by their number.
        </p>
      </div>
    </Document>
  )
}
