import type { RunAnswerData } from '../../../http/contract/run.ts'

export type CellValue = RunAnswerData['rows'][number]['values'][number]
export type Columns = RunAnswerData['columns']

/** A value as text: text as it is, nothing for a missing value, structure as JSON. */
export const cellText = (value: CellValue): string =>
  value === null
    ? ''
    : typeof value === 'string'
      ? value
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)

/** Whether the values of a column are numbers, which stand at the right. */
export const isNumeric = (type: string): boolean => /^(int|float|decimal)/.test(type)

/** Which comes first: missing values last, numbers by size, also those that JSON writes as text; all else as text. */
export function compareCells(a: CellValue, b: CellValue, numeric: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (numeric) {
    const [x, y] = [exact(a), exact(b)]
    return x < y ? -1 : x > y ? 1 : 0
  }
  const [x, y] = [cellText(a), cellText(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Whole numbers beyond what JSON's numbers hold come as text. */
const exact = (value: CellValue): number | bigint =>
  typeof value === 'number' ? value : /^-?\d+$/.test(String(value)) ? BigInt(String(value)) : Number(value)

/** A column that rows are ordered by. */
export interface Order {
  readonly column: number
  readonly down: boolean
}

/** The places of the rows that hold a text in some cell, in an order; letter case does not count. Stable. */
export function arranged(
  rows: readonly { readonly values: readonly CellValue[] }[],
  columns: Columns,
  filter: string,
  order: Order | undefined,
): readonly number[] {
  const wanted = filter.trim().toLowerCase()
  const places = rows.map((_, i) => i)
  const left =
    wanted === ''
      ? places
      : places.filter(i => rows[i]?.values.some(value => cellText(value).toLowerCase().includes(wanted)))
  if (order === undefined) return left
  const numeric = isNumeric(columns[order.column]?.type ?? '')
  const at = (i: number): CellValue => rows[i]?.values[order.column] ?? null
  const sign = order.down ? -1 : 1
  return left.toSorted((a, b) => {
    const [x, y] = [at(a), at(b)]
    // what is missing stays last, whichever way the order goes
    return x === null || y === null ? compareCells(x, y, numeric) : sign * compareCells(x, y, numeric)
  })
}

/** Rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula is set apart with an apostrophe. */
export const csvOf = (columns: Columns, rows: readonly { readonly values: readonly CellValue[] }[]): string =>
  [columns.map(c => quoted(c.name)), ...rows.map(row => row.values.map(value => quoted(safe(value))))]
    .map(cells => `${cells.join(',')}\r\n`)
    .join('')

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** https://owasp.org/www-community/attacks/CSV_Injection: logs are written by attackers. */
const safe = (value: CellValue): string => {
  const text = cellText(value)
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** Rows as JSON, one object on each line. */
export const ndjsonOf = (columns: Columns, rows: readonly { readonly values: readonly CellValue[] }[]): string =>
  rows
    .map(row => `${JSON.stringify(Object.fromEntries(columns.map((c, i) => [c.name, row.values[i] ?? null])))}\n`)
    .join('')
