import type { VNode } from 'preact'
import { Icon } from '../../pages/icons.tsx'
import { amount, plural } from '../../pages/words.ts'
import { isOf, type JudgedRecording, type Judgement, type Tally, tallyOf } from '../judging.ts'
import type { ResultProps } from './results.tsx'

/** What the query does over the tests of a package and over its benign events: the verdict, and each recording with what it gave. */
export function Judged({ board, store, acts }: ResultProps): VNode {
  const { judged, sets, set } = board
  const folder = sets.find(s => s.id === set)?.package
  if (folder === undefined)
    return (
      <p class="pg-none">
        Choose a recording of a package as data: the query is then run over all tests of the package, and over its
        benign events.
      </p>
    )
  if (judged === undefined || !isOf(judged, board, folder))
    return (
      <div class="pg-none">
        <p>Runs the query over every test of {folder}, and over its benign events.</p>
        <button type="button" class="solid" disabled={board.text.trim() === ''} onClick={() => void acts.judge()}>
          Run over the tests
        </button>
      </div>
    )
  const tally = tallyOf(judged)
  const open = (id: string): void => {
    acts.choose(id)
    store.set({ tab: 'rows' })
    void acts.run()
  }
  return (
    <div class="pg-judged">
      <Verdict tally={tally} judged={judged} />
      <p class="quiet">A query fires in a recording when it gives at least one row over all of it.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Recording of {folder}</th>
            <th scope="col">The query</th>
            <th scope="col" class="right">
              Rows
            </th>
            <th scope="col" class="right">
              Events
            </th>
          </tr>
        </thead>
        <tbody>
          {judged.recordings.map(({ id, kind, title }) => (
            <Line
              key={id}
              title={title}
              benign={kind === 'baseline'}
              came={judged.came.find(c => c.set === id)}
              open={() => open(id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Verdict({ tally, judged }: { readonly tally: Tally; readonly judged: Judgement }): VNode {
  const { tests, fired, benign, alarmed, benignEvents, failed, done } = tally
  if (!done)
    return (
      <p role="status" class="num">
        {amount(judged.came.length)} of {plural(judged.recordings.length, 'recording')}…
      </p>
    )
  if (failed > 0)
    return (
      <p role="status" class="tone-bad">
        <strong>Not judged:</strong> the query could not be run over {plural(failed, 'recording')}.
      </p>
    )
  return (
    <p role="status">
      <strong class={fired === tests ? 'tone-good' : 'tone-bad'}>
        Fires in {fired} of {plural(tests, 'test')}.
      </strong>{' '}
      <strong class={alarmed === 0 ? 'tone-good' : 'tone-bad'}>
        {alarmed === 0 ? 'Silent on ' : `Fires in ${alarmed} of `}
        {plural(benign, 'benign recording')}
      </strong>{' '}
      <span class="quiet num">with {plural(benignEvents, 'event')}.</span>
    </p>
  )
}

function Line({
  title,
  benign,
  came,
  open,
}: {
  readonly title: string
  readonly benign: boolean
  readonly came: JudgedRecording | undefined
  readonly open: () => void
}): VNode {
  const fires = came !== undefined && came.rows > 0
  return (
    <tr>
      <th scope="row">
        <span class="quiet">{benign ? 'Benign' : 'Test'}</span>{' '}
        <button type="button" class="link" onClick={open} title="Run over this recording, and show the rows">
          {title}
        </button>
        {came?.failed !== undefined && <p class="tone-bad">{came.failed}</p>}
      </th>
      <td>
        {came === undefined ? (
          <span class="quiet">…</span>
        ) : came.failed === undefined ? (
          <span class={fires === benign ? 'tone-bad' : 'tone-good'}>
            <Icon name={fires === benign ? 'no' : 'yes'} /> {fires ? 'fires' : 'is silent'}
          </span>
        ) : (
          <span class="tone-bad">did not run</span>
        )}
      </td>
      <td class="right num">{came === undefined || came.failed !== undefined ? '' : amount(came.rows)}</td>
      <td class="right num">{came === undefined || came.failed !== undefined ? '' : amount(came.events)}</td>
    </tr>
  )
}
