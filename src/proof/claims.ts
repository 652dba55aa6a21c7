import type { Source } from '../base/source.ts'
import type { Regex } from '../plan/regex/regex.ts'

// What a detection package claims, as far as it can be proved or refuted by running it.

export interface Claims {
  readonly queries: readonly Shipped[]
  readonly specimens: readonly Specimen[]
  readonly hunts: readonly Hunt[]
  readonly tests: readonly Procedure[]
  readonly baseline: readonly Baseline[]
  readonly variants: readonly Variant[]
}

/** A query with the language and the style of presentation that it is written for. */
export interface Written {
  readonly id: string
  readonly title: string
  readonly language: string
  /** A style of the platform; undefined for its default. */
  readonly style: string | undefined
  readonly source: Source
}

/** A query of the detection. It must fire for the tests it declares, and give as many benign rows as it declares. */
export interface Shipped extends Written {
  readonly reads: string
  readonly catches: readonly string[]
  readonly benignHits: number
  readonly benignWhy: string | undefined
}

/** A query as somebody published it, kept to be checked, fixed and run beside the detection. */
export interface Specimen extends Written {
  /** Codes of diagnostics it must be refused with as published; empty when it is not refused. */
  readonly refusedWith: readonly string[]
  /** What it does once its fixes are applied; undefined when nothing is declared. */
  readonly afterFix: { readonly catches: readonly string[]; readonly benignHits: number } | undefined
}

/** A query for people who look for the technique; it must give rows for the tests it is said to find. */
export interface Hunt extends Written {
  readonly finds: readonly string[]
}

/** A procedure that was executed, and what it left behind. */
export interface Procedure {
  readonly id: string
  readonly name: string
  readonly telemetry: Telemetry
  readonly collector: string | undefined
  readonly constructed: readonly string[]
  readonly differs: string | undefined
  readonly expects: readonly Expectation[]
}

/** Telemetry in which nothing bad happened. */
export interface Baseline {
  readonly id: string
  readonly title: string
  readonly kind: 'recorded' | 'constructed'
  readonly telemetry: Telemetry
  readonly collector: string | undefined
}

/** Another run of a procedure. The tests stand on recordings of their own; variants show that the queries mean more than those. */
export interface Variant {
  readonly id: string
  /** The test whose procedure it is. */
  readonly of: string
  readonly kind: 'recorded' | 'constructed'
  readonly telemetry: Telemetry
  /** Queries of the package that must give rows for it. */
  readonly caughtBy: readonly string[]
  /** Each of its events must stand behind such a row: the telemetry is nothing but a list of what must be caught. */
  readonly everyEvent: boolean
}

/** Files of telemetry, and what they do not say themselves. */
export interface Telemetry {
  readonly paths: readonly string[]
  /** The year of the first time stamp, for logs that write none. */
  readonly year: number
}

/** Something that a procedure's telemetry must show for the test to mean anything. */
export interface Expectation {
  readonly says: string
  readonly category: string | undefined
  readonly where: Condition
  /** How many events, or different values of `countDistinct`. */
  readonly atLeast: number
  readonly countDistinct: string | undefined
  /** Microseconds in which they must happen; undefined: any time. */
  readonly within: bigint | undefined
}

/** Alternatives, of which one must hold; each is a list of tests that must all hold. */
export type Condition = readonly (readonly FieldTest[])[]

/** A test of one field by its taxonomy name. Letter case counts only when `cased`. */
export interface FieldTest {
  readonly field: string
  readonly test: ValueTest
  readonly cased: boolean
}

export type ValueTest =
  /** `*` and `?` in the values are wildcards, as in Sigma; `all`: every value must fit, else any. */
  | {
      readonly is: 'equals' | 'contains' | 'startswith' | 'endswith'
      readonly all: boolean
      readonly values: readonly string[]
    }
  | { readonly is: 're'; readonly all: boolean; readonly regexes: readonly Regex[] }
  | { readonly is: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: number }
  | { readonly is: 'absent' }
