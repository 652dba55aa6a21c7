import { hasErrors } from '../../../base/diagnostic.ts'
import type { Column } from '../../../event/value.ts'
import { typeOf } from '../../../plan/columns.ts'
import type { Named, Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { anyOf, negation } from '../../kit/logic.ts'
import { warn, wrong } from '../report.ts'
import { referred } from '../rule/collection.ts'
import type { Collection, Correlation, Reference, Rule } from '../rule/model.ts'
import type { ScalarNode } from '../yaml/node.ts'
import { type Context, fieldOf } from './context.ts'
import { lowerAlerts, type Trail } from './correlation.ts'
import { matching } from './rule.ts'

// What a correlation looks at: one row for each event that a rule of it matches, and for each alert of a correlation that it
// refers to, with the same columns.

export const at: Column = { name: 'at', type: 'time' }
export const keyColumn = (i: number): Column => ({ name: `key ${i}`, type: 'string' })
export const valueColumn = (i: number): Column => ({ name: `value ${i}`, type: 'string' })
export const flagColumn = (i: number): Column => ({ name: `matches ${i}`, type: 'bool' })

export const read = ({ name, type }: Column): Scalar => ({ op: 'field', name, type })
export const isSet = (column: Column): Predicate => ({
  op: 'compare',
  is: 'eq',
  left: read(column),
  right: { op: 'literal', type: 'bool', value: true },
})

/** A document that a correlation refers to, by its place among them. */
interface Part {
  readonly place: number
  readonly reference: Reference
  readonly of: Rule | Correlation
}

/** The points of a correlation, in order of time; those without a time, or without one of the keys, take no part. */
export function pointsOf(
  context: Context,
  correlation: Correlation,
  collection: Collection,
  trail: Trail,
): Plan | undefined {
  const parts: Part[] = []
  for (const [place, reference] of correlation.rules.entries()) {
    const of = referred(collection, reference.to)
    if (of === undefined)
      wrong(context.report, 'unknown-rule', reference.span, `there is no rule \`${reference.to}\` here`, {
        because: 'rules are named by id or by name, never by title',
        help: 'check the id, or add the file that holds the rule',
      })
    else parts.push({ place, reference, of })
  }
  const rules = parts.filter((part): part is Part & { of: Rule } => part.of.kind === 'rule')
  const inner = parts.filter((part): part is Part & { of: Correlation } => part.of.kind === 'correlation')
  const plans = [
    ...(rules.length === 0 ? [] : [eventPoints(context, correlation, collection, rules)]),
    ...inner.map(part => alertPoints(context, correlation, collection, part, trail)),
  ]
  if (hasErrors(context.report) || !plans.every(plan => plan !== undefined)) return undefined
  const [only] = plans
  if (only === undefined) return undefined
  const input: Plan = plans.length === 1 ? only : { op: 'union', inputs: plans }
  const present: Plan = {
    op: 'filter',
    input,
    where: {
      op: 'and',
      args: [at, ...correlation.groupBy.map((_, i) => keyColumn(i))].map(c => ({ op: 'present', of: read(c) })),
    },
  }
  return { op: 'sort', input: present, keys: [{ by: read(at), descending: false, nulls: 'last' }] }
}

/** One row for an event, whichever of the rules match it. */
function eventPoints(
  context: Context,
  correlation: Correlation,
  collection: Collection,
  parts: readonly (Part & { of: Rule })[],
): Plan | undefined {
  const { schema, report } = context
  if (schema.time === undefined)
    return wrong(
      report,
      'no-time',
      correlation.node.entries[0]?.key.span ?? correlation.span,
      'these events have no time',
      {
        because: 'a correlation looks at events within a span of time',
      },
    )
  const flags: Named<Scalar>[] = []
  for (const { place, reference, of } of parts) {
    // What is said of the other rule has its place in its own document, and is said there.
    const own: Context = { ...context, report: [] }
    const where = matching(own, of, collection)
    if (where === undefined)
      return wrong(report, 'broken-rule', reference.span, `the rule \`${of.head.title}\` cannot run`, {
        because: own.report[0]?.message ?? 'see what is said of it',
      })
    flags.push({ name: flagColumn(place).name, value: { op: 'truth', whenTrue: where, whenFalse: negation(where) } })
  }
  const scan: Plan = { op: 'scan', columns: schema.columns }
  const flagged: Plan = { op: 'extend', input: scan, columns: flags }
  const matched: Plan = {
    op: 'filter',
    input: flagged,
    where: anyOf(parts.map(({ place }) => isSet(flagColumn(place)))),
  }
  const columns = columnsOf(
    correlation,
    node => byRule(context, correlation, parts, node),
    new Set(parts.map(p => p.place)),
  )
  return kept(correlation, {
    op: 'extend',
    input: matched,
    columns: [{ name: at.name, value: schema.time }, ...columns],
  })
}

/** Alerts of another correlation as points: when its last event happened, and the group it stands for. */
function alertPoints(
  context: Context,
  correlation: Correlation,
  collection: Collection,
  { place, reference, of }: Part & { of: Correlation },
  trail: Trail,
): Plan | undefined {
  const own: Context = { ...context, report: [] }
  const alerts = lowerAlerts(own, of, collection, trail)
  if (alerts === undefined)
    return wrong(context.report, 'broken-rule', reference.span, `the correlation \`${of.head.title}\` cannot run`, {
      because: own.report[0]?.message ?? 'see what is said of it',
    })
  const has = new Set(of.groupBy.map(node => node.written))
  const columns = columnsOf(
    correlation,
    node => {
      const name = aliasOf(correlation, node, of)?.written ?? node.written
      if (has.has(name)) return { op: 'field', name: groupName(name), type: 'string' }
      warn(context.report, 'group-by', node.span, `alerts of \`${of.head.title}\` have no \`${name}\``, {
        because: 'they have what it groups by, so that none of them takes part here',
        help: has.size === 0 ? 'give it a `group-by`' : `group by ${[...has].join(', ')}`,
      })
      return { op: 'literal', type: 'string', value: null }
    },
    new Set([place]),
    [place],
  )
  const end: Scalar = { op: 'field', name: 'end', type: 'time' }
  return kept(correlation, { op: 'extend', input: alerts, columns: [{ name: at.name, value: end }, ...columns] })
}

/** How an alert calls what it is grouped by, beside its own columns. */
export const groupName = (name: string): string => (name === 'start' || name === 'end' ? `group ${name}` : name)

const never: Scalar = { op: 'literal', type: 'bool', value: false }
const always: Scalar = { op: 'literal', type: 'bool', value: true }

/** The columns that every row of points has; `set` are flags that hold for all of these rows, `made` are there already. */
function columnsOf(
  correlation: Correlation,
  field: (node: ScalarNode) => Scalar,
  made: ReadonlySet<number>,
  set: readonly number[] = [],
): Named<Scalar>[] {
  return [
    ...correlation.groupBy.map((node, i) => ({ name: keyColumn(i).name, value: field(node) })),
    ...correlation.fields.map((node, i) => ({ name: valueColumn(i).name, value: field(node) })),
    ...correlation.rules.flatMap((_, i) => {
      if (set.includes(i)) return [{ name: flagColumn(i).name, value: always }]
      return made.has(i) ? [] : [{ name: flagColumn(i).name, value: never }]
    }),
  ]
}

const kept = (correlation: Correlation, input: Plan): Plan => ({
  op: 'keep',
  input,
  columns: [
    at.name,
    ...correlation.groupBy.map((_, i) => keyColumn(i).name),
    ...correlation.fields.map((_, i) => valueColumn(i).name),
    ...correlation.rules.map((_, i) => flagColumn(i).name),
  ],
})

/** The field that an alias means in a rule. */
const aliasOf = (correlation: Correlation, node: ScalarNode, rule: Rule | Correlation): ScalarNode | undefined => {
  const alias = correlation.aliases.get(node.written)
  return alias === undefined ? undefined : (alias.get(rule.head.name ?? '') ?? alias.get(rule.head.id ?? ''))
}

/** A field of an event as one text, by the first of the rules that match it and that says what its alias means. */
function byRule(
  context: Context,
  correlation: Correlation,
  parts: readonly (Part & { of: Rule })[],
  node: ScalarNode,
): Scalar {
  if (!correlation.aliases.has(node.written)) return firstText(fieldOf(context, node.written, node.span))
  let value: Scalar = { op: 'literal', type: 'string', value: null }
  for (const { place, of, reference } of [...parts].reverse()) {
    const field = aliasOf(correlation, node, of)
    if (field === undefined)
      warn(context.report, 'alias', reference.span, `the alias \`${node.written}\` says nothing of this rule`, {
        because: 'its events miss what they are grouped by, and take no part',
        help: `add \`${of.head.name ?? of.head.id ?? of.head.title}: <field>\` to the alias`,
      })
    else
      value = {
        op: 'call',
        fn: 'if',
        args: [read(flagColumn(place)), firstText(fieldOf(context, field.written, field.span)), value],
      }
  }
  return value
}

/** The first value of a field, as text. */
function firstText(field: Scalar): Scalar {
  const type = typeOf(field)
  const one: Scalar =
    typeof type === 'object'
      ? { op: 'call', fn: 'list_at', args: [field, { op: 'literal', type: 'int', value: 0n }] }
      : field
  return typeOf(one) === 'string' ? one : { op: 'convert', to: 'string', arg: one }
}
