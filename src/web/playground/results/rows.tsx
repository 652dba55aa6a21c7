import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { amount, plural } from '../../pages/words.ts'
import type { Outcome } from '../board.ts'
import { DataTable } from './data-table.tsx'
import { Histogram } from './histogram.tsx'
import type { ResultProps } from './results.tsx'
import { RowDetail } from './row-detail.tsx'
import { Unread } from './unread.tsx'

/** The rows, over the time in which their events happened; a row opens with the events behind it and why they are there. */
export function Rows({
  ran,
  ...props
}: ResultProps & { readonly ran: Extract<Outcome<RunAnswerData>, { is: 'answer' }> }): VNode {
  const { answer } = ran
  const [open, setOpen] = useState<number>()
  useEffect(() => setOpen(undefined), [answer])
  const close = (): void => {
    props.light([])
    setOpen(undefined)
  }
  const row = open === undefined ? undefined : answer.rows[open]
  return (
    <>
      <p class="pg-count">
        <strong class="num">{amount(answer.rowCount)}</strong> {answer.rowCount === 1 ? 'row' : 'rows'} from{' '}
        {plural(answer.read.events, 'event')} in {plural(answer.read.files, 'file')}
        <span class="quiet">
          {' '}
          · {answer.engine}, {answer.ms < 1 ? 'under 1' : amount(Math.round(answer.ms))} ms
          {ran.ms >= 1000 && `, and ${((ran.ms - answer.ms) / 1000).toFixed(1)} s to send, read and load`}
        </span>
        {(ran.of.text !== props.board.text || ran.of.language !== props.board.language) && (
          <span class="pg-warn pg-stale">The query was changed since.</span>
        )}
      </p>
      <Unread read={answer.read} timeless={answer.timeless} />
      {answer.histogram === undefined && answer.read.events > 0 && (
        <p class="pg-count quiet">
          No event of this data says when it happened: there is no time to show or to narrow.
        </p>
      )}
      {answer.histogram !== undefined && (
        <Histogram histogram={answer.histogram} narrow={span => void props.acts.narrow(span)} />
      )}
      <DataTable
        label="Rows of the result"
        columns={answer.columns}
        rows={answer.rows}
        rowCount={answer.rowCount}
        open={open}
        onOpen={place => (place === open ? close() : setOpen(place))}
      />
      {row !== undefined && (
        <RowDetail key={open} row={row} columns={answer.columns} ran={ran} close={close} {...props} />
      )}
    </>
  )
}
