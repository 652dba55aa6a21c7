import type { Cell, PackageVerdict, QueryVerdict } from '../app/prove.ts'
import type { Paint } from '../base/frame.ts'
import { grouped, plural } from './read-summary.ts'
import { renderTable, type TableCell } from './table.ts'

/** A column of the matrix: what it says of a test, how many it caught, and what it does on benign telemetry. */
interface MatrixColumn {
  readonly title: string
  test(id: string): TableCell
  readonly caught: TableCell
  readonly benign: TableCell
}

/** Procedures against queries: who fires, on how many events, in what time; then what happens on benign telemetry. */
export function renderMatrix(verdict: PackageVerdict, paint: Paint, width: number): string {
  const columns: MatrixColumn[] = [
    ...verdict.queries.map(query => ofQuery(query.id, query, verdict, paint)),
    ...(verdict.queries.length > 1 ? [together(verdict, paint)] : []),
    ...verdict.specimens.flatMap(s => [
      ofQuery(s.id, s.published, verdict, paint),
      ...(s.fixed === undefined ? [] : [ofQuery(`${s.id}, fixed`, s.fixed.verdict, verdict, paint)]),
    ]),
  ]
  const events = verdict.baseline.reduce((sum, b) => sum + b.events, 0)
  const rows = verdict.tests.map(({ id, name, valid }): TableCell[] => [
    valid ? { text: name } : { text: `invalid: ${name}`, paint: paint.error },
    ...columns.map(c => c.test(id)),
  ])
  return renderTable(
    ['procedure', ...columns.map(c => folded(c.title))],
    [
      ...rows,
      [{ text: 'caught', paint: paint.strong }, ...columns.map(c => c.caught)],
      [{ text: `benign: ${plural(events, 'event')}` }, ...columns.map(c => c.benign)],
    ],
    paint,
    width,
  )
}

function ofQuery(title: string, query: QueryVerdict, verdict: PackageVerdict, paint: Paint): MatrixColumn {
  if (query.refused) {
    const none: TableCell = { text: '✗', paint: paint.dim }
    return { title, test: () => none, caught: { text: 'refused', paint: paint.error }, benign: none }
  }
  const count = query.cells.filter(c => c.fires).length
  return {
    title,
    test: id => testCell(query, id, paint),
    caught: { text: `${count} of ${verdict.tests.length}`, paint: paint.strong },
    benign: benignCell(query.benignRows, query.declared.benignHits, paint),
  }
}

/** What the package's own queries catch between them. */
function together({ queries, tests }: PackageVerdict, paint: Paint): MatrixColumn {
  const fires = (id: string): boolean => queries.some(q => q.cells.some(c => c.of === id && c.fires))
  const count = tests.filter(t => fires(t.id)).length
  const rows = queries.reduce((sum, q) => sum + q.benignRows, 0)
  return {
    title: 'together',
    test: id => (fires(id) ? { text: '●', paint: paint.good } : { text: '○', paint: paint.error }),
    caught: { text: `${count} of ${tests.length}`, paint: count === tests.length ? paint.good : paint.error },
    benign: benignCell(rows, undefined, paint),
  }
}

/** `● 12 ev · 3 ms`; the number is of the events behind the rows. */
function testCell(query: QueryVerdict, test: string, paint: Paint): TableCell {
  const cell = query.cells.find(c => c.of === test)
  if (cell === undefined || cell.failed !== undefined) return { text: '✗ failed', paint: paint.error }
  if (cell.fires) return { text: `● ${grouped(cell.eventCount)} ev · ${time(cell)}`, paint: paint.good }
  return query.declared.catches.includes(test)
    ? { text: '○ missed', paint: paint.error }
    : { text: '○', paint: paint.dim }
}

function benignCell(rows: number, declared: number | undefined, paint: Paint): TableCell {
  const text = rows === 0 ? 'silent' : plural(rows, 'row')
  if (declared !== undefined && declared !== rows)
    return { text: `${text}, not ${grouped(declared)}`, paint: paint.error }
  return rows === 0 ? { text } : { text, paint: paint.warning }
}

/** A title in two lines of like length where it has a place to break, so that columns stay narrow. */
function folded(title: string): string {
  const breaks = [...title.matchAll(/[-_. ]/g)].map(m => m.index + 1)
  const middle = title.length / 2
  const best = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  return best === undefined || title.length < 10 ? title : `${title.slice(0, best).trimEnd()}\n${title.slice(best)}`
}

/** Milliseconds, as precise as it is worth. */
const time = ({ ms }: Cell): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
