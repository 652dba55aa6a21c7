import type { Span } from '../base/span.ts'
import type { Column, Type, Value } from '../event/value.ts'
import type { AggregateName } from './aggregates/index.ts'
import type { FunctionName } from './functions/index.ts'
import type { Fold, Pattern } from './pattern.ts'
import type { Regex } from './regex/regex.ts'

// `at`, on every node, is where the author wrote it. It is never part of the meaning: compare plans with fingerprint().

/** An expression with a value, which may be null. */
export type Scalar =
  | { readonly op: 'field'; readonly name: string; readonly type: Type; readonly at?: Span }
  | { readonly op: 'literal'; readonly type: Type; readonly value: Value; readonly at?: Span }
  | { readonly op: 'call'; readonly fn: FunctionName; readonly args: readonly Scalar[]; readonly at?: Span }
  /** The only conversion there is; a value that has no counterpart in the other type becomes null. */
  | { readonly op: 'convert'; readonly to: Type; readonly arg: Scalar; readonly at?: Span }
  /** What a group (0: the whole) of the first match of a regex in a string holds; null without a match. */
  | { readonly op: 'extract'; readonly of: Scalar; readonly regex: Regex; readonly group: number; readonly at?: Span }
  /**
   * The same for every match, as a list: from the left and not overlapping, and no empty match where the one before it
   * ended. With `until`, a match counts as ended where that group did, so that what follows the group may be matched again.
   */
  | {
      readonly op: 'extract_all'
      readonly of: Scalar
      readonly regex: Regex
      readonly group: number
      readonly until?: number
      readonly at?: Span
    }
  /** The string with every match of a regex, from the left and not overlapping, replaced. Where a match ended, no empty one begins. */
  | {
      readonly op: 'substitute'
      readonly of: Scalar
      readonly regex: Regex
      readonly by: Replacement
      readonly at?: Span
    }
  /** A condition as a value: true, false, or null when neither holds. */
  | { readonly op: 'truth'; readonly whenTrue: Predicate; readonly whenFalse: Predicate; readonly at?: Span }

/** What takes the place of a match, in pieces: text, and what a group of the match holds (0: the whole), nothing where it took no part. */
export type Replacement = readonly (string | number)[]

/** A condition: true or false for every row, never null. A comparison with a missing value is false; `not` is complement. */
export type Predicate =
  | { readonly op: 'always' | 'never'; readonly at?: Span }
  | { readonly op: 'and' | 'or'; readonly args: readonly Predicate[]; readonly at?: Span }
  | { readonly op: 'not'; readonly arg: Predicate; readonly at?: Span }
  | { readonly op: 'present'; readonly of: Scalar; readonly at?: Span }
  /** Both sides have one type. Text is compared by code point; NaN equals itself and is greater than every number. */
  | {
      readonly op: 'compare'
      readonly is: Comparison
      readonly left: Scalar
      readonly right: Scalar
      readonly at?: Span
    }
  /** The whole string fits the pattern; wildcards run over newlines too. */
  | { readonly op: 'match'; readonly of: Scalar; readonly pattern: Pattern; readonly fold: Fold; readonly at?: Span }
  /** The regex is found somewhere in the string. Its letter case is in its own character sets. */
  | { readonly op: 'regex'; readonly of: Scalar; readonly regex: Regex; readonly at?: Span }
  /** The address lies in the network, written as CIDR (`10.0.0.0/8`, `fe80::/10`). */
  | { readonly op: 'within'; readonly of: Scalar; readonly network: string; readonly at?: Span }
  /** Some element of the list, bound to the name `as`, fulfils the condition; a missing list has no elements. */
  | { readonly op: 'some'; readonly list: Scalar; readonly as: string; readonly where: Predicate; readonly at?: Span }
  /** The values are, in their order, those of some row of another plan, which reads the same data on its own; a missing value equals nothing. */
  | { readonly op: 'among'; readonly values: readonly Scalar[]; readonly of: Plan; readonly at?: Span }

