import type { Span } from '../../../base/span.ts'
import type { Type } from '../../../event/value.ts'
import type { Named, Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import type { Kind, Typed } from './typed.ts'

/** A field that the query can name, and the scalar over the plan's columns that it means now. */
export interface Binding {
  /** As it was first written. */
  readonly name: string
  readonly scalar: Scalar
  readonly type: Type
  readonly kind: Kind
  /** Nothing in the data makes it, which is said when it is read. */
  readonly missing?: boolean
  /** It was taken out of a message by a pattern that fits numbers only. */
  readonly digits?: boolean
  /** Nobody knows whether the data has it. */
  readonly guessed?: boolean
  /** `withtime` made it: the value beside its time, in a JSON that no page describes. */
  readonly withTime?: true
  /** A transposition made it, so that a row that is filled in has null there. */
  readonly transposed?: true
}

/**
 * The rows at one point of the query. Columns of the plan are made once and never overwritten: a field that is set again
 * means another column from then on, so that what was copied from it keeps its value.
 */
export interface Rows {
  readonly steps: ((input: Plan) => Plan)[]
  /** By lower-case name: field names do not distinguish case. In the order they were made. */
  fields: Map<string, Binding>
  /** Lower-case names of the plan's columns: engines may not distinguish case either. */
  columns: Set<string>
  /** An aggregate has run, so that messages and their fields are gone. */
  aggregate: boolean
  /** When a message happened; undefined once the rows are no messages any more, and where the data does not say. */
  time: Scalar | undefined
  /** Whether the rows stand in the order that Sumo gives: newest first, or as the query sorted them. */
  ordered: boolean
  /** Whether that order is newest first. */
  newest: boolean
  /** The columns that an aggregation tells its rows apart by; undefined where rows are not known to differ in them. */
  keys: ReadonlySet<string> | undefined
  /** There are columns that only the data names. */
  others: boolean
  /** The width of the latest time slices, in milliseconds. */
  slice: bigint | undefined
  /** The data's first and last time, in milliseconds, as columns of every message; undefined until somebody asks. */
  range: { readonly first: Scalar; readonly last: Scalar } | undefined
  /** How many times the plan reads the data: once, and once more for each table of a join after the first. */
  reads: number
  /** The names of the fields straight out of a join, the unread ones too; undefined where the rows are no pairs. */
  joined: readonly string[] | undefined
  /** The search compares with earlier times already. */
  compared: boolean
  /** A `save` has run: nothing after it is processed. */
  saved: boolean
  /** A boolean column: some nodrop parse has matched the row. */
  matched: string | undefined
  /** What the query may name that we could not follow; unknown names are not reported after it. */
  incomplete: boolean
}

/** Rows as they are read, with no fields yet. */
export const newRows = (columns: Iterable<string>): Rows => ({
  steps: [],
  fields: new Map(),
  columns: new Set([...columns].map(name => name.toLowerCase())),
  aggregate: false,
  time: undefined,
  ordered: false,
  newest: false,
  keys: undefined,
  others: false,
  slice: undefined,
  range: undefined,
  reads: 1,
  joined: undefined,
  compared: false,
  saved: false,
  matched: undefined,
  incomplete: false,
})

/**
 * The same rows to be read once more, by steps of their own: a table of a join. A chain of nodrop parses ends before it,
 * since what a table parses chooses its rows.
 */
export const readAgain = (rows: Rows): Rows => ({
  ...rows,
  steps: [],
  fields: new Map(rows.fields),
  columns: new Set(rows.columns),
  matched: undefined,
})

/** A column name near `name` that no column has, and takes it. */
export function freshColumn(rows: Rows, name: string): string {
  let candidate = name
  for (let n = 2; rows.columns.has(candidate.toLowerCase()); n++) candidate = `${name}~${n}`
  rows.columns.add(candidate.toLowerCase())
  return candidate
}

/** Keeps the rows that fulfil a condition. */
export function filter(rows: Rows, where: Predicate, at: Span): void {
  if (where.op !== 'always') rows.steps.push(input => ({ op: 'filter', input, where, at }))
}

/** Makes fields of one row at once: every value sees the row as it was before. */
export function setFields(
  rows: Rows,
  made: readonly { readonly name: string; readonly value: Typed; readonly digits?: boolean }[],
  at: Span,
): void {
  const columns: Named<Scalar>[] = []
  const bindings = made.map(({ name, value, digits = false }): Binding => {
    const known = rows.fields.get(name.toLowerCase())?.name ?? name
    const { type, kind } = value
    if (value.scalar.op === 'field') return { name: known, scalar: value.scalar, type, kind }
    const column = freshColumn(rows, known)
    columns.push({ name: column, value: value.scalar })
    return { name: known, scalar: { op: 'field', name: column, type }, type, kind, digits }
  })
  if (columns.length > 0) rows.steps.push(input => ({ op: 'extend', input, columns, at }))
  for (const binding of bindings) rows.fields.set(binding.name.toLowerCase(), binding)
}

/** The column of a field, made now where it is an expression so far. */
export function columnOf(rows: Rows, binding: Binding, at: Span): string {
  if (binding.scalar.op === 'field') return binding.scalar.name
  const column = freshColumn(rows, binding.name)
  const value = binding.scalar
  rows.steps.push(input => ({ op: 'extend', input, columns: [{ name: column, value }], at }))
  rows.fields.set(binding.name.toLowerCase(), { ...binding, scalar: { op: 'field', name: column, type: binding.type } })
  return column
}

/** Puts the rows into the order that Sumo gives them, newest message first, where nothing has ordered them yet. */
export function newestFirst(rows: Rows, at: Span): void {
  if (rows.ordered) return
  rows.ordered = true
  const by = rows.time
  if (by === undefined) return
  rows.newest = true
  rows.steps.push(input => ({ op: 'sort', input, keys: [{ by, descending: true, nulls: 'last' }], at }))
}
