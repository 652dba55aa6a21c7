import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { type Report, wrong } from '../report.ts'
import { entryOf, kindOf, type MapNode, type Node, type ScalarNode } from '../yaml/node.ts'
import { readHead } from './head.ts'
import type { Comparator, Correlation, CorrelationType } from './model.ts'
import { headOf, readReferences } from './read.ts'

/** What each type of correlation needs (sigma-correlation-rules-specification.md). */
export const correlationTypes: Readonly<
  Record<CorrelationType, { readonly condition: boolean; readonly fields: 'none' | 'one' | 'many' }>
> = {
  event_count: { condition: true, fields: 'none' },
  value_count: { condition: true, fields: 'many' },
  temporal: { condition: false, fields: 'none' },
  temporal_ordered: { condition: false, fields: 'none' },
  value_sum: { condition: true, fields: 'one' },
  value_avg: { condition: true, fields: 'one' },
  value_percentile: { condition: true, fields: 'one' },
  value_median: { condition: true, fields: 'one' },
}

const comparators: readonly Comparator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq']
const keys = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'] as const

/** Reads a correlation; undefined where it has no meaning, which is said. */
export function readCorrelation(report: Report, node: MapNode, file: string): Correlation | undefined {
  const head = readHead(node, report)
  const body = entryOf(node, 'correlation')
  if (body?.is !== 'map')
    return wrong(report, 'correlation', body?.span ?? headOf(node), '`correlation` has to be a map', {
      help: `write ${keys.join(', ')}`,
    })
  const before = report.filter(d => d.severity === 'error').length
  for (const { key } of body.entries) unknownKey(key, keys, report)
  const type = readType(body, report)
  const rules = readRules(body, report)
  const spanMicros = readTimespan(body, report)
  const groupBy = readScalars(entryOf(body, 'group-by'), 'group-by', report)
  const condition = type === undefined ? undefined : readLimits(body, type, report)
  const aliases = readAliases(entryOf(body, 'aliases'), report)
  const generate = readGenerate(node, body, report)
  const failed = report.filter(d => d.severity === 'error').length > before
  if (failed || type === undefined || rules === undefined || spanMicros === undefined || condition === undefined)
    return undefined
  return {
    kind: 'correlation',
    head,
    file,
    span: node.span,
    node,
    type,
    rules,
    groupBy: groupBy ?? [],
    spanMicros,
    ...condition,
    aliases: aliases ?? new Map(),
    generate,
  }
}

function unknownKey(key: ScalarNode, known: readonly string[], report: Report): void {
  if (known.includes(key.written)) return
  const near = didYouMean(key.written, known)
  wrong(report, 'correlation', key.span, `a correlation has no \`${key.written}\``, {
    because: `it has ${known.join(', ')}`,
    ...(near === undefined ? {} : { help: near }),
  })
}

const atOf = (body: MapNode): Span => body.entries[0]?.key.span ?? body.span

function readType(body: MapNode, report: Report): CorrelationType | undefined {
  const value = entryOf(body, 'type')
  if (value === undefined)
    return wrong(report, 'correlation', atOf(body), 'the correlation has no `type`', {
      help: `write one of ${Object.keys(correlationTypes).join(', ')}`,
    })
  const written = value.is === 'scalar' ? value.written : ''
  if (Object.hasOwn(correlationTypes, written)) return written as CorrelationType
  const near = didYouMean(written, Object.keys(correlationTypes))
  return wrong(report, 'correlation', value.span, `there is no correlation of type \`${written}\``, {
    because: `the types are ${Object.keys(correlationTypes).join(', ')}`,
    ...(near === undefined ? {} : { help: near }),
  })
}

function readRules(body: MapNode, report: Report): Correlation['rules'] | undefined {
  const value = entryOf(body, 'rules')
  const references = value === undefined ? [] : readReferences(value, report)
  if (references === undefined || references.length > 0) return references
  return wrong(report, 'correlation', value?.span ?? atOf(body), 'the correlation names no `rules`', {
    help: 'write the ids or names of the rules whose events it correlates',
  })
}

const units: Readonly<Record<string, bigint>> = {
  s: 1_000_000n,
  m: 60_000_000n,
  h: 3_600_000_000n,
  d: 86_400_000_000n,
  w: 604_800_000_000n,
}

function readTimespan(body: MapNode, report: Report): bigint | undefined {
  const value = entryOf(body, 'timespan')
  if (value === undefined)
    return wrong(report, 'correlation', atOf(body), 'the correlation has no `timespan`', {
      help: 'write `timespan: 5m`',
    })
  const written = value.is === 'scalar' ? value.written : ''
  const found = /^([0-9]{1,9})([smhdw])$/.exec(written)
  const unit = units[found?.[2] ?? '']
  if (found !== null && unit !== undefined && Number(found[1]) > 0) return BigInt(found[1] ?? '0') * unit
  const month = /^[0-9]+M$/.test(written)
  return wrong(report, 'timespan', value.span, `\`${written}\` is no timespan`, {
    because: month ? '`M` would be months, which have no fixed length; `m` is minutes' : 'it is a number and a unit',
    help: 'write seconds `30s`, minutes `5m`, hours `1h` or days `7d`',
  })
}

