import { type CellValue, type Columns, cellText } from './cells.ts'

/** What occurs in a column. */
export interface FieldStats {
  readonly name: string
  readonly type: string
  readonly count: number
  readonly missing: number
  readonly distinct: number
  /** The values that occur most, with how often. */
  readonly top: readonly { readonly value: string; readonly count: number }[]
}

const topValues = 8

/** Counts the values of each column. O(cells). */
export function fieldStats(
  columns: Columns,
  rows: readonly { readonly values: readonly CellValue[] }[],
): readonly FieldStats[] {
  return columns.map(({ name, type }, i) => {
    const counts = new Map<string, number>()
    let missing = 0
    for (const { values } of rows) {
      const value = values[i] ?? null
      if (value === null) missing++
      else {
        const text = cellText(value)
        counts.set(text, (counts.get(text) ?? 0) + 1)
      }
    }
    const top = [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, topValues)
      .map(([value, count]) => ({ value, count }))
    return { name, type, count: rows.length, missing, distinct: counts.size, top }
  })
}

/** Rows of events whose text is JSON as rows of its keys, flattened with dots; texts that are none stay in a column of their own. */
export function flattened(texts: readonly string[]): {
  readonly columns: Columns
  readonly rows: readonly { readonly values: readonly CellValue[] }[]
} {
  const records = texts.map(text => {
    const record = new Map<string, CellValue>()
    try {
      const json: unknown = JSON.parse(text)
      if (typeof json === 'object' && json !== null && !Array.isArray(json)) flatten(json as Structure, '', record, 0)
      else record.set(notStructure, text)
    } catch {
      record.set(notStructure, text)
    }
    return record
  })
  const names = [...new Set(records.flatMap(record => [...record.keys()]))].slice(0, mostFields)
  return {
    columns: names.map(name => ({ name, type: 'any' })),
    rows: records.map(record => ({ values: names.map(name => record.get(name) ?? null) })),
  }
}

/** The column of what is no structure. */
export const notStructure = '(text)'

type Structure = { readonly [key: string]: CellValue }
const mostFields = 400
const deepest = 12

function flatten(json: Structure, before: string, into: Map<string, CellValue>, depth: number): void {
  for (const [key, value] of Object.entries(json)) {
    const name = `${before}${key}`
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < deepest)
      flatten(value as Structure, `${name}.`, into, depth + 1)
    else into.set(name, value)
  }
}
