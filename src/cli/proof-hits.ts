import type { Cell, PackageVerdict, QueryVerdict } from '../app/prove.ts'
import { amount, plural } from '../base/amount.ts'
import type { Paint } from '../base/frame.ts'
import { printable } from '../base/printable.ts'
import { clipMiddle, widthOf } from '../base/width.ts'
import { flow, type Piece } from './flow.ts'

/** How a page is laid out. */
export interface Page {
  readonly paint: Paint
  /** Columns of a line. */
  readonly width: number
  /** List the events behind every hit, not only the first of those that need an explanation. */
  readonly why: boolean
}

/** Events that are shown of a hit when nobody asked why. */
const fewEvents = 3

/** A query that gives rows on a recording, and the events behind them. */
export function hitLines(query: QueryVerdict, cell: Cell, page: Page, more = ''): string[] {
  const { paint, width } = page
  const says: Piece[] = [
    { text: query.id, paint: paint.warning },
    ` on ${cell.of}: ${plural(cell.rows, 'row')} from ${plural(cell.eventCount, 'event')}${more}`,
  ]
  return [...flow(says, { width, indent: 2, hang: 4 }), ...sightingLines(cell, page)]
}

function sightingLines(cell: Cell, { paint, width, why }: Page): string[] {
  const events = why ? cell.events : cell.events.slice(0, fewEvents)
  const rest = cell.eventCount - events.length
  const lines = events.map(event => {
    const place = printable(`${shortPath(event.origin.file)}:${event.origin.line}`)
    const room = Math.max(16, width - widthOf(place) - 8)
    return `      ${clipMiddle(printable(event.gist), room)}  ${paint.dim(place)}`
  })
  return rest > 0 ? [...lines, paint.dim(`      … and ${amount(rest)} more`)] : lines
}

/** The last two parts of a path: enough to find a file in a package. */
export const shortPath = (path: string): string => path.split('/').slice(-2).join('/')

/** Every hit on the tests with its events. */
export function whyLines(verdict: PackageVerdict, page: Page): string[] {
  return [
    page.paint.strong('Why each query fires'),
    ...verdict.queries.flatMap(query => query.cells.filter(c => c.fires).flatMap(cell => hitLines(query, cell, page))),
    '',
  ]
}
