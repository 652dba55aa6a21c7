import type { VNode } from 'preact'
import { languages } from '../../languages/index.ts'
import { Document } from './document.tsx'
import type { SiteView } from './site-view.ts'

/** What one can write in; the languages themselves are fetched by the script. */
const choices = languages.map(({ id, title, format }) => ({ id, title, formats: format !== undefined }))

/** The shell of the playground; its script fills it. */
export function PlaygroundPage({ view }: { readonly view: SiteView }): VNode {
  return (
    <Document
      view={view}
      title="Playground"
      description="Write a query, see it understood, run and judged."
      current="playground"
      kind="playground"
    >
      <h1 class="sr">Playground</h1>
      <div id="playground" class="pg-place" data-languages={JSON.stringify(choices)}>
        <noscript>
          <p class="page-head">The playground needs JavaScript: it checks and runs queries in this page.</p>
        </noscript>
      </div>
    </Document>
  )
}
