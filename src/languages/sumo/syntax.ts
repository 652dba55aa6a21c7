import type { Span } from '../../base/span.ts'
import type { MergeStage, TraceStage, TransactionizeStage, TransactionStage } from './transaction-syntax.ts'

// The tree of a Sumo Logic log search, as written: nothing is resolved, nothing is lost that an edit would need.

/** A whole search: the scope before the first pipe, then the stages. */
export interface Search {
  readonly scope: Scope | undefined
  readonly stages: readonly Stage[]
  readonly span: Span
}

/** A name as written, and the field it means (`%"a b"` means `a b`). */
export interface Name {
  readonly name: string
  readonly span: Span
}

// ---- scope ----

export type Scope =
  | { readonly kind: 'scope-or' | 'scope-and'; readonly args: readonly Scope[]; readonly span: Span }
  | { readonly kind: 'scope-not'; readonly arg: Scope; readonly span: Span }
  /** `*` alone. */
  | { readonly kind: 'scope-all'; readonly span: Span }
  /** A bare word, wildcards included, or text in double quotes (escapes already taken out). */
  | { readonly kind: 'term' | 'phrase'; readonly text: string; readonly span: Span }
  | { readonly kind: 'scope-field'; readonly field: Name; readonly value: ScopeValue; readonly span: Span }
  | { readonly kind: 'scope-subquery'; readonly query: Subquery; readonly span: Span }
  /** What could not be understood; a diagnostic has said so. */
  | { readonly kind: 'scope-error'; readonly span: Span }

export interface ScopeValue {
  readonly text: string
  readonly quoted: boolean
  readonly span: Span
}

export interface Subquery {
  readonly search: Search
  /** `from=` and `to=`, as written. */
  readonly from: TextSpan | undefined
  readonly to: TextSpan | undefined
  readonly compose: Compose | undefined
  readonly span: Span
}

/** `| compose a, b maxresults=n keywords`, the last stage of a subquery: which of its fields narrow the outer search. */
export interface Compose {
  readonly kind: 'compose'
  readonly names: readonly Name[]
  readonly maxresults: number | undefined
  readonly keywords: boolean
  readonly span: Span
}

/** Text with its place; for a quoted string the text is what it means, the span includes the quotes. */
export interface TextSpan {
  readonly text: string
  readonly span: Span
}

// ---- expressions ----

export type Expr =
  | { readonly kind: 'field'; readonly name: string; readonly span: Span }
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  /** `value` has its suffix applied (`1.5s` is 1500); `text` is as written. */
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  /** `/body/flags`; `body` is as written between the slashes, and starts at `bodyStart` in the source. */
  | {
      readonly kind: 'regex'
      readonly body: string
      readonly bodyStart: number
      readonly flags: string
      readonly span: Span
    }
  /** `{{name}}`, a value that the caller fills in; after a value (`f {{rest}}`) it fills in the operator too. */
  | { readonly kind: 'parameter'; readonly name: string; readonly after?: Expr; readonly span: Span }
  | {
      readonly kind: 'unary'
      readonly is: '!' | '-' | '+'
      readonly operator: Span
      readonly arg: Expr
      readonly span: Span
    }
  | {
      readonly kind: 'binary'
      readonly is: BinaryOperator
      readonly operator: Span
      readonly left: Expr
      readonly right: Expr
      readonly span: Span
    }
  | {
      readonly kind: 'in'
      readonly negated: boolean
      readonly arg: Expr
      readonly list: readonly Expr[]
      readonly span: Span
    }
  | { readonly kind: 'call'; readonly fn: Name; readonly args: readonly Expr[]; readonly span: Span }
  | { readonly kind: 'conditional'; readonly test: Expr; readonly then: Expr; readonly else: Expr; readonly span: Span }
  | { readonly kind: 'paren'; readonly arg: Expr; readonly span: Span }
  | { readonly kind: 'subquery'; readonly query: Subquery; readonly span: Span }
  | { readonly kind: 'lookup'; readonly lookup: Lookup; readonly span: Span }
  /** What could not be understood; a diagnostic has said so. */
  | { readonly kind: 'error'; readonly span: Span }