function readScalars(value: Node | undefined, name: string, report: Report): ScalarNode[] | undefined {
  if (value === undefined || (value.is === 'scalar' && value.type === 'null')) return []
  const nodes = value.is === 'list' ? value.items : [value]
  const scalars = nodes.filter(node => node.is === 'scalar')
  if (scalars.length === nodes.length) return scalars
  return wrong(report, 'correlation', value.span, `\`${name}\` is a field, or a list of fields`)
}

function readLimits(
  body: MapNode,
  type: CorrelationType,
  report: Report,
): Pick<Correlation, 'limits' | 'fields' | 'percentile'> | undefined {
  const value = entryOf(body, 'condition')
  const needs = correlationTypes[type]
  if (value === undefined) {
    if (!needs.condition) return { limits: [], fields: [], percentile: 50 }
    return wrong(report, 'correlation', atOf(body), `\`${type}\` needs a \`condition\``, {
      help: needs.fields === 'none' ? 'write `condition: {gte: 10}`' : 'write `condition: {field: …, gte: 10}`',
    })
  }
  if (value.is !== 'map') {
    const extended = value.is === 'scalar' && type.startsWith('temporal')
    return wrong(
      report,
      'correlation',
      value.span,
      extended ? 'conditions over rules are no part of the specification' : '`condition` is a map',
      {
        because: extended ? 'only pySigma reads them' : `it is ${kindOf(value)}`,
        help: 'write `condition: {gte: 10}`',
      },
    )
  }
  for (const { key } of value.entries) unknownKey(key, [...comparators, 'field', 'percentile'], report)
  const limits = comparators.flatMap(is => {
    const node = entryOf(value, is)
    if (node === undefined) return []
    if (node.is === 'scalar' && (node.type === 'int' || node.type === 'float'))
      return [{ is, number: Number(node.text) }]
    wrong(report, 'correlation', node.span, `\`${is}\` needs a number`, { help: 'write a number without quotes' })
    return []
  })
  if (limits.length === 0)
    wrong(report, 'correlation', value.span, 'the condition compares with nothing', { help: 'write `gte: 10`' })
  const fields = readScalars(entryOf(value, 'field'), 'field', report) ?? []
  if (needs.fields !== 'none' && fields.length === 0)
    wrong(report, 'correlation', value.span, `\`${type}\` needs the field that it looks at`, {
      help: 'write `field: …` in the condition',
    })
  if (needs.fields === 'one' && fields.length > 1)
    wrong(report, 'correlation', fields[1]?.span ?? value.span, `\`${type}\` looks at one field`)
  if (needs.fields === 'none' && fields.length > 0)
    wrong(report, 'correlation', fields[0]?.span ?? value.span, `\`${type}\` counts events, whatever is in them`, {
      help: 'use `value_count` for different values',
    })
  const percentile = entryOf(value, 'percentile')
  const share = percentile === undefined ? 50 : percentile.is === 'scalar' ? Number(percentile.text) : Number.NaN
  if (!(share >= 0 && share <= 100))
    wrong(report, 'correlation', percentile?.span ?? value.span, '`percentile` is a number from 0 to 100')
  return { limits, fields, percentile: share }
}

function readAliases(value: Node | undefined, report: Report): Correlation['aliases'] | undefined {
  if (value === undefined) return new Map()
  const bad = (at: Span): undefined =>
    wrong(report, 'correlation', at, 'an alias says for each rule which of its fields it is', {
      help: 'write `aliases: {ip: {rule_a: src_ip, rule_b: c-ip}}`',
    })
  if (value.is !== 'map') return bad(value.span)
  const aliases = new Map<string, Map<string, ScalarNode>>()
  for (const { key, value: fields } of value.entries) {
    if (fields.is !== 'map') return bad(fields.span)
    const byRule = new Map<string, ScalarNode>()
    for (const entry of fields.entries) {
      if (entry.value.is !== 'scalar') return bad(entry.value.span)
      byRule.set(entry.key.written, entry.value)
    }
    aliases.set(key.written, byRule)
  }
  return aliases
}

/** `generate` stands in the correlation, or beside it as older rules have it. */
function readGenerate(node: MapNode, body: MapNode, report: Report): boolean {
  const value = entryOf(body, 'generate') ?? entryOf(node, 'generate')
  if (value === undefined) return false
  if (value.is === 'scalar' && value.type === 'bool') return value.text === 'true'
  wrong(report, 'correlation', value.span, '`generate` is true or false')
  return false
}
