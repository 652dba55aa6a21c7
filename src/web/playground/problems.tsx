import type { VNode } from 'preact'
import type { DiagnosticData } from '../../http/contract/shared.ts'
import { plural } from '../pages/words.ts'
import type { Board } from './board.ts'
import type { Editor } from './editor/editor.ts'
import { Sentence } from './sentence.tsx'

/** What is said of the query: each message with its reason, what to type, and its fix. */
export function Problems({
  checked,
  editor,
  empty,
}: {
  readonly checked: Board['checked']
  readonly editor: Editor | undefined
  readonly empty: boolean
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
      {(diagnostics.length > 0 || costs.length > 0) && (
        <ul class="pg-says">
          {[...diagnostics, ...costs].map(said => (
            <Said said={said} editor={editor} key={`${said.code} ${said.start} ${said.message}`} />
          ))}
        </ul>
      )}
    </div>
  )
}

const words = { error: 'error', warning: 'warning', note: 'note' } as const

const counted = (said: readonly DiagnosticData[]): string =>
  (['error', 'warning', 'note'] as const)
    .map(severity => ({ severity, count: said.filter(d => d.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, words[severity]))
    .join(', ')

function Said({ said, editor }: { readonly said: DiagnosticData; readonly editor: Editor | undefined }): VNode {
  const { severity, message, because, help, line, column, start, fix, code } = said
  return (
    <li class={`says-${severity}`}>
      <button type="button" class="link num" onClick={() => editor?.go(start)}>
        <span class="sr">{words[severity]} at </span>
        {line}:{column}
      </button>
      <div>
        <p>
          <Sentence text={message} />
        </p>
        {because !== undefined && (
          <p class="quiet">
            <Sentence text={because} />
          </p>
        )}
        {help !== undefined && (
          <p class="help">
            <Sentence text={help} />
          </p>
        )}
        <p class="pg-code">
          {fix !== undefined && (
            <button type="button" class="plain" onClick={() => editor?.edit(fix)}>
              Fix it
            </button>
          )}
          <code>{code}</code>
        </p>
      </div>
    </li>
  )
}
