import type { Type, Value } from '../../event/value.ts'
import type { AggregateName } from '../../plan/aggregates/index.ts'
import type { FunctionName } from '../../plan/functions/index.ts'
import type { Expr, Writing } from './expr.ts'
import type { OrderKey } from './relation.ts'

/** Writes a call of a plan function: its arguments and the type of its result. */
export type RenderCall = (args: readonly Expr[], result: Type, w: Writing) => string

/** Around the arguments of an aggregate. */
export interface AggregateContext {
  /** Conditions that rows must fulfil. */
  readonly where: readonly string[]
  /** The order of the rows of a group; empty where the aggregate does not depend on it. */
  readonly order: readonly OrderKey[]
  /** Inside `OVER (…)` of a window call, which has the order of the rows too; undefined in a group. */
  readonly over: string | undefined
}
export type RenderAggregate = (args: readonly Expr[], context: AggregateContext, w: Writing) => string

/**
 * What one database writes in its own way. Every entry must be exact: equal to the plan's definition for every value, or a
 * call of the reference.
 */
export interface Dialect {
  /** An identifier, quoted. */
  readonly name: (name: string) => string
  readonly type: (type: Type) => string
  /** A constant, with its type. */
  readonly literal: (value: Value, type: Type) => string
  readonly functions: { readonly [F in FunctionName]: RenderCall }
  readonly aggregates: { readonly [A in AggregateName]: RenderAggregate }
  readonly convert: (arg: Expr, to: Type, w: Writing) => string
  /** Whether a text holds, begins with or ends with a text. */
  readonly contains: (of: string, part: string) => string
  readonly startsWith: (of: string, part: string) => string
  readonly endsWith: (of: string, part: string) => string
  /** Whether a regex in RE2 syntax is found in a text. */
  readonly finds: (of: string, regex: string) => string
  /** What a group of the first match holds; the empty text without a match, and for a group that took no part in it. */
  readonly group: (of: string, regex: string, group: number) => string
  /** The same, but null in those cases. */
  readonly groupOrNull: (of: string, regex: string, group: number) => string
  /** What the groups of the first match hold, from the first group on, under these names; empty texts as for `group`. */
  readonly groups: (of: string, regex: string, names: readonly string[]) => string
  /** One of them. */
  readonly member: (groups: string, name: string) => string
  /** What a group of every match holds, as a list; null in it for a group that took no part. The regex cannot match the empty text. */
  readonly groupOfAll: (of: string, regex: string, group: number) => string
  /** A text with every match of a regex replaced by a rewrite of RE2 (`\\1` is a group, `\\\\` a backslash). */
  readonly replaceMatches: (of: string, regex: string, rewrite: string) => string
  /** Whether an element of a list, bound to the name, fulfils a condition; false for a missing list. */
  readonly some: (list: string, name: string, condition: string) => string
  /** The elements of a list in SELECT, and their positions beside them. */
  readonly unnest: (list: string) => { readonly element: string; readonly position: string }
  /** The list, or a list of one null where it is missing or empty. */
  readonly listOrNull: (list: string, type: Type) => string
  /** The list of a group's values in any order; lists of a group's lists after another; lists after another. */
  readonly collect: (id: string) => string
  readonly collectLists: (ids: string) => string
  readonly joinLists: (a: string, b: string) => string
  readonly listOf: (id: string) => string
  readonly noIds: string
  /** How an argument is handed to a function of the reference. */
  readonly toReference: (arg: Expr) => string
  /** How a column of the result is handed to the runner. */
  readonly toResult: (column: Expr) => string
}
