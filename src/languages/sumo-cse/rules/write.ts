import type { More, Rule, RuleCondition, Severity, Window } from './model.ts'

type Written = Record<string, unknown>

/** The last part of the REST path of a rule: `POST sec/v1/rules/<path>`. */
export const restPaths: Readonly<Record<RuleCondition['type'], string>> = {
  match: 'templated',
  threshold: 'threshold',
  chain: 'chain',
  aggregation: 'aggregation',
  'first seen': 'first-seen',
  outlier: 'outlier',
}

/** Names of the types in import files. */
const patternTypes: Readonly<Record<RuleCondition['type'], string>> = {
  match: 'templated_match',
  threshold: 'threshold',
  chain: 'chain',
  aggregation: 'aggregation',
  'first seen': 'first_seen',
  outlier: 'outlier',
}

/** The body of a REST call that makes or changes a rule (terraform-provider-sumologic, sumologic/sumologic_cse_*_rule.go). */
export const toRest = (rule: Rule): { readonly fields: Written } => ({ fields: restFields(rule) })

/** The file that the user interface imports: one or more rules, their names in snake case. */
export const toImportFile = (rules: readonly Rule[]): { readonly rules: readonly Written[] } => ({
  rules: rules.map(rule => {
    const { enabled, ...fields } = restFields(rule)
    return {
      content_type: 'RULE',
      rule_source: 'user',
      ...snake({ ...fields, enabled, patternType: patternTypes[rule.type] }),
    }
  }),
})

function restFields(rule: Rule): Written {
  const { signal, severity } = rule
  const byRule = rule.type === 'threshold' || rule.type === 'chain'
  const scored = rule.type === 'match' || rule.type === 'aggregation'
  return {
    ...rule.others,
    ...(rule.id === undefined ? {} : { id: rule.id }),
    name: rule.name,
    enabled: rule.enabled,
    isPrototype: rule.prototype,
    stream: rule.stream,
    summaryExpression: signal.summary,
    ...(byRule
      ? { description: signal.description }
      : { nameExpression: signal.name, descriptionExpression: signal.description }),
    tags: rule.tags,
    entitySelectors: rule.entities.map(withOthers),
    ...(scored ? { scoreMapping: scoreMapping(severity) } : { score: severity.default }),
    ...(rule.suppressionMs === undefined ? {} : { suppressionWindowSize: rule.suppressionMs }),
    ...(rule.tuning.length === 0 ? {} : { tuningExpressions: rule.tuning.map(withOthers) }),
    ...condition(rule),
  }
}

/** A part of a rule with what else stood in it. */
const withOthers = ({ others, ...part }: More): Written => ({ ...others, ...part })

const scoreMapping = (severity: Severity): Written => ({
  ...severity.others,
  type: severity.type,
  default: severity.default,
  field: severity.type === 'constant' ? null : severity.field,
  mapping: severity.type === 'fieldValueMapping' ? severity.mapping.map(m => m.written) : [],
})

const window = ({ size, ms }: Window): Written => ({
  windowSize: size,
  ...(size === 'CUSTOM' ? { windowSizeMilliseconds: String(ms) } : {}),
})

function condition(rule: RuleCondition): Written {
  switch (rule.type) {
    case 'match':
      return { expression: rule.expression }
    case 'threshold':
      return {
        expression: rule.expression,
        limit: rule.limit,
        countDistinct: rule.distinct !== undefined,
        countField: rule.distinct ?? rule.unusedField ?? '',
        groupByFields: rule.groupBy,
        ...window(rule.window),
      }
    case 'chain':
      return {
        expressionsAndLimits: rule.steps.map(withOthers),
        ordered: rule.ordered,
        groupByFields: rule.groupBy,
        ...window(rule.window),
      }
    case 'aggregation':
      return {
        matchExpression: rule.expression,
        aggregationFunctions: rule.aggregations.map(withOthers),
        triggerExpression: rule.trigger,
        groupByAsset: rule.groupByEntity,
        groupByFields: rule.groupBy,
        ...window(rule.window),
      }
    case 'first seen':
      return {
        filterExpression: rule.expression,
        valueFields: rule.valueFields,
        groupByFields: rule.groupBy,
        baselineType: rule.baseline,
        baselineWindowSize: String(rule.baselineMs),
        retentionWindowSize: String(rule.retentionMs),
      }
    case 'outlier':
      return {
        matchExpression: rule.expression,
        aggregationFunctions: rule.aggregations.map(withOthers),
        deviationThreshold: rule.deviations,
        floorValue: rule.floor,
        groupByFields: rule.groupBy,
        baselineWindowSize: String(rule.baselineMs),
        retentionWindowSize: String(rule.retentionMs),
        ...window(rule.window),
      }
  }
}

/** Names of the API as import files write them, at every depth. */
function snake(value: Written): Written {
  const turn = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(turn)
    return typeof part === 'object' && part !== null ? snake(part as Written) : part
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replace(/(?<=[a-z0-9])[A-Z]/g, letter => `_${letter.toLowerCase()}`),
      turn(inner),
    ]),
  )
}
