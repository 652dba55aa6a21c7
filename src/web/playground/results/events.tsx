import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { plural } from '../../pages/words.ts'
import { cellText } from './cells.ts'
import { DataTable } from './data-table.tsx'
import { Failed } from './failed.tsx'
import { flattened } from './field-stats.ts'
import { Fields } from './fields.tsx'
import { Histogram } from './histogram.tsx'
import type { ResultProps } from './results.tsx'
import { Explained, Values } from './row-detail.tsx'

/** Every event of the data, whether the query takes it or not; each can be asked why. */
export function Events(props: ResultProps): VNode {
  const { board, acts, go } = props
  const { events, set, going } = board
  const [open, setOpen] = useState<number>()
  const [as, setAs] = useState<'events' | 'fields'>('events')
  useEffect(() => {
    setOpen(undefined)
    void acts.events()
  }, [set, acts])
  const answer = events?.is === 'answer' ? events.answer : undefined
  const message = answer?.columns.findIndex(c => c.name === '_raw') ?? -1
  const flat = useMemo(
    () =>
      answer === undefined || as === 'events'
        ? undefined
        : flattened(answer.rows.map(r => cellText(r.values[message] ?? null))),
    [answer, as, message],
  )
  if (events?.is === 'failed') return <Failed failed={events} go={go} />
  if (answer === undefined)
    return <p class="pg-none">{going === undefined ? 'Choose the data to look at.' : 'Reading…'}</p>
  const row = open === undefined ? undefined : answer.rows[open]
  const origin = row?.behind[0]
  return (
    <>
      <p class="pg-count">
        {plural(answer.read.events, 'event')} in {plural(answer.read.files, 'file')}{' '}
        <span class="quiet">
          ·{' '}
          {answer.read.kinds
            .slice(0, 3)
            .map(k => k.kind)
            .join(', ')}
          {answer.rowCount > answer.rows.length && `; the first ${answer.rows.length} are here`}
        </span>
        <span class="pg-switch" role="group" aria-label="Show">
          {(['events', 'fields'] as const).map(name => (
            <button type="button" class="chip" key={name} aria-pressed={as === name} onClick={() => setAs(name)}>
              {name === 'events' ? 'Events' : 'Fields in them'}
            </button>
          ))}
        </span>
      </p>
      {flat !== undefined ? (
        <Fields ran={flat} />
      ) : (
        <>
          {answer.histogram !== undefined && (
            <Histogram histogram={answer.histogram} narrow={span => void acts.narrow(span)} all />
          )}
          <DataTable
            label="Events of the data"
            columns={answer.columns}
            rows={answer.rows}
            rowCount={answer.rowCount}
            open={open}
            onOpen={place => setOpen(place === open ? undefined : place)}
          />
        </>
      )}
      {row !== undefined && flat === undefined && (
        <section class="pg-detail" aria-label="The event, and why the query takes it or not">
          <div class="pg-detail-head">
            <h2>Event</h2>
            <button type="button" class="plain" onClick={() => setOpen(undefined)}>
              Close
            </button>
          </div>
          {origin !== undefined && board.text.trim() !== '' && set !== undefined && (
            <Explained origin={origin} of={{ language: board.language, text: board.text }} set={set} {...props} />
          )}
          <Values columns={answer.columns} row={row} />
        </section>
      )}
    </>
  )
}
