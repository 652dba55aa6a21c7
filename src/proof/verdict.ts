import type { Diagnostic } from '../base/diagnostic.ts'
import type { Settled } from '../base/refix.ts'
import type { Source } from '../base/source.ts'
import type { Event, Origin } from '../event/event.ts'
import type { Why } from './why/why.ts'
import type { Unread } from './world.ts'

// What proving found. A test that passes proves nothing for all events, so the words here are `fires` and `silent`;
// `proved` is kept for statements about every possible event.

export interface PackageVerdict {
  readonly engine: string
  /** Every declaration holds, and every test is valid. */
  readonly holds: boolean
  readonly tests: readonly TestVerdict[]
  readonly baseline: readonly BaselineVerdict[]
  readonly queries: readonly QueryVerdict[]
  readonly specimens: readonly SpecimenVerdict[]
  readonly hunts: readonly QueryVerdict[]
  readonly variants: readonly VariantVerdict[]
  /** Where what was measured is not what the package declares. */
  readonly differences: readonly Difference[]
}

/** What was read of some telemetry. */
export interface Survey {
  readonly events: number
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  /** Records that could not be read: the first few, and how many there are. */
  readonly problems: readonly Unread[]
  readonly problemCount: number
  /** Why some of the telemetry is missing from all of this; undefined when every file was read to its end. */
  readonly unread: string | undefined
}

/** Whether a test can mean anything: its telemetry must show what the procedure is known to leave behind. */
export interface TestVerdict extends Survey {
  readonly id: string
  readonly name: string
  readonly valid: boolean
  readonly expectations: readonly ExpectationVerdict[]
}

export interface ExpectationVerdict {
  readonly says: string
  readonly satisfied: boolean
  /** Events or different values that were found, and how many are needed. */
  readonly found: number
  readonly needed: number
  /** Why it is not satisfied, where that can be said. */
  readonly why: string | undefined
  /** The first events that fit it. */
  readonly events: readonly Sighting[]
}

export interface BaselineVerdict extends Survey {
  readonly id: string
  readonly title: string
  readonly kind: 'recorded' | 'constructed'
}

/** Whether another run of a procedure is caught by the queries that are said to catch it. */
export interface VariantVerdict extends Survey {
  readonly id: string
  readonly of: string
  readonly kind: 'recorded' | 'constructed'
  /** Every query that is said to catch it, whether it does, and on how many of its events. */
  readonly caughtBy: readonly { readonly query: string; readonly fires: boolean; readonly events: number }[]
  /** Events that must stand behind the rows of each query: one or, where it says so, all. */
  readonly needed: number
  /** All of them do, on telemetry that has events. */
  readonly caught: boolean
}

/** What one query does: over each test, and over each part of the baseline. */
export interface QueryVerdict {
  readonly id: string
  readonly title: string
  readonly language: string
  readonly source: Source
  /** What is wrong with it; when it was refused there are no cells. */
  readonly diagnostics: readonly Diagnostic[]
  readonly refused: boolean
  readonly cells: readonly Cell[]
  readonly benign: readonly Cell[]
  /** Over the variants that it is said to catch. */
  readonly variants: readonly Cell[]
  /** Rows over the whole baseline. */
  readonly benignRows: number
  readonly declared: Declared
}

/** What a package says of a query. */
export interface Declared {
  readonly catches: readonly string[]
  readonly benignHits: number | undefined
  readonly variants: readonly string[]
}

/** A query over one recording. */
export interface Cell {
  /** The test, the part of the baseline or the variant. */
  readonly of: string
  readonly fires: boolean
  readonly rows: number
  /** Events behind the rows: the first few, and how many there are. */
  readonly events: readonly Sighting[]
  readonly eventCount: number
  /** Where it is declared to fire and is silent: the first events that it was to be about. Only where reasons are asked for. */
  readonly passedOver: readonly Sighting[]
  /** Of the first of the events, why they are hits, or of those passed over, why they are none; none unless asked for. */
  readonly why: readonly Why[]
  readonly ms: number
  /** Why the engine could not run it, in its words; then it counts as silent. */
  readonly failed: string | undefined
}

/** An event as a person recognises it. */
export interface Sighting {
  readonly origin: Origin
  /** ISO 8601; undefined where the log does not say. */
  readonly time: string | undefined
  readonly kind: string
  /** The most telling field: a command line, a name that was asked for, a line of a log. */
  readonly gist: string
  /** The whole of it. */
  readonly event: Event
}

export interface SpecimenVerdict {
  readonly id: string
  readonly title: string
  readonly published: QueryVerdict
  readonly fixed: Fixing | undefined
}

/** A published query after its fixes. */
export interface Fixing {
  readonly verdict: QueryVerdict
  readonly text: string
  /** What was applied, each with the text of its round. */
  readonly applied: Settled['applied']
}

export interface Difference {
  readonly what:
    | 'invalid test'
    | 'unread telemetry'
    | 'refused'
    | 'not refused'
    | 'missed'
    | 'benign rows'
    | 'caught'
    | 'failed'
  /** The query, test, part of the baseline or variant it is about. */
  readonly id: string
  /** The recording on which a query does something else; undefined where it is about the whole. */
  readonly of?: string
  readonly says: string
}
