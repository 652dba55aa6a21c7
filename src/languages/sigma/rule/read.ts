import { didYouMean } from '../../../base/suggest.ts'
import { type Condition, readCondition } from '../detection/condition.ts'
import { readGroup } from '../detection/group.ts'
import type { Reading } from '../detection/item.ts'
import { type Report, warn, wrong } from '../report.ts'
import { entryOf, kindOf, type MapNode, type Node, type ScalarNode } from '../yaml/node.ts'
import { readCorrelation } from './correlation.ts'
import { readHead } from './head.ts'
import type { Filter, Identifier, Reference, Rule, RuleLogSource, SigmaDocument } from './model.ts'

/** A document as what it is: a rule, a correlation or a filter. Undefined where it has no meaning, which is said. */
export function readDocument(reading: Reading, node: Node, file: string): SigmaDocument | undefined {
  const { report } = reading
  if (node.is !== 'map')
    return wrong(report, 'document', node.span, `a Sigma document is a map, and this is ${kindOf(node)}`, {
      help: 'write `title: …`, `logsource: …` and `detection: …`',
    })
  if (entryOf(node, 'correlation') !== undefined) return readCorrelation(report, node, file)
  if (entryOf(node, 'filter') !== undefined) return readFilter(reading, node, file)
  if (entryOf(node, 'detection') !== undefined) return readRule(reading, node, file)
  const near = node.entries
    .map(e => didYouMean(e.key.written, ['detection', 'correlation', 'filter']))
    .find(n => n !== undefined)
  return wrong(report, 'document', headOf(node), 'this document detects nothing', {
    because: 'a rule has `detection`, a correlation `correlation`, a filter `filter`',
    help: near ?? `add one of them; its keys are ${node.entries.map(e => e.key.written).join(', ') || 'none'}`,
  })
}

/** The first key of a document, to point at the document as a whole. */
export const headOf = (node: MapNode) =>
  node.entries[0]?.key.span ?? { start: node.span.start, end: node.span.start + 1 }

function readRule(reading: Reading, node: MapNode, file: string): Rule | undefined {
  const { report } = reading
  const head = readHead(node, report)
  const logSource = readLogSource(node, report)
  const body = entryOf(node, 'detection')
  if (body?.is !== 'map')
    return wrong(
      report,
      'detection',
      body?.span ?? headOf(node),
      `\`detection\` is ${body === undefined ? 'missing' : kindOf(body)}`,
      {
        help: 'write selections with names, and a `condition`',
      },
    )
  const read = readSearches(reading, body, ['condition', 'timeframe'])
  const timeframe = body.entries.find(e => e.key.written === 'timeframe')
  if (timeframe !== undefined)
    warn(report, 'timeframe', timeframe.key.span, '`timeframe` has no meaning in a rule any more', {
      because: 'it belonged to aggregations in conditions, which were taken out with version 2',
      help: 'write a correlation with a `timespan` as a second document',
    })
  const conditions = readConditions(body, read.names, report)
  if (read.identifiers === undefined || conditions === undefined || logSource === undefined) return undefined
  return { kind: 'rule', head, file, span: node.span, node, logSource, identifiers: read.identifiers, conditions }
}

function readLogSource(node: MapNode, report: Report): RuleLogSource | undefined {
  const value = entryOf(node, 'logsource')
  if (value === undefined)
    return wrong(report, 'logsource', headOf(node), 'there is no `logsource`', {
      because: 'it says which logs the rule is for',
      help: 'write `logsource: {category: process_creation, product: windows}`, or what fits',
    })
  if (value.is !== 'map')
    return wrong(report, 'logsource', value.span, `\`logsource\` is ${kindOf(value)}, and has to be a map`)
  const read: { -readonly [K in keyof RuleLogSource]: RuleLogSource[K] } = {}
  for (const key of ['category', 'product', 'service'] as const) {
    const part = entryOf(value, key)
    if (part === undefined || (part.is === 'scalar' && part.type === 'null')) continue
    if (part.is !== 'scalar')
      return wrong(report, 'logsource', part.span, `\`${key}\` is ${kindOf(part)}, and has to be a word`)
    read[key] = part.written
  }
  if (Object.keys(read).length > 0) return read
  const near = value.entries
    .map(e => didYouMean(e.key.written, ['category', 'product', 'service']))
    .find(n => n !== undefined)
  return wrong(report, 'logsource', value.span, 'the log source says nothing', {
    because: 'a rule names a category, a product or a service',
    ...(near === undefined ? {} : { help: near }),
  })
}

