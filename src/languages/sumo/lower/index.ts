import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import type { Column } from '../../../event/value.ts'
import type { Named, Plan, Scalar } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import { type Node, visit } from '../../../plan/walk.ts'
import { during, noTimes } from '../../kit/during.ts'
import type { QueryTime } from '../../language.ts'
import type { Search, Stage } from '../syntax.ts'
import { type Context, say } from './context.ts'
import { type Binding, filter, newestFirst, newRows, type Rows } from './rows.ts'
import { lowerScope } from './scope.ts'
import { largestPlan, writtenSize } from './size.ts'
import { lowerStage } from './stage.ts'

/**
 * What a search means over a schema: a plan whose rows are what Sumo would show, newest message first, or undefined when
 * something in it is an error or is not supported yet, each with a diagnostic at its place. Never throws; linear in the
 * length of the search, but for the keys that `json auto` finds.
 */
export function lowerSearch(search: Search, source: Source, schema: Schema, time?: QueryTime): Outcome<Plan> {
  const context = startSearch({ source, schema, time, diagnostics: [], parameters: new Set(), depth: 0 })
  readSearch(context, search)
  finish(context, search.span)
  const failed = hasErrors(context.diagnostics) || context.rows.incomplete
  const value = failed ? undefined : planOf(context, search.span)
  return { value, diagnostics: inOrder(context.diagnostics) }
}

/** A search that begins with the messages of the data and their metadata. */
export function startSearch(
  known: Pick<Context, 'source' | 'schema' | 'time' | 'diagnostics' | 'parameters' | 'depth'>,
): Context {
  const rows = newRows(known.schema.columns.map(column => column.name))
  for (const { name, scalar, hidden } of known.schema.fields.values())
    if (hidden !== true) rows.fields.set(name.toLowerCase(), metadataField(name, scalar))
  rows.time = rows.fields.get('_messagetime')?.scalar
  return { ...known, rows, jsonAuto: false }
}

/** Takes the scope and the stages of a search into account; `last` is what reads its rows then. */
export function readSearch(context: Context, search: Search, last: readonly Stage[] = []): void {
  keepRange(context, search.span)
  const scope = search.scope === undefined ? undefined : lowerScope(context, search.scope)
  if (scope !== undefined) filter(context.rows, scope, search.scope?.span ?? search.span)
  for (const [i, stage] of search.stages.entries()) lowerStage(context, stage, [...search.stages.slice(i + 1), ...last])
}

/** Only what happened in the range that is searched. */
function keepRange(context: Context, at: Span): void {
  const range = context.time?.range
  if (range === undefined) return
  const where = during(context.schema, range)
  if (where === undefined) say(context, noTimes('sumo', at))
  else filter(context.rows, where, at)
}

/** Numbers among the metadata are numbers; everything else is text. */
function metadataField(name: string, scalar: Scalar): Binding {
  const type = scalar.op === 'field' ? scalar.type : scalar.op === 'call' && scalar.fn !== 'json_get' ? 'int' : 'string'
  return { name, scalar, type, kind: type === 'int' || type === 'float' ? 'number' : 'text' }
}

/** The result: the fields there are, under their names, fields of messages before metadata. */
function finish(context: Context, at: Span): void {
  const { rows } = context
  newestFirst(rows, at)
  const fields = [...rows.fields.values()].filter(f => f.withTime !== true)
  if (fields.length < rows.fields.size && !rows.incomplete) sayHidden(context, at)
  const order = rows.aggregate ? fields : [...fields.filter(f => !isBuiltIn(f)), ...fields.filter(isBuiltIn)]
  const renamed = order.filter(f => f.scalar.op !== 'field' || f.scalar.name !== f.name)
  if (renamed.length > 0) {
    const columns = renamed.map((f): Named<Scalar> => ({ name: f.name, value: f.scalar }))
    rows.steps.push(input => ({ op: 'extend', input, columns, at }))
  }
  const names = order.map(f => f.name)
  const others = rows.others ? { others: true as const } : {}
  rows.steps.push(input => (sameNames(input, names) ? input : { op: 'keep', input, columns: names, ...others, at }))
}

const sayHidden = (context: Context, span: Span): undefined =>
  say(context, {
    code: 'sumo/withtime-not-shown',
    severity: 'warning',
    message: 'what `withtime` makes is not among the columns here',
    because: 'no page says how its JSON is written; it is there for most_recent and least_recent',
    span,
  })

const isBuiltIn = (field: Binding): boolean => field.name.startsWith('_')

/** Whether a plan's columns are these already, as far as its last operators show. */
function sameNames(plan: Plan, names: readonly string[]): boolean {
  if (plan.op === 'sort' || plan.op === 'limit' || plan.op === 'filter') return sameNames(plan.input, names)
  if (plan.op === 'extend')
    return plan.columns.every(column => names.includes(column.name)) && sameNames(plan.input, names)
  if (plan.op !== 'group') return false
  const made = [...plan.by, ...plan.aggregates.map(aggregate => aggregate.name)]
  return made.length === names.length && made.every((name, i) => name === names[i])
}

/** What the rows of a search are over the columns of the data that it reads; undefined after saying that it is too large. */
export function planOf(context: Context, at: Span): Plan | undefined {
  const { rows, schema } = context
  const whole = over(rows, schema.columns)
  if (whole === undefined) return sayTooLarge(context, at)
  const read = new Set<string>()
  visit(whole, node => {
    if (node.op === 'field') read.add(node.name)
    if (node.op === 'keep') for (const name of node.columns) read.add(name)
    if (node.op === 'pivot') for (const name of [node.name, node.value]) read.add(name)
    if (node.op === 'link') for (const name of [...node.keys, node.bounds?.time]) if (name !== undefined) read.add(name)
    if (node.op === 'follow') for (const name of [node.key, node.adds]) read.add(name)
    if (node.op === 'sequence') read.add(node.time)
    if ('by' in node && Array.isArray(node.by)) for (const name of node.by) read.add(name)
  })
  return over(
    rows,
    schema.columns.filter(column => read.has(column.name)),
  )
}

/** The steps of a search over columns; undefined where the plan is too large, which is seen before it is walked. */
function over({ steps }: Rows, columns: readonly Column[]): Plan | undefined {
  if (steps.length > mostSteps) return undefined
  const sizes = new Map<Node, number>()
  let plan: Plan = { op: 'scan', columns }
  for (const step of steps) {
    plan = step(plan)
    if (writtenSize(plan, sizes) > largestPlan) return undefined
  }
  return plan
}

/** Each step is a level of the plan, and every walk over plans goes down one call for a level. */
const mostSteps = 1500

const sayTooLarge = (context: Context, span: Span): undefined =>
  say(context, {
    code: 'sumo/too-large',
    severity: 'error',
    message: 'this search is too large to run',
    because:
      'every stage and every field that it groups by is a step; stages that read all rows before them again, such as `join` and `filter`, double it',
    help: 'use fewer of them',
    span,
  })
