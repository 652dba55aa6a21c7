import type { VNode } from 'preact'
import type { CompareAnswerData } from '../../../http/contract/run.ts'
import { scrollable } from '../../pages/scrollable.ts'
import { amount, plural } from '../../pages/words.ts'
import { type Columns, cellText } from './cells.ts'
import { Failed } from './failed.tsx'
import type { ResultProps } from './results.tsx'

/** In what two queries differ, over the same data. */
export function Compared({ board: { compared }, acts, go }: ResultProps): VNode {
  if (compared?.is === 'failed') return <Failed failed={compared} go={go} />
  if (compared === undefined)
    return (
      <div class="pg-none">
        <p>Change the second query, then compare them over the same data.</p>
        <button type="button" class="solid" onClick={() => void acts.compare()}>
          Compare
        </button>
      </div>
    )
  const { same, first, second, events, rows } = compared.answer
  return (
    <div class="pg-compared">
      <p class={same ? 'tone-good' : 'tone-bad'} role="status">
        <strong>{same ? 'Both give the same, over this data.' : 'They differ, over this data.'}</strong>
      </p>
      <p class="quiet num">
        First: {plural(first.rowCount, 'row')}. Second: {plural(second.rowCount, 'row')}. Events behind both:{' '}
        {amount(events.both)}.
      </p>
      {rows !== undefined && <RowDifference rows={rows} columns={first.columns} />}
      {rows === undefined && <p class="quiet">Their columns differ, so that rows are not compared, only events.</p>}
      <EventList title="Events only behind the first" list={events.onlyFirst} count={events.onlyFirstCount} />
      <EventList title="Events only behind the second" list={events.onlySecond} count={events.onlySecondCount} />
    </div>
  )
}

function RowDifference({
  rows,
  columns,
}: {
  readonly rows: NonNullable<CompareAnswerData['rows']>
  readonly columns: Columns
}): VNode {
  return (
    <>
      <p class="quiet num">{plural(rows.both, 'row')} in both.</p>
      <RowList title="Rows only of the first" rows={rows.onlyFirst} count={rows.onlyFirstCount} columns={columns} />
      <RowList title="Rows only of the second" rows={rows.onlySecond} count={rows.onlySecondCount} columns={columns} />
    </>
  )
}

function RowList({
  title,
  rows,
  count,
  columns,
}: {
  readonly title: string
  readonly rows: NonNullable<CompareAnswerData['rows']>['onlyFirst']
  readonly count: number
  readonly columns: Columns
}): VNode | null {
  if (count === 0) return null
  return (
    <section>
      <h2>
        {title} <span class="quiet num">{amount(count)}</span>
      </h2>
      <div class="pg-scroll" {...scrollable(title)}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={`${i} ${row.behind[0]?.line}`}>
                {row.values.map((value, c) => (
                  <td key={columns[c]?.name}>{cellText(value).slice(0, 300)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function EventList({
  title,
  list,
  count,
}: {
  readonly title: string
  readonly list: readonly { readonly file: string; readonly line: number }[]
  readonly count: number
}): VNode | null {
  if (count === 0) return null
  return (
    <section>
      <h2>
        {title} <span class="quiet num">{amount(count)}</span>
      </h2>
      <ul class="pg-places">
        {list.map(({ file, line }) => (
          <li key={`${file} ${line}`}>
            <code>
              {file}:{line}
            </code>
          </li>
        ))}
      </ul>
    </section>
  )
}
