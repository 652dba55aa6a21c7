import type { VNode } from 'preact'
import type { Outcome } from '../board.ts'
import { Sentence } from '../sentence.tsx'

/** Why something did not run. */
export function Failed({
  failed: { message, problem },
  go,
}: {
  readonly failed: Extract<Outcome<unknown>, { is: 'failed' }>
  readonly go: (at: number) => void
}): VNode {
  const said = problem?.diagnostics?.filter(d => d.severity === 'error') ?? []
  return (
    <div class="pg-failed" role="alert">
      <p class="tone-bad">{problem?.title ?? 'This did not work'}</p>
      {said.length === 0 ? (
        <p>
          <Sentence text={message} />
        </p>
      ) : (
        <ul class="pg-says">
          {said.map(d => (
            <li class="says-error" key={`${d.code} ${d.start}`}>
              <button type="button" class="link num" onClick={() => go(d.start)}>
                {d.line}:{d.column}
              </button>
              <div>
                <p>
                  <Sentence text={d.message} />
                </p>
                {d.because !== undefined && (
                  <p class="quiet">
                    <Sentence text={d.because} />
                  </p>
                )}
                {d.help !== undefined && (
                  <p class="help">
                    <Sentence text={d.help} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
