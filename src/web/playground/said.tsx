import type { ComponentChildren, VNode } from 'preact'
import type { DiagnosticData } from '../../http/contract/shared.ts'
import { Sentence } from './sentence.tsx'

/** One thing that is said of a query, as an item of a list: where, what, why it matters, and what to type. */
export function Said({
  said: { code, severity, message, because, help, line, column, start },
  go,
  children,
}: {
  readonly said: DiagnosticData
  readonly go: (at: number) => void
  readonly children?: ComponentChildren
}): VNode {
  return (
    <li class={`says-${severity}`}>
      <button type="button" class="link num" onClick={() => go(start)}>
        <span class="sr">{severity} at </span>
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
        {code.endsWith('/needs-table') && (
          <p class="help">
            Tables are bound on the command line, with <code>assay run</code>; this page has only those that lie beside
            the data of a package, and none where no server is behind it.
          </p>
        )}
        {children}
      </div>
    </li>
  )
}
