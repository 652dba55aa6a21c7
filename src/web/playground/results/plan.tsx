import type { VNode } from 'preact'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { scrollable } from '../../pages/scrollable.ts'

/** How the query was understood, and what the engine makes of it. */
export function Plan({ ran: { plan, sql, engine } }: { readonly ran: RunAnswerData }): VNode {
  return (
    <div class="pg-plan">
      <section aria-label="Plan">
        <h2>Plan</h2>
        <p class="quiet">What the query means, whatever language it is written in.</p>
        <pre class="sample" {...scrollable('Plan')}>
          <code>{plan ?? ''}</code>
        </pre>
      </section>
      {sql !== undefined && (
        <section aria-label="SQL">
          <h2>SQL</h2>
          <p class="quiet">What {engine} runs.</p>
          <pre class="sample" {...scrollable('SQL')}>
            <code>{sql}</code>
          </pre>
        </section>
      )}
    </div>
  )
}
