import type { Value } from '../../event/value.ts'

/** A row on its way through a plan. */
export interface Row {
  readonly values: ReadonlyMap<string, Value>
  /** The ids of the rows of the data behind it: ascending, each once. */
  readonly behind: readonly number[]
}

/** The value of a column or bound name; the check saw to it that there is one. */
export function read(values: Row['values'], name: string): Value {
  const value = values.get(name)
  if (value === undefined) throw new TypeError(`a checked plan read \`${name}\`, which is not there`)
  return value
}

export const readAll = (row: Row, names: readonly string[]): Value[] => names.map(name => read(row.values, name))

/** The row with columns put in place of those of the same name, or at the end. */
export const withValues = (row: Row, added: readonly (readonly [name: string, value: Value])[]): Row => ({
  ...row,
  values: new Map([...row.values, ...added]),
})

/** What is behind several rows together. */
export const behindAll = (rows: readonly Row[]): number[] =>
  [...new Set(rows.flatMap(r => r.behind))].sort((a, b) => a - b)