export type BinaryOperator =
  | '||'
  | '&&'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'matches'
  | 'contains'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'

// ---- stages ----

export type Stage =
  | { readonly kind: 'where'; readonly condition: Expr; readonly span: Span }
  /** `expr as name`; without `as` a call writes back to its first argument. */
  | { readonly kind: 'assign'; readonly expr: Expr; readonly as: Name | undefined; readonly span: Span }
  | AggregateStage
  | { readonly kind: 'fields'; readonly names: readonly Name[]; readonly remove: boolean; readonly span: Span }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[]; readonly span: Span }
  | { readonly kind: 'limit'; readonly count: Expr; readonly span: Span }
  | {
      readonly kind: 'top'
      readonly count: Expr
      readonly names: readonly Name[]
      readonly by: readonly SortKey[]
      readonly span: Span
    }
  /** `topk(n, f…) by g…`: the n highest rows of each group. */
  | {
      readonly kind: 'topk'
      readonly count: Expr
      readonly names: readonly Name[]
      readonly by: readonly Name[]
      readonly span: Span
    }
  | {
      readonly kind: 'dedup'
      readonly count: Expr | undefined
      readonly consecutive: boolean
      readonly by: readonly Name[]
      readonly span: Span
    }
  | {
      readonly kind: 'timeslice'
      readonly width: Expr | undefined
      readonly buckets: number | undefined
      readonly as: Name | undefined
      readonly span: Span
    }
  | ParseStage
  | LookupStage
  | JoinStage
  | SessionizeStage
  | TransactionizeStage
  | MergeStage
  | TransactionStage
  | TraceStage
  | WindowStage
  | TransposeStage
  | FillMissingStage
  /** Stands in `stages` only where it does not belong; at the end of a subquery it is the subquery's own `compose`. */
  | Compose
  /** Every other operator of the language: recognised by name, its arguments understood as far as `args` says. */
  | OperatorStage
  | { readonly kind: 'error-stage'; readonly span: Span }

export interface SortKey {
  readonly name: Name
  readonly descending: boolean
}

export interface AggregateStage {
  readonly kind: 'aggregate'
  readonly calls: readonly AggregateCall[]
  readonly by: readonly Name[]
  readonly span: Span
}

export interface AggregateCall {
  /** Lower case. */
  readonly fn: string
  readonly fnSpan: Span
  /** `count(*)` and `count` have none. */
  readonly args: readonly Expr[]
  readonly as: Name | undefined
  /** What stands behind it to compute with its result, which the language refuses. */
  readonly rest?: Span
  readonly span: Span
}

// ---- stages that take fields out of text ----

/** What the parse operators share: the field they read (`_raw` when undefined), and whether rows that do not match stay. */
interface Parsing {
  readonly field: Name | undefined
  readonly nodrop: boolean
  readonly span: Span
}

export type ParseStage =
  | ({
      readonly kind: 'parse-anchor'
      readonly patterns: readonly { readonly pattern: TextSpan; readonly names: readonly Name[] }[]
    } & Parsing)
  | ({ readonly kind: 'parse-regex'; readonly patterns: readonly RawString[]; readonly multi: boolean } & Parsing)
  /** `names` is undefined where the path names the field. */
  | ({
      readonly kind: 'json' | 'parse-xml'
      readonly paths: readonly TextSpan[]
      readonly names: readonly Name[] | undefined
    } & Parsing)
  | ({
      readonly kind: 'json-auto'
      readonly maxdepth: number | undefined
      readonly extractarrays: boolean
      readonly keys: readonly TextSpan[] | undefined
      readonly names: readonly Name[] | undefined
      readonly refonly: boolean
    } & Parsing)
  /** `csv` and `split`; a column counts from 1, `name` undefined skips it (`_`). */
  | ({
      readonly kind: 'csv' | 'split'
      readonly options: readonly { readonly option: 'delim' | 'escape' | 'quote'; readonly value: TextSpan }[]
      readonly extract: readonly { readonly column: number; readonly name: Name | undefined; readonly span: Span }[]
    } & Parsing)
  | ({
      readonly kind: 'keyvalue'
      readonly mode: 'infer' | 'regex' | 'auto'
      readonly regexes: readonly RawString[]
      readonly delim: TextSpan | undefined
      readonly keys: readonly TextSpan[]
      readonly names: readonly Name[] | undefined
      readonly refonly: boolean
    } & Parsing)

