import type { VNode } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { scrollable } from '../../pages/scrollable.ts'
import { amount, plural } from '../../pages/words.ts'
import { arranged, type Columns, cellText, isNumeric, type Order } from './cells.ts'
import { CopyRows } from './copy-rows.tsx'

type Row = RunAnswerData['rows'][number]

interface Props {
  readonly label: string
  readonly columns: Columns
  readonly rows: readonly Row[]
  /** Rows there are; more than are here when the answer was cut. */
  readonly rowCount: number
  /** The row that is open, by its place. */
  readonly open: number | undefined
  readonly onOpen: (row: number) => void
}

/** Pixels of a row; all are alike, so that only those in sight need to be drawn. */
const rowHeight = 28
const above = 12
/** Characters of the column that counts the rows. */
const numberWidth = 8
/** A table with fewer rows is drawn as a whole. */
const whole = 60

/** Rows as a table, with order and filter. Of many rows those in sight are drawn; the others are told to assistive technology by their number. */
export function DataTable({ label, columns, rows, rowCount, open, onOpen }: Props): VNode {
  const [filter, setFilter] = useState('')
  const [order, setOrder] = useState<Order>()
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)
  const scroller = useRef<HTMLDivElement>(null)
  const places = useMemo(() => arranged(rows, columns, filter, order), [rows, columns, filter, order])
  const widths = useMemo(() => columns.map((c, i) => widthOf(c.name, rows, i)), [columns, rows])

  useEffect(() => {
    const box = scroller.current
    if (box === null) return
    const watch = new ResizeObserver(() => setHeight(box.clientHeight))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setTop(0)
  }, [rows, filter, order])

  const all = places.length <= whole
  const first = all ? 0 : Math.max(0, Math.floor(top / rowHeight) - above)
  const last = all ? places.length : Math.min(places.length, Math.ceil((top + height) / rowHeight) + above)
  const turn = (column: number): void =>
    setOrder(now => (now?.column !== column ? { column, down: false } : now.down ? undefined : { column, down: true }))

  return (
    <div class="pg-table">
      <div class="pg-table-bar">
        <input
          type="search"
          placeholder="Filter rows"
          aria-label="Filter rows"
          value={filter}
          onInput={event => setFilter(event.currentTarget.value)}
        />
        <p class="quiet num" role="status">
          {filter.trim() !== '' && `${amount(places.length)} of `}
          {plural(rows.length, 'row')}
          {rowCount > rows.length && `; ${amount(rowCount)} in all`}
        </p>
        <CopyRows columns={columns} rows={() => places.flatMap(i => rows[i] ?? [])} />
      </div>
      <div
        class="pg-scroll"
        ref={scroller}
        {...scrollable(label)}
        onScroll={event => setTop(event.currentTarget.scrollTop)}
      >
        <table
          aria-rowcount={places.length + 1}
          style={{ width: `max(100%, ${widths.reduce((sum, width) => sum + width, numberWidth)}ch)` }}
        >
          <colgroup>
            <col style={{ width: `${numberWidth}ch` }} />
            {widths.map((width, i) => (
              // the last one takes what is left
              <col key={columns[i]?.name} style={i === widths.length - 1 ? {} : { width: `${width}ch` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" class="right">
                <span class="sr">Row</span>#
              </th>
              {columns.map(({ name, type }, i) => (
                <th
                  key={name}
                  scope="col"
                  class={isNumeric(type) ? 'right' : undefined}
                  aria-sort={order?.column === i ? (order.down ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" onClick={() => turn(i)} title={type}>
                    {name}
                    <span aria-hidden="true">{order?.column === i ? (order.down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first > 0 && <tr class="pg-gap" style={{ height: `${first * rowHeight}px` }} />}
            {places.slice(first, last).map((place, i) => (
              <RowLine
                key={place}
                at={first + i}
                place={place}
                row={rows[place]}
                columns={columns}
                open={open === place}
                onOpen={onOpen}
              />
            ))}
            {last < places.length && (
              <tr class="pg-gap" style={{ height: `${(places.length - last) * rowHeight}px` }} />
            )}
          </tbody>
        </table>
        {places.length === 0 && <p class="pg-none">{rows.length === 0 ? 'No rows.' : 'No row holds this text.'}</p>}
      </div>
    </div>
  )
}

function RowLine({
  at,
  place,
  row,
  columns,
  open,
  onOpen,
}: {
  readonly at: number
  readonly place: number
  readonly row: Row | undefined
  readonly columns: Columns
  readonly open: boolean
  readonly onOpen: (row: number) => void
}): VNode {
  return (
    <tr aria-rowindex={at + 2} class={open ? 'open' : undefined} onClick={() => onOpen(place)}>
      <td class="right">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`Row ${at + 1}: show it, and why it is there`}
          onClick={event => {
            event.stopPropagation()
            onOpen(place)
          }}
        >
          {at + 1}
        </button>
      </td>
      {row?.values.map((value, i) => (
        <td key={columns[i]?.name} class={isNumeric(columns[i]?.type ?? '') ? 'right num' : undefined}>
          {value === null ? <span class="pg-null">null</span> : cellText(value).slice(0, shownText)}
        </td>
      ))}
    </tr>
  )
}

/** Characters of a cell that are drawn; an open row shows all of it. */
const shownText = 400

/** Characters that a column gets: what its name and its first values need, within limits. */
function widthOf(name: string, rows: readonly Row[], column: number): number {
  let most = name.length + 4
  for (const row of rows.slice(0, 100)) most = Math.max(most, cellText(row.values[column] ?? null).length + 3)
  return Math.max(8, Math.min(most, 64))
}
