import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { type Fields, moreOf, oneOf } from './fields.ts'
import {
  type AggregationFunction,
  aggregationFunctions,
  baselineDefaults,
  type ChainRule,
  customWindow,
  type RuleCondition,
  type Window,
  windowSizes,
} from './model.ts'

export type RuleType = RuleCondition['type']

/** Names of the types in REST paths and import files; the last part of a REST path is the type. */
const typeNames: ReadonlyMap<string, RuleType> = new Map([
  ['match', 'match'],
  ['templated', 'match'],
  ['templated_match', 'match'],
  ['threshold', 'threshold'],
  ['chain', 'chain'],
  ['aggregation', 'aggregation'],
  ['first-seen', 'first seen'],
  ['first_seen', 'first seen'],
  ['outlier', 'outlier'],
])

/** The type that a rule names, else the one whose parts it has: the API keeps the type in its path. */
export function typeOfRule(fields: Fields): RuleType {
  const named = fields.text('patternType') ?? fields.text('ruleType')
  const known = named === undefined ? undefined : typeNames.get(named.toLowerCase())
  if (known !== undefined) return known
  if (fields.has('deviationThreshold')) return 'outlier'
  if (fields.has('valueFields')) return 'first seen'
  if (fields.has('triggerExpression') || fields.has('aggregationFunctions')) return 'aggregation'
  if (fields.has('expressionsAndLimits')) return 'chain'
  return fields.has('limit') ? 'threshold' : 'match'
}

/** What fires a rule of a type; undefined after saying what is missing. `places` learns where its expressions stand. */
export function readCondition(type: RuleType, fields: Fields, places: Map<string, Span>): RuleCondition | undefined {
  const groupBy = fields.texts('groupByFields')
  for (const [i, { span }] of groupBy.entries()) places.set(`groupBy.${i}`, span)
  const by = groupBy.map(g => g.text)
  const expression = (...names: readonly string[]): string => required(fields, places, 'expression', names)
  switch (type) {
    case 'match':
      return { type, expression: expression('expression') }
    case 'threshold': {
      const field = fields.text('countField')
      const distinct = fields.bool('countDistinct') === true ? field : undefined
      if (distinct !== undefined) places.set('distinct', fields.span('countField'))
      return {
        type,
        expression: expression('expression'),
        limit: limitOf(fields),
        distinct: distinct === '' ? undefined : distinct,
        ...(distinct === undefined && field !== undefined && field !== '' ? { unusedField: field } : {}),
        groupBy: by,
        window: windowOf(fields),
      }
    }
    case 'chain':
      return {
        type,
        steps: readSteps(fields, places),
        ordered: fields.bool('ordered') ?? false,
        groupBy: by,
        window: windowOf(fields),
      }
    case 'aggregation':
      return {
        type,
        expression: expression('matchExpression', 'expression'),
        aggregations: readAggregations(fields, places),
        trigger: required(fields, places, 'trigger', ['triggerExpression']),
        groupByEntity: fields.bool('groupByAsset') ?? true,
        groupBy: by,
        window: windowOf(fields),
      }
    case 'first seen': {
      const values = fields.texts('valueFields')
      for (const [i, { span }] of values.entries()) places.set(`values.${i}`, span)
      if (values.length === 0) sayRequired(fields, 'valueFields')
      return {
        type,
        expression: expression('filterExpression', 'expression'),
        valueFields: values.map(v => v.text),
        groupBy: by,
        baseline: oneOf(fields, 'baselineType', ['GLOBAL', 'PER_ENTITY'], 'PER_ENTITY'),
        ...baselineOf(fields),
      }
    }
    case 'outlier':
      return {
        type,
        expression: expression('matchExpression', 'expression'),
        aggregations: oneNumber(fields, readAggregations(fields, places)),
        deviations: deviationsOf(fields),
        floor: fields.number('floorValue') ?? 1,
        groupBy: by,
        window: hourOrDay(fields, windowOf(fields)),
        ...baselineOf(fields),
      }
  }
}

function required(fields: Fields, places: Map<string, Span>, place: string, names: readonly string[]): string {
  const name = names.find(n => fields.has(n))
  const text = name === undefined ? undefined : fields.text(name)
  if (name === undefined || text?.trim() === '') sayRequired(fields, names[0] ?? place)
  if (name === undefined || text === undefined || text.trim() === '') return ''
  places.set(place, fields.span(name))
  return text
}

function sayRequired(fields: Fields, name: string): void {
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `the rule has no \`${name}\``,
    because: 'without it nothing says when the rule fires',
    span: fields.span(name),
  })
}

function limitOf(fields: Fields): number {
  if (!fields.has('limit')) sayRequired(fields, 'limit')
  const limit = fields.number('limit') ?? 1
  if (Number.isInteger(limit) && limit >= 1) return limit
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `a limit is a whole number from 1, not ${limit}`,
    span: fields.span('limit'),
  })
  return 1
}

