import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { amount, plural } from '../../pages/words.ts'
import type { CellValue, Columns } from './cells.ts'
import { fieldStats } from './field-stats.ts'

/** What occurs in each column: how many values are missing, how many are different, and which occur most. */
export function Fields({
  ran: { columns, rows },
}: {
  readonly ran: { readonly columns: Columns; readonly rows: readonly { readonly values: readonly CellValue[] }[] }
}): VNode {
  const stats = useMemo(() => fieldStats(columns, rows), [columns, rows])
  if (rows.length === 0) return <p class="pg-none">No rows, so nothing occurs in them.</p>
  return (
    <ul class="pg-fields">
      {stats.map(({ name, type, count, missing, distinct, top }) => (
        <li key={name}>
          <h3>
            <code>{name}</code> <span class="quiet">{type === 'any' ? '' : type}</span>
          </h3>
          <p class="quiet num">
            {plural(distinct, 'value')}
            {missing > 0 && ` · ${Math.max(1, Math.round((missing / count) * 100))} % missing`}
          </p>
          <ol>
            {top.map(value => (
              <li key={value.value}>
                <meter min={0} max={count} value={value.count} aria-hidden="true" />
                <span class="pg-value">{value.value === '' ? <i>empty</i> : value.value.slice(0, 200)}</span>
                <span class="num">{amount(value.count)}</span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  )
}
