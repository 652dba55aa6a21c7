import { type Cells, cellsOf, type Delimiter, delimiterOf, separatorIn } from './cells.ts'
import { messageNames } from './message.ts'
import { isTimeName } from './time.ts'

/** What the first record of a CSV text says of the others. */
export interface Header {
  readonly delimiter: Delimiter
  readonly names: readonly string[]
}

/**
 * The header of a text that begins with these records, or undefined where they are no CSV. Nothing but the content tells, and logs
 * are full of commas, so it asks much: two distinct names or more, none with what names of columns do not have (blanks at its ends,
 * `=`, a digit at its start), and records that have as many cells. A word that is also what stands below it is no name.
 */
export function headerOf(records: readonly string[]): Header | undefined {
  const said = separatorIn(records[0] ?? '')
  const [first, ...rest] = said === undefined ? records : records.slice(1)
  if (first === undefined) return undefined
  const delimiter = said ?? delimiterOf(first)
  const names = namesIn(cellsOf(first, delimiter))
  if (names === undefined) return undefined
  const header = { delimiter, names }
  // exports are known by their names, so that one without records is known too
  const known = names.some(name => isTimeName(name) || messageNames.has(name.toLowerCase()))
  if (rest.length === 0) return known ? header : undefined
  const rows = rest.filter(record => record !== first).map(record => cellsOf(record, delimiter))
  const fitting = rows.filter(cells => cells?.length === names.length)
  if (fitting.length < rows.length * (known ? 0.5 : 0.75)) return undefined
  if (known) return header
  const repeated = (name: string, i: number): boolean =>
    fitting.filter(cells => cells?.[i] === name).length * 2 > fitting.length
  return fitting.length > 0 && !names.some(repeated) ? header : undefined
}

const longestName = 100
const mostWords = 6

/** The names of columns in a first record: two or more, distinct, that look like names; else undefined. */
export function namesIn(cells: Cells | undefined): readonly string[] | undefined {
  if (cells === undefined || cells.length < 2) return undefined
  const names = cells.filter(cell => cell !== null && isName(cell)) as string[]
  return names.length === cells.length && new Set(names).size === names.length ? names : undefined
}

const isName = (text: string): boolean =>
  text.length <= longestName &&
  /^[\p{L}_@$][\p{L}\p{N}_@$ .:/()[\]{}%*#-]*$/u.test(text) &&
  !/\s$|: |:$/.test(text) &&
  text.split(' ').length <= mostWords
