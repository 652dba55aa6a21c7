import type { Diagnostic, Outcome } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import type { FieldMap } from '../plan/field-map.ts'
import type { Plan } from '../plan/plan.ts'
import type { Schema } from '../plan/schema.ts'
import type { Detection, Written } from './detection.ts'

/** What a query is told about time, in microseconds since 1970 UTC: nothing here reads a clock. */
export interface QueryTime {
  readonly now: bigint
  /** The range of time that is searched; its end is excluded. Without one all data is searched, and its range is that of the data. */
  readonly range?: TimeRange | undefined
  /** The time zone of the person who asks, by its IANA name. */
  readonly zone: string
}

export interface TimeRange {
  readonly start: bigint
  readonly end: bigint
}

/** A query language: text to tree to plan. `Tree` is the language's own affair. Nothing here throws on input. */
export interface Language<Tree = unknown> {
  readonly id: string
  readonly title: string
  /** Endings of files in this language, with the dot. */
  readonly extensions: readonly string[]
  /** The tree, as far as it could be understood, and what is wrong with the text. O(length of the text). */
  parse(source: Source): Outcome<Tree>
  /**
   * The meaning of a tree over a schema; undefined when there is an error or something not supported yet. Without a time, what
   * asks for it is refused, and times are written and read in UTC.
   */
  lower(tree: Tree, source: Source, schema: Schema, time?: QueryTime): Outcome<Plan>
  /**
   * Of a tree whose rows are made of what it finds (signals of rules), the rows of the data that it finds; absent where `lower` gives
   * these. Undefined where it is about several rows at once.
   */
  finds?(tree: Tree, source: Source, schema: Schema): Outcome<Plan>
  /** The table in which a query saves its rows when it is run; undefined where it saves none. */
  saves?(tree: Tree): SaveTarget | undefined
  /** The text cut into coloured pieces, for editors and code frames; together they cover it. */
  tokens(text: string): readonly Token[]
  /** What a coloured word does, for who points at it; undefined where it is a word of the author's own. */
  help?(word: string, kind: TokenKind): Help | undefined
  /** What can be written at an offset of a text, for editors; `from` is where the word begins that it takes the place of. O(length of the text). */
  complete?(
    text: string,
    at: number,
    schema: Schema,
  ): { readonly from: number; readonly options: readonly Completion[] }
  /** What a query does, step by step, in the order in which it is written. */
  steps?(tree: Tree, source: Source): readonly Step[]
  /**
   * What makes a query slower or dearer, where it would run, than one with the same result; nothing of it is wrong. Said to
   * who asks about a query, and to nobody who runs it.
   */
  costs?(tree: Tree, source: Source): readonly Diagnostic[]
  /**
   * The text in the one layout of this language, with the same meaning and every comment; undefined, with the errors, when it
   * cannot be parsed. What is in that layout is given back as it is. O(length of the text).
   */
  format?(source: Source): Outcome<string>
  /**
   * A detection in this language, with the platform's names for its fields. What cannot be said exactly is an error with the
   * reason (`<language>/cannot-say-…`), at its place in the rule, and there is no text then: nothing is approximated.
   */
  write?(detection: Detection, names: FieldMap): Outcome<Written>
  /** Several outputs of `write` as the one file that the platform imports; absent where it has no such file. */
  bundle?(texts: readonly string[]): string
}

/** What a word of a language does. */
export interface Help {
  /** The word as it is written with its arguments, or just the word. */
  readonly title: string
  /** In our own words, without a full stop. */
  readonly says: string
  /** The address of the vendor's page; undefined where there is none. */
  readonly page: string | undefined
}

/** A word that can be written somewhere. */
export interface Completion {
  /** What is written. */
  readonly label: string
  readonly kind: 'operator' | 'function' | 'field' | 'keyword' | 'modifier'
  readonly help: Help | undefined
}

/** A part of a query, and what it does in one sentence; names and quotes of the query stand in backticks. */
export interface Step {
  readonly span: Span
  readonly says: string
}

/** Where a query saves its rows. */
export interface SaveTarget {
  readonly name: string
  /** Behind the rows that are there already, rather than in their place. */
  readonly append: boolean
  /** Rows with other columns than those that are there are an error; else more columns are left out. */
  readonly exact: boolean
  readonly span: Span
}

export interface Token extends Span {
  readonly kind: TokenKind
}

export type TokenKind =
  | 'keyword'
  | 'operator'
  | 'function'
  | 'field'
  | 'string'
  | 'regex'
  | 'number'
  | 'comment'
  | 'punctuation'
  | 'text'
  | 'error'
