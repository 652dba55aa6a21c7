import type { Cell, PackageVerdict, QueryVerdict } from '../app/prove.ts'
import type { Paint } from '../base/frame.ts'
import { grouped } from './read-summary.ts'
import { renderTable, type TableCell } from './table.ts'

/** A column of the matrix: a query of ours, or a specimen. */
interface MatrixColumn {
  readonly title: string
  readonly query: QueryVerdict
}

/** Procedures against queries: who fires, on how many events, in what time; then what happens on benign telemetry. */
export function renderMatrix(verdict: PackageVerdict, paint: Paint, width: number | undefined): string {
  const columns: MatrixColumn[] = [
    ...verdict.queries.map(query => ({ title: query.id, query })),
    ...verdict.specimens.flatMap(s => [
      { title: s.id, query: s.published },
      ...(s.fixed === undefined ? [] : [{ title: `${s.id}, fixed`, query: s.fixed.verdict }]),
    ]),
  ]
  const rows = verdict.tests.map(test => {
    const name: TableCell = test.valid
      ? { text: test.name }
      : { text: `${test.name} (invalid test)`, paint: paint.error }
    return [name, ...columns.map(({ query }) => testCell(query, test.id, paint))]
  })
  const caught: TableCell[] = [
    { text: 'caught', paint: paint.strong },
    ...columns.map(({ query }): TableCell => {
      const count = query.cells.filter(c => c.fires).length
      return query.refused
        ? { text: 'refused', paint: paint.error }
        : { text: `${count} of ${verdict.tests.length}`, paint: paint.strong }
    }),
  ]
  const events = verdict.baseline.reduce((sum, b) => sum + b.events, 0)
  const benign: TableCell[] = [
    { text: `benign: ${grouped(events)} events` },
    ...columns.map(({ query }) => benignCell(query, paint)),
  ]
  return renderTable(['procedure', ...columns.map(c => c.title)], [...rows, caught, benign], paint, width)
}

/** `● 12 events · 3 ms`; the number is of the events behind the rows. */
function testCell(query: QueryVerdict, test: string, paint: Paint): TableCell {
  const cell = query.cells.find(c => c.of === test)
  if (cell === undefined) return { text: '✗', paint: paint.dim }
  if (cell.failed !== undefined) return { text: '✗ failed', paint: paint.error }
  const missed = query.declared.catches.includes(test) && !cell.fires
  if (missed) return { text: `○ missed · ${time(cell)}`, paint: paint.error }
  return cell.fires
    ? { text: `● ${grouped(cell.eventCount)} ev · ${time(cell)}`, paint: paint.good }
    : { text: '○', paint: paint.dim }
}

function benignCell(query: QueryVerdict, paint: Paint): TableCell {
  if (query.refused) return { text: '✗', paint: paint.dim }
  const declared = query.declared.benignHits
  const hits =
    query.benignRows === 0 ? 'silent' : `${grouped(query.benignRows)} row${query.benignRows === 1 ? '' : 's'}`
  if (declared !== undefined && declared !== query.benignRows)
    return { text: `${hits}, declared ${grouped(declared)}`, paint: paint.error }
  return query.benignRows === 0 ? { text: hits } : { text: hits, paint: paint.warning }
}

/** Milliseconds, as precise as it is worth. */
const time = ({ ms }: Cell): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
