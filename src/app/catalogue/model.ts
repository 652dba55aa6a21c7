// The data of the catalogue's pages: plain JSON, so that a page baked into a folder and one asked over HTTP are the same.
// Everything that was measured carries where it was measured; what nobody measured yet says so with a reason.

/** The whole catalogue, as the home page and the search need it. */
export interface Catalogue {
  /** Version of Assay and the time of the proof, ISO 8601. */
  readonly assay: string
  readonly provedAt: string
  readonly engine: string
  readonly detections: readonly DetectionCard[]
  readonly counts: Readonly<Record<Standing, number>>
  readonly attack: AttackMatrix
}

/** What a claim is worth: every declaration holds, one does not, or nobody ran it. */
export type Standing = 'proven' | 'refuted' | 'unproven'

/** A detection as a list shows it. */
export interface DetectionCard {
  /** The id in addresses: `T1591.002`. */
  readonly id: string
  /** "Business Relationships" */
  readonly name: string
  readonly title: string
  readonly tactic: Named
  readonly technique: Named
  readonly severity: Severity
  readonly confidence: Confidence
  readonly standing: Standing
  readonly languages: readonly Named[]
  readonly platforms: readonly string[]
  readonly dataSources: readonly string[]
  readonly procedures: { readonly total: number; readonly caught: number }
  readonly baseline: { readonly events: number; readonly undeclaredRows: number; readonly declaredRows: number }
  /** Text of title, description and queries, for the search; lower case, words once. */
  readonly words: string
}

export interface Named {
  readonly id: string
  readonly name: string
}

export type Severity = 'low' | 'medium' | 'high' | 'critical'

/** How far the detection may be trusted, and why: each factor is something measured or declared. */
export interface Confidence {
  readonly level: 'low' | 'medium' | 'high'
  /** From 0 to 100. */
  readonly score: number
  readonly factors: readonly { readonly says: string; readonly points: number; readonly of: number }[]
}

/** ATT&CK as a matrix: tactics in the order of the kill chain, each with its techniques. */
export interface AttackMatrix {
  readonly version: string
  readonly notice: string
  readonly tactics: readonly (Named & { readonly techniques: readonly TechniqueCell[] })[]
}

export interface TechniqueCell extends Named {
  readonly subtechniques: readonly TechniqueCell[]
  /** Detections of the catalogue, by id. */
  readonly detections: readonly string[]
  readonly procedures: { readonly total: number; readonly caught: number }
}

/** Something that may be measured or not yet. */
export type Measured<T> =
  | { readonly measured: true; readonly value: T }
  | { readonly measured: false; readonly why: string }

/** A detection with everything its page shows. */
export interface Detection extends DetectionCard {
  /** The name of its package's folder, wherever that lies. */
  readonly folder: string
  readonly status: string
  readonly author: string
  readonly created: string
  readonly modified: string
  readonly provedAt: string
  readonly engine: string
  readonly attack: AttackBlock
  /** Markdown, as in the package. */
  readonly description: string
  readonly tuning: string
  readonly queries: readonly QueryEntry[]
  readonly specimens: readonly SpecimenEntry[]
  readonly hunts: readonly HuntEntry[]
  readonly tests: readonly TestEntry[]
  readonly baselineParts: readonly BaselineEntry[]
  readonly variants: readonly VariantEntry[]
  readonly evasion: Measured<{ readonly resisted: number; readonly total: number }>
  readonly mutation: Measured<{ readonly killed: number; readonly total: number }>
  readonly equivalence: Measured<readonly EquivalenceEntry[]>
  readonly sources: readonly { readonly name: string; readonly gives: string }[]
  readonly requiredTables: readonly {
    readonly platform: string
    readonly table: string
    readonly fields: readonly string[]
  }[]
  readonly falsePositives: readonly string[]
  readonly blindSpots: readonly string[]
  readonly assumptions: readonly string[]
  readonly parameters: readonly ParameterEntry[]
  readonly playbook: Playbook
  readonly investigation: readonly InvestigationStep[]
  readonly related: readonly RelatedEntry[]
  readonly references: readonly { readonly title: string; readonly url: string }[]
  readonly history: readonly { readonly date: string; readonly says: string }[]
  /** Where what was measured is not what the package declares; empty when it is proven. */
  readonly differences: readonly { readonly what: string; readonly id: string; readonly says: string }[]
}

export interface AttackBlock {
  readonly version: string
  readonly tactic: Named
  readonly technique: Named
  readonly subtechnique: Named | undefined
  readonly reference: string
  readonly actors: readonly Named[]
  /** What the newest known version of ATT&CK says of the same technique. */
  readonly newer: { readonly version: string; readonly says: string; readonly tactic: Named; readonly id: string }
}

/** A query with what it does over every recording; also a Sigma rule of the package. */
export interface QueryEntry {
  readonly id: string
  readonly title: string
  readonly language: string
  readonly file: string
  readonly text: string
  readonly reads: string
  readonly tokens: readonly TextPiece[]
  readonly refused: boolean
  readonly diagnostics: readonly PlacedDiagnostic[]
  readonly catches: readonly string[]
  readonly cells: readonly CellEntry[]
  readonly benign: readonly CellEntry[]
  readonly benignRows: number
  readonly declaredBenignRows: number | undefined
  readonly benignWhy: string | undefined
  /** How it works, one entry for each stage: the place in the text and the meaning in words. */
  readonly stages: readonly {
    readonly start: number
    readonly end: number
    readonly text: string
    readonly says: string
  }[]
}