interface Searches {
  /** Undefined where one of them has no meaning. */
  readonly identifiers: ReadonlyMap<string, Identifier> | undefined
  readonly names: ReadonlySet<string>
}

function readSearches(reading: Reading, body: MapNode, others: readonly string[]): Searches {
  const identifiers = new Map<string, Identifier>()
  const searches = body.entries.filter(e => !others.includes(e.key.written))
  let good = true
  for (const { key, value } of searches) {
    const group = readGroup(reading, value)
    if (group === undefined) good = false
    else identifiers.set(key.written, { name: key.written, span: key.span, group })
  }
  if (searches.length === 0) {
    good = false
    wrong(reading.report, 'detection', body.span, 'there is no selection', {
      help: 'write `selection:` with the fields to look for',
    })
  }
  return { identifiers: good ? identifiers : undefined, names: new Set(searches.map(e => e.key.written)) }
}

function readConditions(body: MapNode, names: ReadonlySet<string>, report: Report): readonly Condition[] | undefined {
  const value = entryOf(body, 'condition')
  if (value === undefined || (value.is === 'scalar' && value.type === 'null'))
    return wrong(
      report,
      'condition',
      value?.span ?? body.entries[0]?.key.span ?? body.span,
      'there is no `condition`',
      {
        help: `write \`condition: ${[...names][0] ?? 'selection'}\``,
      },
    )
  const nodes = value.is === 'list' ? value.items : [value]
  if (nodes.length === 0) return wrong(report, 'condition', value.span, 'the list of conditions is empty')
  const read = nodes.map(node =>
    node.is === 'scalar'
      ? readCondition(node, names, report)
      : wrong(report, 'condition', node.span, `a condition is a text, and this is ${kindOf(node)}`),
  )
  return read.every(c => c !== undefined) ? read : undefined
}

function readFilter(reading: Reading, node: MapNode, file: string): Filter | undefined {
  const { report } = reading
  const head = readHead(node, report)
  const logSource = readLogSource(node, report)
  const body = entryOf(node, 'filter')
  if (body?.is !== 'map')
    return wrong(report, 'filter', body?.span ?? headOf(node), '`filter` has to be a map', {
      help: 'write `rules`, selections and a `condition`',
    })
  const rules = readTargets(body, report)
  const read = readSearches(reading, body, ['condition', 'rules'])
  const [condition, more] = readConditions(body, read.names, report) ?? []
  if (more !== undefined) wrong(report, 'filter', more.span, 'a filter has one condition')
  if (rules === undefined || read.identifiers === undefined || condition === undefined || logSource === undefined)
    return undefined
  if (!mentionsNot(condition))
    warn(
      report,
      'filter-without-not',
      condition.span,
      'this filter keeps what its selections match, and drops the rest',
      {
        because: 'its condition is added to the rules with `and`',
        help: 'write `not` before the selection to drop what it matches',
      },
    )
  return {
    kind: 'filter',
    head,
    file,
    span: node.span,
    node,
    logSource,
    rules: rules.of,
    identifiers: read.identifiers,
    condition,
  }
}

const mentionsNot = (condition: Condition): boolean =>
  condition.is === 'not' || ((condition.is === 'and' || condition.is === 'or') && condition.of.some(mentionsNot))

function readTargets(body: MapNode, report: Report): { readonly of: readonly Reference[] | undefined } | undefined {
  const value = entryOf(body, 'rules')
  if (value === undefined)
    return wrong(
      report,
      'filter',
      body.entries[0]?.key.span ?? body.span,
      'the filter does not say which `rules` it is for',
      {
        help: 'write `rules: any`, or a list of ids or names',
      },
    )
  if (value.is === 'scalar' && value.written === 'any') return { of: undefined }
  const references = readReferences(value, report)
  if (references === undefined) return undefined
  return { of: references.length === 0 ? undefined : references }
}

/** Rules named by id or by name: one, or a list. */
export function readReferences(value: Node, report: Report): Reference[] | undefined {
  const nodes = value.is === 'list' ? value.items : [value]
  const scalars = nodes.filter((node): node is ScalarNode => node.is === 'scalar' && node.type !== 'null')
  const other = nodes.find(node => node.is !== 'scalar' || node.type === 'null')
  if (other !== undefined)
    return wrong(report, 'reference', other.span, `a rule is named by its id or name, not by ${kindOf(other)}`)
  return scalars.map(node => ({ to: node.written, span: node.span }))
}
