import type { Named, Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { allOf, negation } from '../../sumo/lower/logic.ts'
import { severityOf } from './severity.ts'
import { templateOf } from './template.ts'
import { conditionOf, fieldValue, type RuleContext, say, text } from './texts.ts'

/** Columns that the plans of rules make; no field of a record is named so. */
export const names = {
  time: 'signal time',
  number: 'record number',
  severity: 'signal severity',
  name: 'signal name',
  summary: 'signal summary',
  description: 'signal description',
  entity: 'signal entity',
} as const

/** The records that a rule looks at, with all that its signals say of them, in order of time. */
export interface Matching {
  readonly plan: Plan
  /** Columns with the value of each group field, as text after `=`; empty where it is missing. */
  readonly keys: readonly string[]
  readonly groups: readonly { readonly field: string; readonly column: string }[]
  /** A column with the entity, for each selector. */
  readonly entities: readonly { readonly column: string; readonly entityType: string }[]
}

/**
 * The records that fulfil a condition, numbered in order of time; records without a time come last, in the order of the
 * data. `more` are columns that the rule's own condition needs.
 */
export function matchingRecords(
  context: RuleContext,
  where: Predicate,
  groupBy: readonly string[],
  more: readonly Named<Scalar>[],
): Matching | undefined {
  const { rule } = context.placed
  const severity = severityOf(context, rule.severity)
  const keys = groupBy.map((field, i) => ({ name: `group ${i}`, value: fieldValue(context, field, `groupBy.${i}`) }))
  const entities = rule.entities.map(({ expression, entityType }, i) => ({
    column: `entity ${i}`,
    entityType,
    value: fieldValue(context, expression, `entities.${i}`),
  }))
  const time = timeOf(context)
  const tuned = tune(context, where)
  if (severity === undefined || time === undefined || tuned === undefined) return undefined
  const columns: Named<Scalar>[] = [
    { name: names.time, value: time },
    { name: names.severity, value: severity },
    { name: names.name, value: templateOf(context, rule.signal.name, 'name') },
    { name: names.summary, value: templateOf(context, rule.signal.summary, 'summary') },
    { name: names.description, value: templateOf(context, rule.signal.description, 'description') },
    ...more,
  ]
  for (const { name, value } of keys) {
    if (value === undefined) return undefined
    // A key that a record lacks is a group of its own.
    columns.push({ name, value: marked(asText(value)) })
  }
  for (const { column, value } of entities) {
    if (value === undefined) return undefined
    columns.push({ name: column, value: asText(value) })
  }
  const filtered: Plan = {
    op: 'filter',
    input: { op: 'scan', columns: context.schema.columns },
    where: allOf([tuned, { op: 'present', of: severity }]),
  }
  const extended: Plan = { op: 'extend', input: filtered, columns }
  const kept: Plan = { op: 'keep', input: extended, columns: columns.map(c => c.name) }
  const by: Scalar = { op: 'field', name: names.time, type: 'int' }
  const sorted: Plan = { op: 'sort', input: kept, keys: [{ by, descending: false, nulls: 'last' }] }
  const plan: Plan = {
    op: 'window',
    input: sorted,
    by: [],
    columns: [{ name: names.number, value: { fn: 'row_number', args: [], preceding: undefined, following: 0 } }],
  }
  const groups = groupBy.map((field, i) => ({ field, column: `group ${i}` }))
  return { plan, keys: groups.map(g => g.column), groups, entities }
}

/** Text that is present also where there is no value, different from every value. */
const marked = (value: Scalar): Scalar => ({
  op: 'call',
  fn: 'coalesce',
  args: [{ op: 'call', fn: 'concat', args: [text('='), value] }, text('')],
})

/** When a record happened: milliseconds since 1970. */
function timeOf(context: RuleContext): Scalar | undefined {
  const field = context.schema.fields.get('timestamp')
  if (field !== undefined) return field.scalar
  return say(context, {
    code: 'sumo-cse/no-time',
    severity: 'error',
    message: 'these records have no `timestamp`',
    because: 'a signal has a time, and rules over several records look at a span of time',
    span: { start: context.placed.span.start, end: context.placed.span.start + 1 },
  })
}

/** The condition with the tuning expressions that stand in the file (docs/cse/rules/rule-tuning-expressions.md). */
function tune(context: RuleContext, where: Predicate): Predicate | undefined {
  const parts: Predicate[] = [where]
  for (const [i, { expression, enabled, exclude }] of context.placed.rule.tuning.entries()) {
    if (!enabled) continue
    const tuning = conditionOf(context, expression, `tuning.${i}`)
    if (tuning === undefined) return undefined
    parts.push(exclude ? negation(tuning) : tuning)
  }
  return allOf(parts)
}
