import type { Span } from '../../base/span.ts'

/** A rule expression: what `json` clauses take out of the raw fields, then one condition (docs/cse/rules/cse-rules-syntax.md). */
export interface Query {
  readonly clauses: readonly JsonClause[]
  readonly where: Expr
  readonly span: Span
}

/** `json field=fields "path" as alias`. */
export interface JsonClause {
  /** `fields`, or `_raw`, which is the same here; undefined where it is missing. */
  readonly field: Name | undefined
  readonly paths: readonly Text[]
  readonly names: readonly Name[]
  readonly span: Span
}

export interface Name {
  readonly name: string
  readonly span: Span
}

export interface Text {
  readonly text: string
  readonly span: Span
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '%'
export type MatchOperator = 'like' | 'rlike' | 'matches'

export type Expr =
  | { readonly kind: 'field'; readonly name: string; readonly span: Span }
  /** `fields["x"]`, `list[0]`. */
  | { readonly kind: 'index'; readonly of: Expr; readonly key: Expr; readonly span: Span }
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | {
      readonly kind: 'regex'
      readonly body: string
      readonly bodyStart: number
      readonly flags: string
      readonly span: Span
    }
  /** `[srcDevice_ip, dstDevice_ip]`. */
  | { readonly kind: 'list'; readonly items: readonly Expr[]; readonly span: Span }
  | { readonly kind: 'call'; readonly fn: Name; readonly args: readonly Expr[]; readonly span: Span }
  | { readonly kind: 'not'; readonly arg: Expr; readonly operator: Span; readonly span: Span }
  | { readonly kind: 'sign'; readonly is: '+' | '-'; readonly arg: Expr; readonly span: Span }
  | { readonly kind: 'junction'; readonly is: 'and' | 'or'; readonly args: readonly Expr[]; readonly span: Span }
  | {
      readonly kind: 'compare'
      readonly is: Comparison
      readonly left: Expr
      readonly right: Expr
      readonly operator: Span
      readonly span: Span
    }
  | {
      readonly kind: 'arithmetic'
      readonly is: Arithmetic
      readonly left: Expr
      readonly right: Expr
      readonly span: Span
    }
  | {
      readonly kind: 'match'
      readonly is: MatchOperator
      readonly negated: boolean
      readonly arg: Expr
      readonly pattern: Expr
      /** The character after `ESCAPE`. */
      readonly escape: Expr | undefined
      readonly span: Span
    }
  | {
      readonly kind: 'in'
      readonly negated: boolean
      readonly arg: Expr
      readonly list: readonly Expr[]
      readonly span: Span
    }
  | {
      readonly kind: 'between'
      readonly negated: boolean
      readonly arg: Expr
      readonly low: Expr
      readonly high: Expr
      readonly span: Span
    }
  | { readonly kind: 'is null'; readonly negated: boolean; readonly arg: Expr; readonly span: Span }
  /** Where something was expected that is not there. */
  | { readonly kind: 'error'; readonly span: Span }
