import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { amount, plural } from '../../pages/words.ts'

type Data = NonNullable<RunAnswerData['histogram']>

const height = 56

/** When the events happened, and how many of them are behind the rows: bars for the eye, a table for everybody else. */
export function Histogram({
  histogram: { start, widthMs, buckets, timeless },
  all = false,
}: {
  readonly histogram: Data
  /** It is about all events, and not about those behind rows. */
  readonly all?: boolean
}): VNode {
  const [at, setAt] = useState<number>()
  const most = Math.max(1, ...buckets.map(b => b.events))
  const begins = (i: number): string => timeOf(start, i * widthMs)
  const shown = at === undefined ? undefined : buckets[at]
  const total = buckets.reduce((sum, b) => sum + b.events, 0)
  const matched = buckets.reduce((sum, b) => sum + b.matched, 0)
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * height)))
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
      <svg
        viewBox={`0 0 ${buckets.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${plural(total, 'event')} from ${begins(0)} to ${begins(buckets.length)}${all ? '' : `, ${amount(matched)} behind the rows`}${timeless > 0 ? `; ${amount(timeless)} without a time` : ''}`}
        onPointerLeave={() => setAt(undefined)}
        onPointerMove={event => {
          const box = event.currentTarget.getBoundingClientRect()
          const i = Math.floor(((event.clientX - box.left) / box.width) * buckets.length)
          setAt(Math.max(0, Math.min(buckets.length - 1, i)))
        }}
      >
        {at !== undefined && <rect class="at" x={at} y={0} width={1} height={height} />}
        {buckets.map(({ events, matched: behind }, i) => (
          <g key={begins(i)}>
            <rect class="all" x={i + 0.06} y={height - tall(events)} width={0.88} height={tall(events)} />
            {!all && <rect class="matched" x={i + 0.06} y={height - tall(behind)} width={0.88} height={tall(behind)} />}
          </g>
        ))}
      </svg>
      <details>
        <summary>As a table</summary>
        <div class="pg-time-table">
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Events</th>
                {!all && <th scope="col">Behind the rows</th>}
              </tr>
            </thead>
            <tbody>
              {buckets.map(({ events, matched: behind }, i) =>
                events === 0 ? null : (
                  <tr key={begins(i)}>
                    <th scope="row">{begins(i)}</th>
                    <td>{amount(events)}</td>
                    {!all && <td>{amount(behind)}</td>}
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

/** A moment some milliseconds after a start, in UTC, to the second. */
const timeOf = (start: string, later: number): string =>
  `${new Date(Date.parse(start) + later).toISOString().slice(0, 19).replace('T', ' ')}`
