import type { Span } from '../../../base/span.ts'
import type { About } from '../../detection.ts'
import type { Condition } from '../detection/condition.ts'
import type { Group } from '../detection/model.ts'
import type { MapNode, ScalarNode } from '../yaml/node.ts'

/** Which logs a rule reads. A dimension that is not set is any. */
export interface RuleLogSource {
  readonly category?: string
  readonly product?: string
  readonly service?: string
}

/** What all documents have: where they stand, and what they say of themselves. */
interface Document {
  readonly head: About
  /** The name of the source it stands in. */
  readonly file: string
  readonly span: Span
  readonly node: MapNode
}

/** A search identifier of a detection. */
export interface Identifier {
  readonly name: string
  readonly span: Span
  readonly group: Group
}

/** A detection of events. */
export interface Rule extends Document {
  readonly kind: 'rule'
  readonly logSource: RuleLogSource
  readonly identifiers: ReadonlyMap<string, Identifier>
  /** Any of them. */
  readonly conditions: readonly Condition[]
}

/** A condition that is added to rules. */
export interface Filter extends Document {
  readonly kind: 'filter'
  readonly logSource: RuleLogSource
  /** Ids or names of rules; undefined: any. */
  readonly rules: readonly Reference[] | undefined
  readonly identifiers: ReadonlyMap<string, Identifier>
  readonly condition: Condition
}

/** A rule that another document names, by id or by name. */
export interface Reference {
  readonly to: string
  readonly span: Span
}

export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median'

export type Comparator = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq'

/** Events that belong together. */
export interface Correlation extends Document {
  readonly kind: 'correlation'
  readonly type: CorrelationType
  readonly rules: readonly Reference[]
  readonly groupBy: readonly ScalarNode[]
  readonly spanMicros: bigint
  /** All of them hold for the number; empty where the type has a condition of its own. */
  readonly limits: readonly { readonly is: Comparator; readonly number: number }[]
  /** What is counted, or calculated with. */
  readonly fields: readonly ScalarNode[]
  /** From 0 to 100. */
  readonly percentile: number
  /** By the name of an alias, the field of each rule. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, ScalarNode>>
  /** Whether the rules it refers to alert on their own too. */
  readonly generate: boolean
}

export type SigmaDocument = Rule | Filter | Correlation

/** The documents of one file, or of several that were joined. */
export interface Collection {
  readonly documents: readonly SigmaDocument[]
}