function readSteps(fields: Fields, places: Map<string, Span>): ChainRule['steps'] {
  const steps = fields.objects('expressionsAndLimits').map((own, i) => ({
    expression: required(own, places, `steps.${i}`, ['expression']),
    limit: limitOf(own),
    ...moreOf(own),
  }))
  if (steps.length < 2)
    fields.say({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: 'a chain rule has two expressions or more',
      because: 'with one it is a threshold rule (docs/cse/rules/write-chain-rule.md)',
      span: fields.span('expressionsAndLimits'),
    })
  return steps
}

function readAggregations(fields: Fields, places: Map<string, Span>): AggregationFunction[] {
  const found = fields.objects('aggregationFunctions').map((own, i): AggregationFunction => {
    const args = own.texts('arguments')
    for (const [j, { span }] of args.entries()) places.set(`aggregations.${i}.${j}`, span)
    places.set(`aggregations.${i}`, own.span('name'))
    return {
      name: own.text('name') ?? '',
      function: checkedFunction(own),
      arguments: args.map(a => a.text),
      ...moreOf(own),
    }
  })
  if (found.length === 0) sayRequired(fields, 'aggregationFunctions')
  return found
}

function checkedFunction(fields: Fields): string {
  const written = fields.text('function') ?? 'count'
  const known = aggregationFunctions.find(name => name === written.toLowerCase())
  if (known !== undefined) return known
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `\`${written}\` is no aggregation`,
    help: didYouMean(written, aggregationFunctions) ?? `the aggregations are ${aggregationFunctions.join(', ')}`,
    span: fields.span('function'),
  })
  return 'count'
}

/** The window; the API's answers name it in `windowSizeName` and count it in `windowSize`, published rules have `window`. */
function windowOf(fields: Fields): Window {
  const name = ['windowSizeName', 'windowSize', 'window'].find(n => fields.has(n)) ?? 'windowSize'
  const size = fields.text(name) ?? ''
  for (const other of ['windowSize', 'window']) fields.has(other)
  const custom = fields.number('windowSizeMilliseconds') ?? fields.number('windowSizeMillis')
  const fixed = Object.hasOwn(windowSizes, size.toUpperCase()) ? windowSizes[size.toUpperCase()] : undefined
  if (fixed !== undefined) return { size: size.toUpperCase(), ms: fixed }
  const counted = /^([0-9]+)(m|h|d)?$/.exec(size)
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[counted?.[2] ?? ''] ?? 1
  const ms = custom ?? (counted === null ? undefined : Number(counted[1]) * unit)
  if (ms !== undefined && ms >= customWindow.least && ms <= customWindow.most) {
    const known = Object.entries(windowSizes).find(([, length]) => length === ms)
    return { size: known?.[0] ?? 'CUSTOM', ms }
  }
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message:
      ms === undefined
        ? size === ''
          ? 'the rule has no `windowSize`'
          : `\`${size}\` is no length of a window`
        : `a window of ${ms} ms is too ${ms < customWindow.least ? 'short' : 'long'}`,
    help: `it is one of ${Object.keys(windowSizes).join(', ')}, or CUSTOM with \`windowSizeMilliseconds\` from ${customWindow.least} to ${customWindow.most}`,
    span: fields.span(name),
  })
  return { size: 'T05M', ms: 300_000 }
}

/** The functions of outlier rules: what gives a number (docs/cse/rules/write-outlier-rule.md). */
function oneNumber(fields: Fields, found: AggregationFunction[]): AggregationFunction[] {
  const [first, second] = found
  const wrong = second ?? (first?.function === 'first' || first?.function === 'last' ? first : undefined)
  if (wrong !== undefined)
    fields.say({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message:
        second === undefined
          ? `\`${wrong.function}\` is no aggregation of an outlier rule`
          : 'an outlier rule has one aggregation only',
      because: 'it compares one number per hour or day with those before it (docs/cse/rules/write-outlier-rule.md)',
      help: 'take one of count, count_distinct, sum, avg, min, max',
      span: fields.span('aggregationFunctions'),
    })
  return found
}

function deviationsOf(fields: Fields): number {
  const deviations = fields.number('deviationThreshold') ?? 3
  if (deviations > 0) return deviations
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `a sensitivity is more than 0 standard deviations, not ${deviations}`,
    because: 'the user interface offers 1 to 5 (docs/cse/rules/write-outlier-rule.md)',
    span: fields.span('deviationThreshold'),
  })
  return 3
}

function hourOrDay(fields: Fields, window: Window): Window {
  if (window.ms === windowSizes['T60M'] || window.ms === windowSizes['T24H']) return window
  fields.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: 'an outlier rule looks at hours (T60M) or days (T24H)',
    because: 'its baseline is hourly or daily (docs/cse/rules/write-outlier-rule.md)',
    span: fields.span('windowSize'),
  })
  return window
}

function baselineOf(fields: Fields): { readonly baselineMs: number; readonly retentionMs: number } {
  const baselineMs = fields.number('baselineWindowSize') ?? baselineDefaults.baselineMs
  const retentionMs = fields.number('retentionWindowSize') ?? baselineDefaults.retentionMs
  if (baselineMs >= retentionMs)
    fields.say({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: 'learning must take less time than what was learned is kept',
      because: 'docs/cse/rules/write-first-seen-rule.md: the learning period is shorter than the retention period',
      span: fields.span('baselineWindowSize'),
    })
  return { baselineMs, retentionMs }
}
