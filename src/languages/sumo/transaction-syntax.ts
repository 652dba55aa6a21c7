import type { Span } from '../../base/span.ts'
import type { Expr, Name, RawString, Search, TextSpan } from './syntax.ts'

// Stages of transactions, as written (T/ and S/trace).

/** `transactionize f, … [as p] [maxSpan=1m …] [(stages)]`: rows that share a value of any field, transitively. */
export interface TransactionizeStage {
  readonly kind: 'transactionize'
  readonly names: readonly Name[]
  readonly as: Name | undefined
  readonly options: readonly TransactionizeOption[]
  /** What is run on each group by itself. */
  readonly each: Search | undefined
  readonly span: Span
}

/** `maxLogs=10`, or `startsWith="a";strict`. */
export interface TransactionizeOption {
  readonly option: Name
  readonly value: Expr
  readonly strict: boolean
  readonly span: Span
}

/** `merge f takeFirst, g join with "," as h`: one row of all. */
export interface MergeStage {
  readonly kind: 'merge'
  readonly items: readonly MergeItem[]
  readonly span: Span
}

export interface MergeItem {
  readonly field: Name
  readonly strategy: 'first' | 'last' | 'distinct' | 'join' | undefined
  readonly between: TextSpan | undefined
  readonly as: Name | undefined
  readonly span: Span
}

/** `transaction on f, … [fringe=10m] with … [results by flow]`. */
export interface TransactionStage {
  readonly kind: 'transaction'
  readonly on: readonly Name[]
  readonly fringe: Expr | undefined
  readonly states: readonly TransactionState[]
  /** The words behind `results by`. */
  readonly results: readonly Name[] | undefined
  /** `showing` and all behind it. */
  readonly showing: Span | undefined
  readonly span: Span
}

/** `"pattern" in f as state`, or `text as state in f` of a list behind `states`. */
export interface TransactionState {
  readonly is: 'pattern' | 'value'
  readonly value: TextSpan
  readonly field: Name | undefined
  readonly as: Name
  readonly span: Span
}

/** `trace [+|-] "regex" "start"`: the messages that a chain of values leads through. */
export interface TraceStage {
  readonly kind: 'trace'
  readonly direction: 'forward' | 'backward' | 'both'
  readonly regex: RawString
  readonly start: TextSpan
  readonly span: Span
}