/** A string whose backslashes are the business of the regex inside: `body` as written, starting at `bodyStart`. */
export interface RawString {
  readonly body: string
  readonly bodyStart: number
  readonly span: Span
}

// ---- stages that bring other rows in ----

export interface LookupStage {
  readonly kind: 'lookup-stage'
  readonly lookup: Lookup
  readonly span: Span
}

export interface Lookup {
  /** Columns wanted, or `*`; none where `lookupContains` only asks whether there is a row. */
  readonly columns: readonly { readonly column: Name; readonly as: Name | undefined }[] | '*'
  readonly source: TextSpan
  readonly on: readonly { readonly field: Name; readonly column: Name }[]
  readonly span: Span
}

/** A selection of the rows before a join, and the name of it. */
export interface JoinTable {
  readonly search: Search
  readonly as: Name | undefined
  readonly span: Span
}

export interface JoinStage {
  readonly kind: 'join'
  readonly tables: readonly JoinTable[]
  /** Dotted names (`t1.a`) on both sides. */
  readonly on: readonly { readonly left: Name; readonly right: Name }[]
  readonly timewindow: Expr | undefined
  readonly span: Span
}

/** `sessionize "a=*" as (x), "b=$x c=*" as (y)`: `$x` stands for what an earlier pattern took out of another message. */
export interface SessionizeStage {
  readonly kind: 'sessionize'
  readonly steps: readonly { readonly pattern: TextSpan; readonly names: readonly Name[] }[]
  readonly span: Span
}

// ---- stages over the rows in their order, and over their shape ----

export interface WindowStage {
  readonly kind: 'window'
  readonly operator: 'accum' | 'backshift' | 'diff' | 'smooth' | 'rollingstd' | 'total'
  readonly name: Name
  /** Number of rows, where the operator takes one. */
  readonly rows: Expr | undefined
  readonly as: Name | undefined
  readonly by: readonly Name[]
  readonly span: Span
}

export interface TransposeStage {
  readonly kind: 'transpose'
  readonly rows: readonly Name[]
  readonly columns: readonly Name[]
  /** The columns wanted, in order; `*` stands for the rest. */
  readonly as: readonly (Name | '*')[] | undefined
  readonly span: Span
}

export interface FillMissingStage {
  readonly kind: 'fillmissing'
  readonly generators: readonly FillMissingGenerator[]
  readonly defaults: readonly { readonly value: Expr; readonly name: Name }[]
  readonly takeLast: boolean
  readonly span: Span
}

/** `timeslice(15m) in f`, `values("a", "b") in f` or `values all in f` (`values` is then 'all'). */
export type FillMissingGenerator =
  | { readonly is: 'timeslice'; readonly width: Expr | undefined; readonly name: Name | undefined; readonly span: Span }
  | { readonly is: 'values'; readonly values: readonly Expr[] | 'all'; readonly name: Name; readonly span: Span }

// ---- the rest ----

/** An operator whose meaning needs no node of its own shape yet. `operator` is its canonical name (`geoip`, `outlier`). */
export interface OperatorStage {
  readonly kind: 'operator'
  readonly operator: string
  readonly name: Span
  readonly args: readonly OperatorArg[]
  readonly by: readonly Name[]
  readonly as: readonly Name[]
  readonly span: Span
}

/** `word` is the keyword or option before it (`field`, `from`, `on`, `window`), or '' for a plain argument. */
export interface OperatorArg {
  readonly word: string
  readonly value: Expr | { readonly kind: 'search'; readonly search: Search; readonly span: Span } | undefined
  readonly span: Span
}
