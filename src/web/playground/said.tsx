import type { ComponentChildren, VNode } from 'preact'
import type { DiagnosticData } from '../../http/contract/shared.ts'
import { adviceOf } from './advice.ts'
import { Sentence } from './sentence.tsx'

/** One thing that is said of a query, as an item of a list: where, what, why it matters, and what to type. */
export function Said({
  said: { severity, message, because, help, line, column, start },
  go,
  children,
}: {
  readonly said: DiagnosticData
  readonly go: (at: number) => void
  readonly children?: ComponentChildren
}): VNode {
  const advice = adviceOf({ help })
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
        {advice !== undefined && (
          <p class="help">
            <Sentence text={advice} />
          </p>
        )}
        {children}
      </div>
    </li>
  )
}
