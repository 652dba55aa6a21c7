import type { Cell, PackageVerdict, QueryVerdict } from '../app/prove.ts'
import { languageTitle } from '../app/registry.ts'
import { amount, plural } from '../base/amount.ts'
import type { Paint } from '../base/frame.ts'
import { renderTable, type TableCell } from './table.ts'

/** A column of the matrix: what it says of a test, how many it caught, and what it does on other runs and on benign telemetry. */
interface MatrixColumn {
  readonly title: string
  test(id: string): TableCell
  readonly caught: TableCell
  readonly variants: TableCell
  readonly benign: TableCell
}

/** Where there is less room than this, tests are named by their ids and counts stand without words. */
const roomy = 110

/**
 * Procedures against queries: who fires, on how many events, in what time; then what happens on benign telemetry. Queries of
 * each language have a matrix of their own, under its name where there are several.
 */
export function renderMatrix(verdict: PackageVerdict, paint: Paint, width: number): string {
  const languages = [...new Set([...verdict.queries, ...verdict.specimens.map(s => s.published)].map(q => q.language))]
  return languages
    .map(language => {
      const matrix = matrixOf(ofLanguage(language, verdict), paint, width)
      return languages.length === 1 ? matrix : `${paint.strong(languageTitle(language))}\n${matrix}`
    })
    .join('\n\n')
}

const ofLanguage = (language: string, verdict: PackageVerdict): PackageVerdict => {
  const queries = verdict.queries.filter(q => q.language === language)
  const mine = (id: string): boolean => queries.some(q => q.id === id)
  return {
    ...verdict,
    queries,
    specimens: verdict.specimens.filter(s => s.published.language === language),
    variants: verdict.variants.flatMap(v => {
      const caughtBy = v.caughtBy.filter(c => mine(c.query))
      return caughtBy.length === 0 ? [] : [{ ...v, caughtBy, caught: caughtBy.every(c => c.fires) }]
    }),
  }
}

function matrixOf(verdict: PackageVerdict, paint: Paint, width: number): string {
  const style: Style = { paint, wide: width >= roomy }
  const columns: MatrixColumn[] = [
    ...verdict.queries.map(query => ofQuery(query.id, query, verdict, style)),
    ...(verdict.queries.length > 1 ? [together(verdict, style)] : []),
    ...verdict.specimens.flatMap(s => [
      ofQuery(s.id, s.published, verdict, style),
      ...(s.fixed === undefined
        ? []
        : [ofQuery(verdict.specimens.length === 1 ? 'as fixed' : `${s.id}, fixed`, s.fixed.verdict, verdict, style)]),
    ]),
  ]
  const row = (name: string, cells: readonly TableCell[]): TableCell[] => [
    { text: name, lines: 'broken' },
    ...cells.map(cell => ({ ...cell, lines: 'broken' }) as const),
  ]
  return renderTable(
    ['procedure', ...columns.map(c => folded(c.title, style.wide))],
    [
      ...verdict.tests.map(({ id, name, valid }): TableCell[] => {
        const cells = row(
          (valid ? '' : 'invalid: ') + (style.wide ? name : id),
          columns.map(c => c.test(id)),
        )
        return valid ? cells : cells.map((cell, i) => (i === 0 ? { ...cell, paint: paint.error } : cell))
      }),
      row(
        'caught',
        columns.map(c => c.caught),
      ),
      ...(verdict.variants.length === 0
        ? []
        : [
            row(
              style.wide ? 'other runs (variants)' : 'variants',
              columns.map(c => c.variants),
            ),
          ]),
      row(
        style.wide ? 'benign telemetry' : 'benign',
        columns.map(c => c.benign),
      ),
    ],
    paint,
    { width, between: style.wide ? ' │ ' : '  ' },
  )
}

interface Style {
  readonly paint: Paint
  readonly wide: boolean
}

function ofQuery(title: string, query: QueryVerdict, verdict: PackageVerdict, style: Style): MatrixColumn {
  const { paint } = style
  if (query.refused) {
    const none: TableCell = { text: '✗', paint: paint.dim }
    return { title, test: () => none, caught: { text: 'refused', paint: paint.error }, variants: none, benign: none }
  }
  const count = query.cells.filter(c => c.fires).length
  const said = query.declared.variants.length
  const caught = verdict.variants.filter(v => v.caughtBy.some(c => c.query === query.id && c.fires)).length
  return {
    title,
    test: id => testCell(query, id, style),
    caught: { text: `${count} of ${verdict.tests.length}`, paint: paint.strong },
    variants: ratio(caught, said, style),
    benign: benignCell(query.benignRows, query.declared.benignHits, style),
  }
}

/** What the package's own queries catch between them. */
function together({ queries, tests, variants }: PackageVerdict, style: Style): MatrixColumn {
  const { paint } = style
  const fires = (id: string): boolean => queries.some(q => q.cells.some(c => c.of === id && c.fires))
  const rows = queries.reduce((sum, q) => sum + q.benignRows, 0)
  return {
    title: 'together',
    test: id => (fires(id) ? { text: '●', paint: paint.good } : { text: '○', paint: paint.error }),
    caught: ratio(tests.filter(t => fires(t.id)).length, tests.length, { paint, wide: true }),
    variants: ratio(variants.filter(v => v.caught).length, variants.length, style),
    benign: rows === 0 ? { text: '0 rows' } : { text: plural(rows, 'row'), paint: paint.warning },
  }
}

const ratio = (count: number, of: number, { paint, wide }: Style): TableCell =>
  of === 0
    ? { text: '–', paint: paint.dim }
    : { text: wide ? `${count} of ${of}` : `${count}/${of}`, paint: count === of ? paint.good : paint.error }

/** How many events stand behind the rows, and the time below. */
function testCell(query: QueryVerdict, test: string, { paint, wide }: Style): TableCell {
  const cell = query.cells.find(c => c.of === test)
  if (cell === undefined || cell.failed !== undefined) return { text: '✗ failed', paint: paint.error }
  if (cell.fires) {
    const events = wide ? plural(cell.eventCount, 'event') : amount(cell.eventCount)
    return { text: `● ${events}\n${time(cell)}`, paint: paint.good }
  }
  return query.declared.catches.includes(test)
    ? { text: '○ missed', paint: paint.error }
    : { text: '○', paint: paint.dim }
}

function benignCell(rows: number, declared: number | undefined, { paint }: Style): TableCell {
  const text = plural(rows, 'row')
  if (declared !== undefined && declared !== rows)
    return { text: `${text}\nnot ${amount(declared)}`, paint: paint.error }
  if (rows === 0) return { text }
  return { text: declared === undefined ? text : `${text}\ndeclared`, paint: paint.warning }
}

/** A title in lines: in two of like length when there is room, else one for each part. */
function folded(title: string, wide: boolean): string {
  if (!wide) return title.replace(/(?<=[-_.]) ?| /g, '\n')
  const breaks = [...title.matchAll(/[-_. ]/g)].map(m => m.index + 1)
  const middle = title.length / 2
  const best = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  return best === undefined || title.length < 10 ? title : `${title.slice(0, best).trimEnd()}\n${title.slice(best)}`
}

/** Milliseconds, as precise as it is worth. */
const time = ({ ms }: Cell): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
