import type { VNode } from 'preact'
import type { Outcome } from '../board.ts'
import { Said } from '../said.tsx'
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
            <Said said={d} go={go} key={`${d.code} ${d.start}`} />
          ))}
        </ul>
      )}
    </div>
  )
}