export type Comparison = 'eq' | 'lt' | 'le' | 'gt' | 'ge'

/**
 * A query: rows in, rows out. Rows have an order: `scan` gives them as the data has them, `sort` is stable, `group` orders
 * by its keys ascending (null last), and every other operator keeps the order it is given.
 */
export type Plan =
  /** The rows of the data; `columns` are those the plan may read. A column the data lacks is null. */
  | { readonly op: 'scan'; readonly columns: readonly Column[]; readonly at?: Span }
  /** Rows that are written in the plan; no row of the data is behind them. */
  | {
      readonly op: 'rows'
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly Value[])[]
      readonly at?: Span
    }
  /** The rows of a table that lies beside the data under this name, as it has them; no row of the data is behind them. A column the table lacks is null. */
  | { readonly op: 'table'; readonly name: string; readonly columns: readonly Column[]; readonly at?: Span }
  | { readonly op: 'filter'; readonly input: Plan; readonly where: Predicate; readonly at?: Span }
  /** Adds columns, or replaces those of the same name in their place; every value sees the input's row only. */
  | { readonly op: 'extend'; readonly input: Plan; readonly columns: readonly Named<Scalar>[]; readonly at?: Span }
  /** These columns, in this order; with `others`, the columns after them that a `pivot` below finds in the data. */
  | {
      readonly op: 'keep'
      readonly input: Plan
      readonly columns: readonly string[]
      readonly others?: true
      readonly at?: Span
    }
  /** One row per distinct combination of `by` (null is a value here); without `by`, one row, even of no rows. Columns: keys, then aggregates. */
  | {
      readonly op: 'group'
      readonly input: Plan
      readonly by: readonly string[]
      readonly aggregates: readonly Named<Aggregate>[]
      readonly at?: Span
    }
  /**
   * One row per distinct combination of `by`, ordered by them, with a column for each text that stands in the column
   * `name`: the first `value` that is present in rows with that name. The columns listed come first, then up to `others`
   * more, by code point, which are known with the data only (settle.ts) and so cannot be read by their names.
   */
  | Pivot
  | { readonly op: 'sort'; readonly input: Plan; readonly keys: readonly SortKey[]; readonly at?: Span }
  /** The first `count` rows, of each combination of `by` where it is given. */
  | {
      readonly op: 'limit'
      readonly input: Plan
      readonly count: number
      readonly by: readonly string[]
      readonly at?: Span
    }
  /** The input's rows, with no row of the data behind them: they stand for what is known of all of it, or for what is missing. */
  | { readonly op: 'detach'; readonly input: Plan; readonly at?: Span }
  /** One row per element of a list; a missing or empty list gives one row with null when `outer`, else none. */
  | {
      readonly op: 'unnest'
      readonly input: Plan
      readonly list: Scalar
      readonly as: string
      readonly outer: boolean
      readonly at?: Span
    }
  /** All rows of the first, then all of the next; columns are matched by name, and must have one type. */
  | { readonly op: 'union'; readonly inputs: readonly Plan[]; readonly at?: Span }
  /**
   * Pairs of rows whose keys are equal (null equals nothing) and, where it is asked for, whose left value lies between two of
   * the right, both included; `left` also keeps the rows without a partner. Columns of both; names must differ.
   */
  | {
      readonly op: 'join'
      readonly kind: 'inner' | 'left'
      readonly left: Plan
      readonly right: Plan
      readonly on: readonly { readonly left: string; readonly right: string }[]
      readonly between?: Between
      readonly at?: Span
    }
  /** Adds to each row an aggregate over rows near it, of the same `by`, in the current order. */
  | {
      readonly op: 'window'
      readonly input: Plan
      readonly by: readonly string[]
      readonly columns: readonly Named<WindowCall>[]
      readonly at?: Span
    }
  /** One row per completed series of events: each step after the one before it, all of one `by`, within a time. */
  | Sequence
  /** Adds to each row the number of its group: rows that share a value of a key are in one, and so are those that share with these. */
  | Link
  /** The rows that lead on from values that are known: a row whose `key` is known is kept, and what it `adds` is known from then on. */
  | Follow

