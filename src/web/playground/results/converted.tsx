import type { VNode } from 'preact'
import type { ConvertAnswerData } from '../../../http/contract/convert.ts'
import { scrollable } from '../../pages/scrollable.ts'
import { Said } from '../said.tsx'
import { Sentence } from '../sentence.tsx'
import { cellText } from './cells.ts'
import { Failed } from './failed.tsx'
import type { ResultProps } from './results.tsx'

type Rule = ConvertAnswerData['rules'][number]

/** What each rule became in another language, and how it was proved that both say the same. */
export function Converted({ board: { converted }, go }: ResultProps): VNode {
  if (converted === undefined) return <p class="pg-none">Nothing was converted yet.</p>
  if (converted.is === 'failed') return <Failed failed={converted} go={go} />
  return (
    <div class="pg-converted">
      {converted.answer.rules.map((rule, i) => (
        <section key={`${i} ${rule.title}`} aria-label={rule.title}>
          <h2>{rule.title}</h2>
          {rule.equivalence !== undefined && <Verdict equivalence={rule.equivalence} />}
          {rule.diagnostics.length > 0 && (
            <ul class="pg-says">
              {rule.diagnostics.map(d => (
                <Said said={d} go={go} key={`${d.code} ${d.start}`} />
              ))}
            </ul>
          )}
          {rule.text !== undefined && (
            <>
              <button type="button" class="plain" onClick={() => void navigator.clipboard.writeText(rule.text ?? '')}>
                Copy
              </button>
              <pre class="sample" {...scrollable(rule.title)}>
                <code>{rule.text}</code>
              </pre>
            </>
          )}
          {rule.assumes.length > 0 && (
            <details class="pg-unread">
              <summary>What must be so of the data</summary>
              <ul>
                {rule.assumes.map(says => (
                  <li key={says}>
                    <Sentence text={says} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
      ))}
    </div>
  )
}

function Verdict({ equivalence }: { readonly equivalence: NonNullable<Rule['equivalence']> }): VNode {
  switch (equivalence.verdict) {
    case 'proved':
      return <p class="tone-good">✓ Proved: both hold of the same events ({equivalence.by}).</p>
    case 'not refuted':
      return (
        <p class="pg-warn">
          Not refuted: {equivalence.events} generated events found no difference (seed {equivalence.seed}). That is no
          proof.
        </p>
      )
    case 'unknown':
      return <p class="pg-warn">Not known: {equivalence.reason}</p>
    case 'refuted':
      return (
        <>
          <p class="tone-bad">
            ✗ Refuted: of this event only {equivalence.holds === 'left' ? 'the rule' : 'the output'} holds.
          </p>
          <dl class="pg-record">
            {Object.entries(equivalence.witness).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{cellText(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )
  }
}
