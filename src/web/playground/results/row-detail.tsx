import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { messageOf } from '../../../base/message-of.ts'
import type { ExplainAnswerData } from '../../../http/contract/explain.ts'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { scrollable } from '../../pages/scrollable.ts'
import { plural } from '../../pages/words.ts'
import type { Outcome } from '../board.ts'
import { type CellValue, type Columns, cellText } from './cells.ts'
import { flattened, notStructure } from './field-stats.ts'
import type { ResultProps } from './results.tsx'
import { Why } from './why.tsx'

type Row = RunAnswerData['rows'][number]

interface Props extends ResultProps {
  readonly row: Row
  readonly columns: Columns
  readonly ran: Extract<Outcome<RunAnswerData>, { is: 'answer' }>
  readonly close: () => void
}

/** A row in full, the events behind it, and why the query takes each. */
export function RowDetail({ row, columns, close, ...props }: Props): VNode {
  const { behind, behindCount } = row
  const [at, setAt] = useState(0)
  const event = behind[at]
  return (
    <section class="pg-detail" aria-label="The row, and why it is there">
      <div class="pg-detail-head">
        <h2>Why this row is there</h2>
        <button type="button" class="plain" onClick={close}>
          Close
        </button>
      </div>
      {behindCount === 0 && <p class="quiet">No event of its own is behind this row.</p>}
      {behindCount > 0 && (
        <>
          <p class="quiet">
            {plural(behindCount, 'event')} behind it
            {behindCount > behind.length && `; the first ${behind.length} are here`}
          </p>
          <div class="pg-chips" role="group" aria-label="Events behind the row">
            {behind.map((origin, i) => (
              <button
                type="button"
                class="chip"
                key={`${origin.file} ${origin.line}`}
                aria-pressed={i === at}
                onClick={() => setAt(i)}
              >
                {shortName(origin.file)}:{origin.line}
              </button>
            ))}
          </div>
          {event !== undefined && <Explained origin={event} of={props.ran.of} set={props.ran.set} {...props} />}
          {event !== undefined && <EventText origin={event} ask={props.acts.eventText} />}
        </>
      )}
      <h2>The row</h2>
      <Values columns={columns} row={row} />
    </section>
  )
}

/** A record in full; what is structure is shown by its keys. */
export const Values = ({ columns, row }: { readonly columns: Columns; readonly row: Row }): VNode => (
  <dl class="pg-record">
    {columns.map(({ name }, i) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>
          <Value value={row.values[i] ?? null} />
        </dd>
      </div>
    ))}
  </dl>
)

function Value({ value }: { readonly value: CellValue }): VNode {
  if (value === null) return <span class="pg-null">null</span>
  const text = cellText(value)
  const { columns, rows } = text.startsWith('{') ? flattened([text]) : { columns: [], rows: [] }
  if (columns.length === 0 || columns[0]?.name === notStructure) return <>{text}</>
  return (
    <dl class="pg-record">
      {columns.map(({ name }, i) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{cellText(rows[0]?.values[i] ?? null)}</dd>
        </div>
      ))}
    </dl>
  )
}

const shortName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

/** The text of an event as it was logged, where it can be had. */
function EventText({
  origin,
  ask,
}: {
  readonly origin: Row['behind'][number]
  readonly ask: (origin: Row['behind'][number]) => Promise<string | undefined>
}): VNode | null {
  const [text, setText] = useState<string>()
  const { file, line } = origin
  useEffect(() => {
    let here = true
    setText(undefined)
    void ask({ file, line }).then(found => here && setText(found))
    return () => {
      here = false
    }
  }, [file, line, ask])
  return text === undefined ? null : (
    <pre class="sample pg-event" {...scrollable('The event')}>
      <code>{text}</code>
    </pre>
  )
}

/** Asks why the query takes an event or leaves it out, and shows the answer. */
export function Explained({
  origin,
  of: { language, text },
  set,
  desk,
  light,
}: Pick<ResultProps, 'desk' | 'light'> & {
  readonly origin: { readonly file: string; readonly line: number }
  readonly of: { readonly language: string; readonly text: string }
  readonly set: string
}): VNode {
  const [answer, setAnswer] = useState<ExplainAnswerData['answers'][number] | string>()
  const { file, line } = origin
  useEffect(() => {
    const mine = new AbortController()
    setAnswer(undefined)
    desk
      .explain(set, { language, query: text, events: [{ file, line }] }, { signal: mine.signal })
      .then(({ answers }) => setAnswer(answers[0]))
      .catch((error: unknown) => {
        if (!mine.signal.aborted) setAnswer(messageOf(error))
      })
    return () => mine.abort(new Error('no longer asked'))
  }, [file, line, language, text, set, desk])
  if (answer === undefined) return <p class="quiet">Looking at the event…</p>
  if (typeof answer === 'string') return <p class="tone-bad">{answer}</p>
  return <Why answer={answer} light={light} />
}
