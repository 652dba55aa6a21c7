import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { scrollable } from '../../pages/scrollable.ts'
import { amount, plural } from '../../pages/words.ts'
import type { TimeSpan } from '../board.ts'

type Data = NonNullable<RunAnswerData['histogram']>

/** When the events happened, and how many of them are behind the rows: bars for the eye, a table for everybody else. Both narrow what is searched to a part of the time. */
export function Histogram({
  histogram,
  narrow,
  all = false,
}: {
  readonly histogram: Data
  /** Searches this time only; undefined: all of it. */
  readonly narrow: (span: TimeSpan | undefined) => void
  /** It is about all events, and not about those behind rows. */
  readonly all?: boolean
}): VNode {
  const { start, widthMs, buckets, timeless } = histogram
  const [at, setAt] = useState<number>()
  const [failed, setFailed] = useState<string>()
  const plot = useRef<HTMLDivElement>(null)
  const now = useRef(narrow)
  now.current = narrow
  useEffect(() => {
    const host = plot.current
    if (host === null) return
    let remove: (() => void) | undefined
    let gone = false
    const drag = (first: number, last: number): void => now.current(spanOf(histogram, first, last))
    import('./time-chart.ts').then(
      ({ drawTimeChart }) => {
        if (!gone)
          remove = drawTimeChart(host, histogram, all, { point: setAt, drag, back: () => now.current(undefined) })
      },
      () => setFailed('The chart could not be loaded; the table below says the same.'),
    )
    return () => {
      gone = true
      remove?.()
    }
  }, [histogram, all])

  const begins = (i: number): string => timeOf(start, i * widthMs, widthMs < 1000)
  const shown = at === undefined ? undefined : buckets[at]
  const total = buckets.reduce((sum, b) => sum + b.events, 0)
  const matched = buckets.reduce((sum, b) => sum + b.matched, 0)
  return (
    <figure class={all ? 'pg-time all-events' : 'pg-time'}>
      <figcaption class="num">
        {shown === undefined ? (
          <>
            <span>{begins(0)}</span>
            {!all && (
              <span class="quiet">
                <i class="key matched" /> behind the rows <i class="key" /> other events
              </span>
            )}
            <span>{begins(buckets.length)}</span>
          </>
        ) : (
          <span>
            {begins(at ?? 0)}: {plural(shown.events, 'event')}
            {!all && `, ${amount(shown.matched)} behind the rows`}
          </span>
        )}
      </figcaption>
      <div
        class="pg-plot"
        ref={plot}
        role="img"
        aria-label={`${plural(total, 'event')} from ${begins(0)} to ${begins(buckets.length)}${all ? '' : `, ${amount(matched)} behind the rows`}${timeless > 0 ? `; ${amount(timeless)} without a time` : ''}`}
        title={buckets.length > 1 ? 'Drag over a part of the time to search only that' : undefined}
      >
        {failed !== undefined && <p class="quiet">{failed}</p>}
      </div>
      <details>
        <summary>As a table</summary>
        <div class="pg-time-table" {...scrollable('Events in time')}>
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Events</th>
                {!all && <th scope="col">Behind the rows</th>}
                <th scope="col">
                  <span class="sr">Narrow</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {buckets.map(({ events, matched: behind }, i) =>
                events === 0 ? null : (
                  <tr key={i}>
                    <th scope="row">{begins(i)}</th>
                    <td>{amount(events)}</td>
                    {!all && <td>{amount(behind)}</td>}
                    <td>
                      {buckets.length > 1 && (
                        <button type="button" class="link" onClick={() => narrow(spanOf(histogram, i, i))}>
                          Only this time<span class="sr">, {begins(i)}</span>
                        </button>
                      )}
                    </td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

/** The time of some buckets, rounded outwards to whole milliseconds, as searches are told it. */
export function spanOf({ start, widthMs }: Data, first: number, last: number): TimeSpan {
  const micros = /\.\d{3}(\d+)/.exec(start)?.[1] ?? '0'
  const begin = Date.parse(start) + Number(`0.${micros}`)
  const from = Math.floor(begin + first * widthMs)
  const to = Math.max(from + 1, Math.ceil(begin + (last + 1) * widthMs))
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** A moment some milliseconds after a start, in UTC, to the second or to the millisecond. */
const timeOf = (start: string, later: number, fine: boolean): string =>
  new Date(Date.parse(start) + later)
    .toISOString()
    .slice(0, fine ? 23 : 19)
    .replace('T', ' ')
