import type { VNode } from 'preact'
import { plural } from '../../pages/words.ts'
import type { Board, Outcome } from '../board.ts'
import { Said } from '../said.tsx'
import { Sentence } from '../sentence.tsx'

/** Why something did not run. What stands below the query already is not said again. */
export function Failed({
  failed: { message, problem },
  go,
  checked,
}: {
  readonly failed: Extract<Outcome<unknown>, { is: 'failed' }>
  readonly go: (at: number) => void
  readonly checked?: Board['checked']
}): VNode {
  const said = problem?.diagnostics?.filter(d => d.severity === 'error') ?? []
  const below = checked?.answer.diagnostics ?? []
  const [first] = said
  if (first !== undefined && said.every(d => below.some(b => b.code === d.code && b.start === d.start)))
    return (
      <div class="pg-failed" role="alert">
        <p class="tone-bad">{problem?.title ?? 'This did not work'}</p>
        <p>
          {plural(said.length, 'error')}, explained below the query.{' '}
          <button type="button" class="link" onClick={() => go(first.start)}>
            Go to {said.length === 1 ? 'it' : 'the first'}
          </button>
        </p>
      </div>
    )
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
