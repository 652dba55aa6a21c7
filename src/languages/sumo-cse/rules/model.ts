/** A Cloud SIEM rule, whichever file or API it came from. Times are milliseconds. */
export type Rule = RuleBase & RuleCondition

export interface RuleBase {
  readonly id: string | undefined
  readonly name: string
  readonly enabled: boolean
  /** Signals of a prototype count for no insight and are never suppressed. */
  readonly prototype: boolean
  readonly stream: string
  /** Texts with `{{field}}` in them. */
  readonly signal: { readonly name: string; readonly summary: string; readonly description: string }
  readonly severity: Severity
  readonly tags: readonly string[]
  /** A signal is made for each of these that the record has. */
  readonly entities: readonly EntitySelector[]
  /** How long a signal of one name and entity is suppressed; undefined: as the organisation sets it. */
  readonly suppressionMs: number | undefined
  readonly tuning: readonly TuningExpression[]
  /** What else stood in the file, by the REST API's names; it is written back as it was. */
  readonly others: Readonly<Record<string, unknown>>
}

/** What else stood in a part of a rule, by the REST API's names; it is written back as it was. */
export interface More {
  readonly others?: Readonly<Record<string, unknown>>
}

export interface EntitySelector extends More {
  readonly entityType: string
  readonly expression: string
}

export interface TuningExpression extends More {
  readonly expression: string
  readonly enabled: boolean
  /** Records that fulfil it fire no signal; without, only those do. */
  readonly exclude: boolean
}

export type Severity = More &
  (
    | { readonly type: 'constant'; readonly default: number }
    | { readonly type: 'fieldValue'; readonly default: number; readonly field: string }
    | {
        readonly type: 'fieldValueMapping'
        readonly default: number
        readonly field: string
        /** The first that holds decides. */
        readonly mapping: readonly SeverityMapping[]
      }
  )

/** When a mapping holds of the value of a field (docs/cse/rules/write-match-rule.md, "Configure dynamic severity"). */
export const severityTests = ['equal', 'greater', 'less', 'between', 'missing'] as const

export interface SeverityMapping {
  readonly is: (typeof severityTests)[number]
  /** What the field is compared with: two values for `between`, none for `missing`, else one. */
  readonly values: readonly string[]
  readonly to: number
  /** As it stood in the file; the API publishes one form only. */
  readonly written: Readonly<Record<string, unknown>>
}

export interface AggregationFunction extends More {
  readonly name: string
  readonly function: string
  readonly arguments: readonly string[]
}

export interface Window {
  /** As the API names it; `CUSTOM` with any length. */
  readonly size: string
  readonly ms: number
}

export type RuleCondition = MatchRule | ThresholdRule | ChainRule | AggregationRule | FirstSeenRule | OutlierRule

/** Fires for each record that matches (docs/cse/rules/write-match-rule.md). */
export interface MatchRule {
  readonly type: 'match'
  readonly expression: string
}

/** Fires when so many records match in a time (docs/cse/rules/write-threshold-rule.md). */
export interface ThresholdRule {
  readonly type: 'threshold'
  readonly expression: string
  readonly limit: number
  /** Counts different values of this field in place of records. */
  readonly distinct: string | undefined
  /** A field that stands in the file and is not counted. */
  readonly unusedField?: string
  readonly groupBy: readonly string[]
  readonly window: Window
}

/** Fires when each expression is matched so often in one time (docs/cse/rules/write-chain-rule.md). */
export interface ChainRule {
  readonly type: 'chain'
  readonly steps: readonly ({ readonly expression: string; readonly limit: number } & More)[]
  readonly ordered: boolean
  readonly groupBy: readonly string[]
  readonly window: Window
}

/** Fires when a condition on aggregates of the matching records holds (docs/cse/rules/write-aggregation-rule.md). */
export interface AggregationRule {
  readonly type: 'aggregation'
  readonly expression: string
  readonly aggregations: readonly AggregationFunction[]
  readonly trigger: string
  /** Whether the entity is a group key beside `groupBy`. */
  readonly groupByEntity: boolean
  readonly groupBy: readonly string[]
  readonly window: Window
}

/** Fires for a value that was not seen before (docs/cse/rules/write-first-seen-rule.md). */
export interface FirstSeenRule {
  readonly type: 'first seen'
  readonly expression: string
  readonly valueFields: readonly string[]
  readonly groupBy: readonly string[]
  readonly baseline: 'GLOBAL' | 'PER_ENTITY'
  readonly baselineMs: number
  readonly retentionMs: number
}

/** Fires when an aggregate is far from what it used to be (docs/cse/rules/write-outlier-rule.md). */
export interface OutlierRule {
  readonly type: 'outlier'
  readonly expression: string
  readonly aggregations: readonly AggregationFunction[]
  readonly deviations: number
  readonly floor: number
  readonly groupBy: readonly string[]
  readonly window: Window
  readonly baselineMs: number
  readonly retentionMs: number
}

/** Lengths of windows by the API's names (the resources `sumologic_cse_*_rule` of terraform-provider-sumologic). */
export const windowSizes: Readonly<Record<string, number>> = {
  T05M: 300_000,
  T10M: 600_000,
  T30M: 1_800_000,
  T60M: 3_600_000,
  T12H: 43_200_000,
  T24H: 86_400_000,
  T05D: 432_000_000,
}

/** What a custom window may be: a minute to five days. */
export const customWindow = { least: 60_000, most: 432_000_000 } as const

/** The aggregate functions of aggregation and outlier rules (docs/cse/rules/write-aggregation-rule.md). */
export const aggregationFunctions = ['avg', 'count', 'count_distinct', 'first', 'last', 'max', 'min', 'sum'] as const
export type AggregationFunctionName = (typeof aggregationFunctions)[number]

export const day = 86_400_000
/** Defaults of first seen and outlier rules (docs/cse/rules/write-first-seen-rule.md). */
export const baselineDefaults = { baselineMs: 30 * day, retentionMs: 90 * day } as const

/** The kinds of entities and the attributes that hold them (docs/cse/get-started-with-cloud-siem/insight-generation-process.md). */
export const entityTypes: ReadonlySet<string> = new Set(
  'ip username hostname mac process command file hash domain url useragent email resource pod deployment replicaset'
    .split(' ')
    .map(name => `_${name}`),
)