/** A column of the left side of a join, and the two of the right that it must lie between: of one type; nothing lies beside a missing value. */
export interface Between {
  readonly value: string
  readonly low: string
  readonly high: string
}

export interface Pivot {
  readonly op: 'pivot'
  readonly input: Plan
  readonly by: readonly string[]
  readonly name: string
  readonly value: string
  readonly columns: readonly string[]
  readonly others: number
  readonly at?: Span
}

export interface Named<T> {
  readonly name: string
  readonly value: T
}

/** An aggregate over the rows for which `where` holds. Null arguments are skipped. */
export interface Aggregate {
  readonly fn: AggregateName
  readonly args: readonly Scalar[]
  readonly where?: Predicate
}

export interface SortKey {
  readonly by: Scalar
  readonly descending: boolean
  readonly nulls: 'first' | 'last'
}

/**
 * Rows counted from the current one: `preceding` before it (undefined: all) to `following` after it. With `near`, of these the
 * rows whose value lies near that of the current one.
 */
export interface WindowCall {
  readonly fn: AggregateName | 'row_number' | 'lag'
  readonly args: readonly Scalar[]
  readonly preceding: number | undefined
  readonly following: number | undefined
  /** Both `preceding` and `following` are all rows then. */
  readonly near?: Near
}

/**
 * Rows whose value in an int or time column is at most so much less than that of the current row, and not greater (time in
 * microseconds). A row without a value is near those without.
 */
export interface Near {
  readonly of: string
  readonly before: bigint
}

/**
 * Series of rows in time order. For each value of `by`, a row that fulfils step n moves the latest series that waits for
 * step n forward; a row that fulfils the first step starts a series (in place of one that waits at the same step). Columns
 * of step n are named `n.name`, counted from 1.
 */
export interface Sequence {
  readonly op: 'sequence'
  readonly input: Plan
  readonly by: readonly string[]
  /** A column of type time. */
  readonly time: string
  /** Microseconds from the first step to the last, or no limit. */
  readonly within: bigint | undefined
  readonly steps: readonly Predicate[]
  readonly at?: Span
}

/**
 * Groups of rows that share a value of a column in `keys` (of a list: an element), directly or through others. Null is shared
 * with nothing; a row that shares nothing is a group of its own. Groups are numbered from 1 by their first rows in the
 * current order, in a new column of type int.
 */
export interface Link {
  readonly op: 'link'
  readonly input: Plan
  readonly keys: readonly string[]
  readonly as: string
  /** Where groups end; without, they never do, and the order of rows plays no part. */
  readonly bounds?: LinkBounds
  readonly at?: Span
}

/**
 * With bounds rows are read in order of time (rows of one time in their current order, rows of none are groups of their own).
 * A row joins the open groups that it shares a value with, the latest first, each as long as the whole keeps within the
 * bounds; one that it cannot join ends, and nothing joins it any more.
 */
export interface LinkBounds {
  /** A column of type time. */
  readonly time: string
  /** Microseconds at most from the first row of a group to its last. */
  readonly span?: bigint
  /** Microseconds at most from the last row of a group to the next. */
  readonly pause?: bigint
  /** Rows at most. */
  readonly rows?: number
  /** A row that fulfils it ends the groups that it would join, and begins another. */
  readonly starts?: Predicate
  /** A row that fulfils it is the last of its group. */
  readonly ends?: Predicate
}

/** Rows are read in their current order, each once. `key` and `adds` hold values of one type, or lists of such. */
export interface Follow {
  readonly op: 'follow'
  readonly input: Plan
  readonly key: string
  readonly adds: string
  /** The values known from the beginning. */
  readonly from: readonly Value[]
  readonly at?: Span
}
