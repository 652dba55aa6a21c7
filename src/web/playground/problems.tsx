import type { VNode } from 'preact'
import type { DiagnosticData } from '../../http/contract/shared.ts'
import { plural } from '../pages/words.ts'
import type { Board, LanguageChoice } from './board.ts'
import type { Editor } from './editor/editor.ts'
import { Said } from './said.tsx'

/** What is said of the query: each message with its reason, what to type, and its fix. */
export function Problems({
  checked,
  editor,
  empty,
  other,
  speak,
}: {
  readonly checked: Board['checked']
  readonly editor: Editor | undefined
  readonly empty: boolean
  /** The language that the text is plainly written in, where it is not the one that is chosen. */
  readonly other: LanguageChoice | undefined
  readonly speak: (language: string) => void
}): VNode {
  if (checked === undefined || empty) return <div class="pg-problems" />
  const { diagnostics, costs, fixed, ok } = checked.answer
  const fixes = diagnostics.filter(d => d.fix !== undefined).length
  return (
    <div class="pg-problems">
      <div class="pg-verdict">
        <p role="status">
          <span class={ok ? 'tone-good' : 'tone-bad'}>{ok ? '✓ It can run' : '✗ It cannot run'}</span>
          {diagnostics.length > 0 && <span> · {counted(diagnostics)}</span>}
        </p>
        <span class="quiet num" title="from asking to the answer, in this page">
          checked in {checked.ms < 1 ? 'under 1' : Math.round(checked.ms)} ms
        </span>
        {fixed !== undefined && fixes > 0 && (
          <button type="button" class="plain" onClick={() => editor?.replace(fixed)}>
            {fixes > 1 ? `Apply all ${fixes} fixes` : 'Apply the fix'}
          </button>
        )}
      </div>
      {other !== undefined && (
        <p class="pg-other">
          This reads like {other.title}.
          <button type="button" class="solid" onClick={() => speak(other.id)}>
            Take it as {other.title}
          </button>
        </p>
      )}
      {(diagnostics.length > 0 || costs.length > 0) && (
        <ul class="pg-says">
          {[...diagnostics, ...costs].map(said => (
            <Said said={said} go={at => editor?.go(at)} key={`${said.code} ${said.start} ${said.message}`}>
              <p class="pg-code">
                {said.fix !== undefined && (
                  <button type="button" class="plain" onClick={() => said.fix && editor?.edit(said.fix)}>
                    Fix it
                  </button>
                )}
                <code>{said.code}</code>
              </p>
            </Said>
          ))}
        </ul>
      )}
    </div>
  )
}

const counted = (said: readonly DiagnosticData[]): string =>
  (['error', 'warning', 'note'] as const)
    .map(severity => ({ severity, count: said.filter(d => d.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity))
    .join(', ')
