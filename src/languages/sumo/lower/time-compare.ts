import type { Span } from '../../../base/span.ts'
import type { Type } from '../../../event/value.ts'
import type { Aggregate, Named, Plan, Scalar } from '../../../plan/plan.ts'
import type { OperatorStage } from '../syntax.ts'
import { int } from './build.ts'
import { converted } from './coerce.ts'
import { type Context, lost, say } from './context.ts'
import { anyOf } from './logic.ts'
import { type Binding, columnOf, freshColumn, type Rows } from './rows.ts'
import { shiftedData } from './shifted-data.ts'
import { type Shift, shiftsOf } from './shifts.ts'
import { tellsApart } from './transpose.ts'

/** A column of the result: of one field, from some of the queries by their numbers. */
interface Compared {
  readonly name: string
  readonly field: Binding
  readonly aggregate: Aggregate
  readonly type: Type
}

/**
 * `compare timeshift 1d`: the query is run again over earlier times, its times moved up by the shift, and the results stand
 * beside those of now, under names that end in the shift; groups that only one of the two has are there too (S/compare.md,
 * docs/search/time-compare.md).
 */
export function lowerCompare(context: Context, stage: OperatorStage): undefined {
  const { rows } = context
  const { span } = stage
  const shifts = shiftsOf(context, stage)
  if (shifts === undefined || rows.incomplete) return lost(context)
  const problem = refusal(rows)
  if (problem !== undefined) {
    lost(context)
    return say(context, {
      code: 'sumo/compare-place',
      severity: 'error',
      message: '`compare` cannot stand here',
      because: problem,
      help: 'put it right behind an aggregation: `| timeslice 1h | count by _timeslice | compare timeshift 1d`',
      span,
    })
  }
  const shiftedBy = shiftedData(context, span)
  if (shiftedBy === undefined) return lost(context)
  const fields = [...rows.fields.entries()].map(([key, field]) => ({ key, field, column: columnOf(rows, field, span) }))
  const keys = fields.filter(f => rows.keys?.has(f.column))
  const values = fields.filter(f => !rows.keys?.has(f.column))
  const query = freshColumn(rows, 'query')
  const by = [...new Set(keys.map(k => k.column))]
  const columns = [...new Set(fields.map(f => f.column))]
  const now = values.map(({ field, column }) =>
    fromQuery(field, column, query, { name: '', shifts: [0], aggregate: undefined }),
  )
  const then = shifts.flatMap(shift => values.map(({ field, column }) => fromQuery(field, column, query, shift)))
  if (!namesDiffer(context, [...now, ...then], span)) return lost(context)
  rows.columns = new Set(by.map(name => name.toLowerCase()))
  const results = [...now, ...then].map(c => ({ ...c, column: freshColumn(rows, c.name) }))
  const aggregates = results.map(({ column, aggregate }): Named<Aggregate> => ({ name: column, value: aggregate }))
  const all = [...new Set([0, ...shifts.flatMap(s => s.shifts)])]
  rows.steps.push(input => {
    const inputs = all.map(
      (shift): Plan => ({
        op: 'extend',
        input: {
          op: 'keep',
          input: shift === 0 ? input : shiftedBy(input, shift),
          columns,
        },
        columns: [{ name: query, value: int(shift) }],
      }),
    )
    return { op: 'group', input: { op: 'union', inputs, at: span }, by, aggregates, at: span }
  })
  becomeCompared(rows, keys, results)
}

/** Why the query so far cannot be run over other times, or its results cannot be told apart. */
function refusal(rows: Rows): string | undefined {
  if (!rows.aggregate) return 'it stands beside results of an aggregation'
  if (rows.others) return 'columns that only the data names cannot be compared: name them in `transpose … as`'
  const columns = [...rows.fields.values()].flatMap(f => (f.scalar.op === 'field' ? [f.scalar.name] : []))
  return tellsApart(rows, columns) ? undefined : 'the fields that groups are told apart by are no longer all there'
}

/** One field from the queries with these shifts; of several the mean, the least or the greatest. */
function fromQuery(field: Binding, column: string, query: string, shift: Shift): Compared {
  const tag: Scalar = { op: 'field', name: query, type: 'int' }
  const own: Scalar = { op: 'field', name: column, type: field.type }
  const from = shift.shifts.map(s => ({ op: 'compare', is: 'eq', left: tag, right: int(s) }) as const)
  const where = anyOf(from)
  const name = shift.name === '' ? field.name : `${field.name}_${shift.name}`
  if (shift.aggregate === undefined)
    return { name, field, aggregate: { fn: 'first', args: [own], where }, type: field.type }
  const number = converted(own, field.type, 'float')
  return { name, field, aggregate: { fn: shift.aggregate, args: [number], where }, type: 'float' }
}

function namesDiffer(context: Context, compared: readonly Compared[], span: Span): boolean {
  const seen = new Set<string>()
  for (const { name } of compared) {
    if (seen.has(name.toLowerCase())) {
      say(context, {
        code: 'sumo/duplicate-alias',
        severity: 'error',
        message: `two results of this stage are named \`${name}\``,
        because: 'Sumo Logic refuses it: a field has one value',
        help: 'name each comparison: `timeshift 1d as yesterday, timeshift 1w as last_week`',
        span,
      })
      return false
    }
    seen.add(name.toLowerCase())
  }
  return true
}

function becomeCompared(
  rows: Rows,
  keys: readonly { readonly key: string; readonly field: Binding; readonly column: string }[],
  results: readonly (Compared & { readonly column: string })[],
): void {
  rows.fields = new Map(
    keys.map(({ key, field, column }) => [key, { ...field, scalar: { op: 'field', name: column, type: field.type } }]),
  )
  for (const { name, field, column, type } of results) {
    const kind = type === 'float' ? 'number' : field.kind
    rows.fields.set(name.toLowerCase(), { name, scalar: { op: 'field', name: column, type }, type, kind })
  }
  rows.ordered = false
  rows.newest = false
  rows.compared = true
}
