import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Column } from '../../../event/value.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import { allOf, anyOf, negation } from '../../kit/logic.ts'
import type { Condition } from '../detection/condition.ts'
import type { Group } from '../detection/model.ts'
import type { Report } from '../report.ts'
import { filtersFor } from '../rule/collection.ts'
import type { Collection, Identifier, Rule, RuleLogSource } from '../rule/model.ts'
import type { Context } from './context.ts'
import { lowerItem } from './item.ts'

/**
 * The events that a rule matches, as a filter over the events: those of its log source for which one of its conditions holds, and
 * the conditions of all filters for it. Undefined where it cannot run, which is said.
 */
export function lowerEvents(rule: Rule, collection: Collection, schema: Schema): Outcome<Plan> {
  const report: Report = []
  const where = matching({ schema, report, missing: new Set() }, rule, collection)
  if (where === undefined || hasErrors(report)) return { value: undefined, diagnostics: inOrder(report) }
  const input: Plan = { op: 'scan', columns: schema.columns }
  return { value: { op: 'filter', input, where }, diagnostics: inOrder(report) }
}

/** What holds of the events that a rule matches. */
export function matching(context: Context, rule: Rule, collection: Collection): Predicate | undefined {
  const parts: (Predicate | undefined)[] = [anyOfConditions(context, rule.conditions, rule.identifiers)]
  for (const filter of filtersFor(collection, rule)) {
    // What is said of a filter has its place in the file of the filter.
    const own: Context = filter.file === rule.file ? context : { ...context, report: [] }
    parts.push(anyOfConditions(own, [filter.condition], filter.identifiers))
    if (own !== context && hasErrors(own.report)) parts.push(undefined)
  }
  if (!parts.every(part => part !== undefined)) return undefined
  return allOf([...fromLogSource(context.schema, rule.logSource), ...parts])
}

function anyOfConditions(
  context: Context,
  conditions: readonly Condition[],
  identifiers: ReadonlyMap<string, Identifier>,
): Predicate | undefined {
  const made = new Map<string, Predicate | undefined>()
  const ofName = (name: string): Predicate | undefined => {
    if (made.has(name)) return made.get(name)
    const group = identifiers.get(name)?.group
    const predicate = group === undefined ? undefined : ofGroup(context, group)
    made.set(name, predicate)
    return predicate
  }
  const all = conditions.map(condition => ofCondition(condition, ofName))
  return all.every(part => part !== undefined) ? anyOf(all) : undefined
}

function ofCondition(condition: Condition, ofName: (name: string) => Predicate | undefined): Predicate | undefined {
  const { span } = condition
  switch (condition.is) {
    case 'identifier':
      return ofName(condition.name)
    case 'not': {
      const inner = ofCondition(condition.of, ofName)
      return inner === undefined ? undefined : negation(inner, span)
    }
    case 'and':
    case 'or': {
      const parts = condition.of.map(part => ofCondition(part, ofName))
      if (!parts.every(part => part !== undefined)) return undefined
      return condition.is === 'and' ? allOf(parts, span) : anyOf(parts, span)
    }
    case 'of': {
      const parts = condition.names.map(ofName)
      if (!parts.every(part => part !== undefined)) return undefined
      return condition.quantifier === 'all' ? allOf(parts, span) : anyOf(parts, span)
    }
  }
}

function ofGroup(context: Context, group: Group): Predicate | undefined {
  if (group.is === 'item') return lowerItem(context, group.item)
  const parts = group.of.map(part => ofGroup(context, part))
  if (!parts.every(part => part !== undefined)) return undefined
  return group.is === 'and' ? allOf(parts, group.span) : anyOf(parts, group.span)
}

const texts: Column['type'] = { list: 'string' }

/**
 * Events that may be of a log source: those that say nothing of a dimension, or the same. An event is in several categories at
 * once (sigma-appendix-taxonomy.md).
 */
function fromLogSource({ columns }: Schema, { product, service, category }: RuleLogSource): Predicate[] {
  const has = (name: string, type: Column['type']): boolean =>
    columns.some(c => c.name === name && JSON.stringify(c.type) === JSON.stringify(type))
  if (!has('product', 'string') || !has('service', 'string') || !has('categories', texts)) return []
  const isWord = (of: Scalar, value: string): Predicate => ({
    op: 'compare',
    is: 'eq',
    left: of,
    right: { op: 'literal', type: 'string', value },
  })
  const parts: Predicate[] = []
  for (const [name, value] of [
    ['product', product],
    ['service', service],
  ] as const) {
    if (value === undefined) continue
    const of: Scalar = { op: 'field', name, type: 'string' }
    parts.push(anyOf([negation({ op: 'present', of }), isWord(of, value)]))
  }
  if (category !== undefined) {
    const list: Scalar = { op: 'field', name: 'categories', type: texts }
    const element: Scalar = { op: 'field', name: 'category', type: 'string' }
    const within: Predicate = { op: 'some', list, as: 'category', where: isWord(element, category) }
    parts.push(anyOf([negation({ op: 'present', of: list }), within]))
  }
  return parts
}
