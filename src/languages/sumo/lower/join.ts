import type { Span } from '../../../base/span.ts'
import type { Named, Plan, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { JoinStage, JoinTable, Stage } from '../syntax.ts'
import { type Context, lost, notRun, say } from './context.ts'
import { type Key, keysOf } from './join-keys.ts'
import { windowOf, withinWindow } from './join-window.ts'
import { allOf } from './logic.ts'
import { choosesFields, type Wanted, wantedOf } from './reads.ts'
import { resolve } from './resolve.ts'
import { type Binding, freshColumn, newestFirst, type Rows, readAgain } from './rows.ts'

/** How one stage is taken into account, which a join needs for the stages of its tables. */
export type Lowering = (context: Context, stage: Stage, later: readonly Stage[]) => undefined

/** A table of a join: its rows, and the columns that they bring into the result. */
export interface Table {
  readonly name: string
  readonly context: Context
  /** What the table's plan ends in: fields under their new names, keys, the time of messages. */
  readonly columns: Named<Scalar>[]
  /** The column with the time of messages, where there is a time window and the rows have a time. */
  time: string | undefined
}

/**
 * `join (…) as t1, (…) as t2 on t1.a = t2.b`: an inner join of selections of the rows so far. Its rows are no messages any
 * more; a field `a` of `t1` is called `t1_a` (S/join.md, S/timeslice-join.md).
 */
export function lowerJoin(context: Context, stage: JoinStage, later: readonly Stage[], lower: Lowering): undefined {
  const { rows } = context
  if (rows.incomplete || !mayBeJoined(context, stage)) return lost(context)
  const wanted = wantedOf(stage, later)
  const tables = stage.tables.map((table, i) => lowerTable(context, table, wanted[i] ?? [], lower))
  if (!tables.every(table => table !== undefined)) return lost(context)
  const keys = keysOf(context, tables, stage)
  const window = windowOf(context, tables, stage)
  if (keys === undefined || window === undefined) return lost(context)
  const after = readAgain(rows)
  const order = joiningOrder(context, tables, keys, stage.span)
  if (order === undefined) return lost(context)
  const fields = nameFields(context, after, tables, stage, later)
  if (fields === undefined) return lost(context)
  const on = keys.map(key => ({ ...key, columns: [columnFor(after, key.left), columnFor(after, key.right)] as const }))
  const times = window.milliseconds === undefined ? [] : tables
  for (const table of times) table.time = timeColumn(after, table)
  rows.steps.push(input => {
    const [first, ...others] = order
    let plan = planOf(first, input, stage.span)
    const joined = [first]
    for (const table of others) {
      const pairs = on.flatMap(({ left, right, columns: [a, b] }) => {
        if (right.table === table && joined.includes(left.table)) return [{ left: a, right: b }]
        return left.table === table && joined.includes(right.table) ? [{ left: b, right: a }] : []
      })
      const right = planOf(table, input, stage.span)
      plan = { op: 'join', kind: 'inner', left: plan, right, on: pairs, at: stage.span }
      const near = withinWindow(joined, table, window.milliseconds, stage.span)
      if (near.length > 0) plan = { op: 'filter', input: plan, where: allOf(near), at: stage.span }
      joined.push(table)
    }
    return plan
  })
  becomeJoined(rows, after, fields, tables)
}

/** Whether there are tables with names of their own, and not too many of them. */
function mayBeJoined(context: Context, { tables, span }: JoinStage): boolean {
  if (context.rows.reads * tables.length > choices.mostReads) {
    say(context, {
      code: 'sumo/too-large',
      severity: 'error',
      message: `the tables of the joins read the messages more than ${choices.mostReads} times`,
      because: 'each table reads the rows before its join, so that every join after a join doubles the work',
      help: 'put all tables into one join: `join (…) as t1, (…) as t2, (…) as t3 on …`',
      span,
    })
    return false
  }
  const seen = new Set<string>()
  for (const { as } of tables) {
    const key = as?.name.toLowerCase()
    if (as === undefined || key === undefined) return false
    if (seen.has(key)) {
      say(context, {
        code: 'sumo/duplicate-alias',
        severity: 'error',
        message: `two tables of this join are named \`${as.name}\``,
        because: 'fields are named by their table, and letter case does not tell names apart',
        help: 'give each table a name of its own',
        span: as.span,
      })
      return false
    }
    seen.add(key)
  }
  return tables.length > 1
}

/** The rows of one table, of which these fields are wanted. Undefined after saying why there are none. */
function lowerTable(context: Context, table: JoinTable, wanted: Wanted, lower: Lowering): Table | undefined {
  const { search, as } = table
  if (as === undefined) return undefined
  const inner: Context = { ...context, rows: readAgain(context.rows) }
  if (search.scope !== undefined && search.scope.kind !== 'scope-all') sayScope(context, search.scope.span)
  for (const [i, stage] of search.stages.entries()) lower(inner, stage, [...search.stages.slice(i + 1), ...wanted])
  const { rows } = inner
  if (rows.others && !rows.incomplete) {
    lost(inner)
    notRun(
      context,
      'a table of a join with columns that only the data names',
      table.span,
      'its fields get names of their own: name the columns in `transpose … as`',
    )
  }
  if (rows.incomplete) return undefined
  newestFirst(rows, table.span)
  // fields that are there to be asked for only
  for (const { name, span } of wanted.flatMap(stage => (stage.kind === 'fields' ? stage.names : stage.by)))
    if (!rows.aggregate && !rows.fields.has(name.toLowerCase()) && isMadeAtIngest(inner, name))
      resolve(inner, name, span)
  return { name: as.name, context: inner, columns: [], time: undefined }
}

const isMadeAtIngest = ({ schema }: Context, name: string): boolean =>
  schema.fields.get(name.toLowerCase())?.hidden === true || schema.unlisted?.(name) !== undefined

const sayScope = (context: Context, span: Span): undefined =>
  say(context, {
    code: 'sumo/join-scope',
    severity: 'warning',
    message: 'words to search for inside a table of a join are ignored',
    because: 'a table reads the rows before the join; only stages can choose among them',
    help: 'put them before the first `|` of the search, or choose the rows of the table with a stage: `(where … | …)`',
    span,
  })

/** The tables in an order in which each has a condition with one before it. */
function joiningOrder(
  context: Context,
  tables: readonly Table[],
  keys: readonly Key[],
  span: Span,
): readonly [Table, ...Table[]] | undefined {
  const [first, ...waiting] = tables
  if (first === undefined) return undefined
  const order: [Table, ...Table[]] = [first]
  while (waiting.length > 0) {
    const at = waiting.findIndex(table =>
      keys.some(
        ({ left, right }) =>
          (left.table === table && order.includes(right.table)) ||
          (right.table === table && order.includes(left.table)),
      ),
    )
    const [next] = at < 0 ? [] : waiting.splice(at, 1)
    if (next === undefined) {
      const name = waiting[0]?.name ?? ''
      return say(context, {
        code: 'sumo/join-unrelated',
        severity: 'error',
        message: `no condition of \`on\` relates \`${name}\` to the other tables`,
        because: 'every row of it would be paired with every row of the others',
        help: `say which fields must be equal: \`and ${first.name}.… = ${name}.…\``,
        span,
      })
    }
    order.push(next)
  }
  return order
}

/**
 * The fields after the join by lower-case name, metadata last, and the columns that hold them. Those that the rest of the
 * text does not even mention are left out where it chooses its fields. Straight out of a join, fields are shown as on its
 * page: under their own names, where these differ.
 */
function nameFields(
  context: Context,
  after: Rows,
  tables: readonly Table[],
  stage: JoinStage,
  later: readonly Stage[],
): Map<string, Binding> | undefined {
  const chosen = later.some(choosesFields)
  const rest = context.source.text.slice(stage.span.end).toLowerCase()
  const mentioned = (name: string): boolean => /["\\]/.test(name) || rest.includes(name.toLowerCase())
  const all = tables.flatMap(table =>
    [...table.context.rows.fields.values()].map(field => ({ table, field, name: `${table.name}_${field.name}` })),
  )
  const own = all.map(({ field }) => field.name.toLowerCase())
  const isAlone = (name: string): boolean => own.indexOf(name) === own.lastIndexOf(name)
  const isMetadata = ({ table, field }: (typeof all)[number]): boolean =>
    !table.context.rows.aggregate && field.name.startsWith('_')
  const fields = new Map<string, Binding>()
  for (const { table, field, name } of [...all.filter(f => !isMetadata(f)), ...all.filter(isMetadata)]) {
    const key = name.toLowerCase()
    if (fields.has(key))
      return say(context, {
        code: 'sumo/duplicate-alias',
        severity: 'error',
        message: `two fields are named \`${name}\` after this join`,
        because: 'a field is named by its table, an underscore, and its own name',
        help: 'name one of the tables in another way',
        span: stage.span,
      })
    if (chosen && !mentioned(name)) continue
    const column = freshColumn(after, name)
    table.columns.push({ name: column, value: field.scalar })
    const shown = later.length === 0 && isAlone(field.name.toLowerCase()) ? field.name : name
    fields.set(key, { ...field, name: shown, scalar: { op: 'field', name: column, type: field.type } })
  }
  after.joined = all.map(({ name }) => name)
  return fields
}

/** The column that holds one side of a condition: that of the field, where it is compared as it is. */
function columnFor(after: Rows, { table, scalar }: Key['left']): string {
  const same = table.columns.find(
    ({ value }) => value.op === 'field' && scalar.op === 'field' && value.name === scalar.name,
  )
  if (same !== undefined) return same.name
  const name = freshColumn(after, `key of ${table.name}`)
  table.columns.push({ name, value: scalar })
  return name
}

function timeColumn(after: Rows, table: Table): string | undefined {
  const { time } = table.context.rows
  if (time === undefined) return undefined
  const name = freshColumn(after, `time of ${table.name}`)
  table.columns.push({ name, value: time })
  return name
}

/** The plan of one table over the rows before the join. */
function planOf({ context: { rows }, columns }: Table, input: Plan, at: Span): Plan {
  const plan = rows.steps.reduce((plan, step) => step(plan), input)
  const named: Plan = { op: 'extend', input: plan, columns, at }
  return { op: 'keep', input: named, columns: columns.map(c => c.name), at }
}

/** From here on the rows are pairs, in the order of the first table, then of the next. */
function becomeJoined(rows: Rows, after: Rows, fields: Map<string, Binding>, tables: readonly Table[]): void {
  rows.fields = fields
  rows.columns = after.columns
  rows.joined = after.joined
  rows.reads = tables.reduce((sum, { context }) => sum + context.rows.reads, 0)
  rows.compared ||= tables.some(({ context }) => context.rows.compared)
  rows.aggregate = true
  rows.ordered = true
  rows.newest = false
  rows.time = undefined
  rows.range = undefined
  rows.matched = undefined
  rows.keys = undefined
  rows.others = false
}
