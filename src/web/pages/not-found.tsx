import type { VNode } from 'preact'
import { homePath } from './address.ts'
import { Document, type InlineStyles } from './document.tsx'
import { Listed } from './marks.tsx'
import type { SiteView } from './site-view.ts'

interface Props {
  readonly view: SiteView
  /** Where files stand below any path, the page has to bring its styles along. */
  readonly styles: InlineStyles | undefined
}

/** Folders from the deepest page up to the catalogue. */
const levels = ['one', 'two', 'three']

/** The page for an address that leads nowhere. */
export function NotFoundPage({ view, styles }: Props): VNode {
  return (
    <Document
      view={view}
      title="Not found"
      description="There is no such page."
      current={undefined}
      kind="not-found"
      styles={styles}
    >
      <div class="page-head">
        <h1>There is no such page</h1>
        <p class="lead-says">
          The address may be old, or mistyped. <a href={view.to(homePath)}>The catalogue</a> lists every detection; its
          search also finds techniques by their number.
        </p>
        {styles !== undefined && (
          <p class="lead-says">
            If that link leads here again, the catalogue is further up: go up{' '}
            <Listed>
              {levels.map((name, i) => (
                <a href={'../'.repeat(i + 1)} key={name}>
                  {name}
                </a>
              ))}
            </Listed>{' '}
            folders.
          </p>
        )}
      </div>
    </Document>
  )
}