/** A piece of a query with its colour and, for operators and functions, the help. Together they cover the text. */
export interface TextPiece {
  readonly kind: string
  readonly text: string
  readonly help?: string
  /** The vendor's page about it. */
  readonly page?: string
}

export interface PlacedDiagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly message: string
  readonly because?: string
  readonly help?: string
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

/** A query over one recording. */
export interface CellEntry {
  /** The test, the part of the baseline or the variant. */
  readonly of: string
  /** Whether the package says that it fires here. */
  readonly expected: boolean
  readonly fires: boolean
  readonly rows: number
  readonly eventCount: number
  readonly events: readonly EventEntry[]
  readonly failed: string | undefined
}

/** An event as a person recognises it, with why it is a hit. */
export interface EventEntry {
  readonly file: string
  readonly line: number
  readonly time: string | undefined
  readonly kind: string
  readonly gist: string
  /** The whole event: its log's text, and its fields. */
  readonly raw: string | undefined
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  readonly why: readonly WhyStep[]
}

/** An event as one line. */
export type SeenEvent = Pick<EventEntry, 'file' | 'line' | 'time' | 'kind' | 'gist'>

/** What one stage of a query made of the event. */
export interface WhyStep {
  readonly text: string
  /** The place in the query's text; undefined where the plan has none. */
  readonly start: number | undefined
  readonly end: number | undefined
  readonly kept: boolean
  readonly tree: WhyNode | undefined
}

/** A condition with what it came to, and the values that decided. */
export interface WhyNode {
  readonly text: string
  readonly holds: boolean
  readonly start: number | undefined
  readonly end: number | undefined
  readonly values: readonly { readonly name: string; readonly value: string }[]
  readonly children: readonly WhyNode[]
}

export interface SpecimenEntry {
  readonly id: string
  readonly title: string
  readonly published: QueryEntry
  readonly fixed: QueryEntry | undefined
}

export interface HuntEntry extends QueryEntry {
  readonly question: string
}

export interface TestEntry {
  readonly id: string
  readonly guid: string | undefined
  readonly name: string
  readonly description: string
  readonly platforms: readonly string[]
  readonly executor: string
  readonly elevated: boolean
  /** With the arguments' defaults filled in. */
  readonly command: string
  readonly cleanup: string | undefined
  readonly prerequisites: readonly {
    readonly description: string
    readonly check: string
    readonly get: string | undefined
  }[]
  readonly publishedExpectation: string | undefined
  readonly differs: string | undefined
  readonly collector: string | undefined
  readonly constructed: readonly string[]
  readonly valid: boolean
  readonly events: number
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  readonly expectations: readonly {
    readonly says: string
    readonly satisfied: boolean
    readonly found: number
    readonly needed: number
    readonly why: string | undefined
    /** The first events of the recording that fit it. */
    readonly events: readonly SeenEvent[]
  }[]
}

export interface BaselineEntry {
  readonly id: string
  readonly title: string
  readonly kind: 'recorded' | 'constructed'
  readonly says: string | undefined
  readonly collector: string | undefined
  readonly events: number
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
}

export interface VariantEntry {
  readonly id: string
  readonly of: string
  readonly kind: 'recorded' | 'constructed'
  readonly says: string | undefined
  readonly events: number
  readonly caught: boolean
  readonly caughtBy: readonly { readonly query: string; readonly fires: boolean; readonly events: number }[]
}

export interface EquivalenceEntry {
  readonly query: string
  readonly other: string
  readonly verdict: 'proved' | 'refuted' | 'not refuted' | 'unknown'
  readonly says: string
}

/** A threshold or a list that may be moved: where it stands in its query's text, so that the page can run it again. */
export interface ParameterEntry {
  readonly name: string
  readonly query: string
  readonly meaning: string
  readonly default: string
  /** Undefined: it stands in the text in a form that the page cannot change. */
  readonly place:
    | { readonly start: number; readonly end: number; readonly kind: 'number' | 'string' | 'list' }
    | undefined
}

export interface Playbook {
  /** Markdown before the first step. */
  readonly intro: string
  readonly steps: readonly {
    readonly title: string
    readonly who: string | undefined
    readonly minutes: number | undefined
    readonly text: string
  }[]
  /** Sections after the steps: evidence, closing. */
  readonly more: readonly { readonly title: string; readonly text: string }[]
}

export interface InvestigationStep {
  readonly question: string
  /** Markdown. */
  readonly text: string
  /** Queries and hunts of the package that it names, by id. */
  readonly runs: readonly string[]
}

export interface RelatedEntry {
  readonly technique: string
  readonly name: string
  readonly relation: string
  readonly why: string
  /** The detection of this catalogue; undefined when there is none. */
  readonly detection: string | undefined
}

/** Files of a detection that a page offers for download: the name, and the bytes as text or base64. */
export interface Download {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}
