import type { VNode } from 'preact'
import { playgroundPath } from './address.ts'
import { Document } from './document.tsx'
import type { SiteView } from './site-view.ts'

/** Packages that are proved, all there are, and the one that is being proved. */
export interface Waiting {
  readonly done: number
  readonly total: number
  readonly next: string | undefined
}

/** The page in the place of those that show what was proved, until it is. The answer it comes with tells the browser to ask again. */
export function WaitingPage({ waiting, view }: { readonly waiting: Waiting; readonly view: SiteView }): VNode {
  const { done, total, next } = waiting
  return (
    <Document
      view={view}
      title="Being proved"
      description="The detections are being proved."
      current={undefined}
      kind="waiting"
    >
      <div class="page-head">
        <h1>The detections are being proved</h1>
        <p class="lead-says" role="status">
          {done} of {total} are done{next === undefined ? '' : `; now ${next}`}. Every query runs over every recording,
          so this takes some seconds for each. This page asks again by itself.
        </p>
        <p class="lead-says">
          <a href={view.to(playgroundPath)}>The playground</a> is ready already.
        </p>
      </div>
    </Document>
  )
}
