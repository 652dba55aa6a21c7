import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Named, Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import { rewrite, visit } from '../../../plan/walk.ts'
import type { QueryTime } from '../../language.ts'
import { asCondition } from '../../sumo/lower/coerce.ts'
import { nullLiteral, type Typed } from '../../sumo/lower/typed.ts'
import type { Expr, JsonClause, Query } from '../syntax.ts'
import { lowerCondition } from './conditions.ts'
import { type Context, newContext, noteRead } from './context.ts'
import { atPath, readOf } from './fields.ts'
import { lowerAny } from './values.ts'

/** The condition of an expression, with the names that its `json` clauses make; undefined after saying why it has none. */
export function lowerQuery(context: Context, query: Query): Predicate | undefined {
  for (const clause of query.clauses) lowerJson(context, clause)
  return lowerCondition(context, query.where)
}

function lowerJson(context: Context, { field, paths, names }: JsonClause): void {
  if (field !== undefined && !/^(fields|_raw)$/i.test(field.name))
    context.diagnostics.push({
      code: 'sumo-cse/json-clause',
      severity: 'error',
      message: `\`json\` reads \`fields\` here, not \`${field.name}\``,
      because: 'what the log holds is in `fields`; `_raw` means the same (docs/cse/rules/cse-rules-syntax.md)',
      help: 'write `json field=fields "key" as name`',
      span: field.span,
    })
  for (const [i, { text, span }] of paths.entries()) {
    const name = names[i]
    const scalar = name === undefined ? undefined : atPath(context, text, span)
    if (name === undefined) continue
    // A path that cannot be read was reported; its name is known all the same.
    context.names.set(name.name.toLowerCase(), scalar === undefined ? nullLiteral(span) : readOf(scalar, name.span))
    if (scalar !== undefined) noteRead(context, name.name, scalar)
  }
}

/**
 * The records that fulfil an expression: when they happened, what the expression reads of them, and the record as a whole.
 * Undefined where something in it is an error or is not supported yet.
 */
export function lowerExpression(query: Query, source: Source, schema: Schema, time?: QueryTime): Outcome<Plan> {
  const context = newContext(source, schema, time)
  for (const clause of query.clauses) lowerJson(context, clause)
  const operand = isOperand(query.where) ? lowerAny(context, query.where) : undefined
  if (isOperand(query.where) && operand?.kind !== 'boolean') return lowerValues(context, query, operand)
  const where = operand === undefined ? lowerCondition(context, query.where) : asCondition(operand)
  const diagnostics = inOrder(context.diagnostics)
  if (where === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const read = readColumns(context)
  const columns = read.map(([name, value]): Named<Scalar> => ({ name, value }))
  const names = [...context.reads.keys()].filter(
    name => read.some(([made]) => made === name) || schema.columns.some(c => c.name === name),
  )
  const own = schema.message === undefined ? schema.columns.map(c => c.name) : ['record']
  const times = schema.columns.filter(c => c.name === 'timestamp').map(c => c.name)
  const plan: Plan = {
    op: 'keep',
    input: extend({ op: 'filter', input: { op: 'scan', columns: schema.columns }, where, at: query.span }, columns),
    columns: [...new Set([...times, ...names, ...own])],
  }
  return { value: scanOnlyWhatIsRead(plan, schema), diagnostics }
}

/** What was read that is no column of the data already. */
const readColumns = ({ reads, schema }: Context): [string, Scalar][] => {
  const own = new Set(schema.columns.map(c => c.name.toLowerCase()))
  return [...reads].filter(([name]) => !own.has(name.toLowerCase()))
}

/** What may be a value as well as a condition: an argument of an aggregation, tried by itself. */
const isOperand = ({ kind }: Expr): boolean =>
  ['field', 'index', 'call', 'string', 'number', 'sign', 'arithmetic'].includes(kind)

/** The value of an expression for each record, beside what it reads. */
function lowerValues(context: Context, query: Query, value: Typed | undefined): Outcome<Plan> {
  if (value !== undefined)
    context.diagnostics.push({
      code: 'sumo-cse/no-condition',
      severity: 'note',
      message: 'this is a value, not a condition, so every record is shown with it',
      help: 'a rule needs a condition: compare the value with something',
      span: query.where.span,
    })
  const diagnostics = inOrder(context.diagnostics)
  if (value === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const { schema } = context
  const read = readColumns(context).filter(([name]) => name.toLowerCase() !== 'value')
  const columns = [
    ...read.map(([name, of]): Named<Scalar> => ({ name, value: of })),
    { name: 'value', value: value.scalar },
  ]
  const plan: Plan = {
    op: 'keep',
    input: extend({ op: 'scan', columns: schema.columns }, columns),
    columns: ['value', ...read.map(([name]) => name)],
  }
  return { value: scanOnlyWhatIsRead(plan, schema), diagnostics }
}

const extend = (input: Plan, columns: readonly Named<Scalar>[]): Plan =>
  columns.length === 0 ? input : { op: 'extend', input, columns }

/** The plan with its scans cut to the columns of the data that it uses. */
export function scanOnlyWhatIsRead(plan: Plan, schema: Schema): Plan {
  const used = new Set<string>()
  visit(plan, node => {
    if (node.op === 'field') used.add(node.name)
    if (node.op === 'keep') for (const name of node.columns) used.add(name)
    if (node.op === 'group' || node.op === 'limit' || node.op === 'window') for (const name of node.by) used.add(name)
  })
  const columns = schema.columns.filter(c => used.has(c.name))
  return rewrite(plan, { plan: p => (p.op === 'scan' ? { ...p, columns } : p) })
}
