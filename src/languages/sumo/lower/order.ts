import type { SortKey } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import { stringSort } from '../lints/string-sort.ts'
import type { Expr, Name, Stage } from '../syntax.ts'
import { lowerAggregate } from './aggregate.ts'
import { converted } from './coerce.ts'
import { type Context, lost, say, undocumented } from './context.ts'
import { needsValue } from './parameters.ts'
import { resolve } from './resolve.ts'
import { type Binding, newestFirst } from './rows.ts'

type Of<K extends Stage['kind']> = Extract<Stage, { kind: K }>

/** `sort by x, y asc`: descending unless it says otherwise; numbers as numbers, text byte by byte; null last. */
export function lowerSort(context: Context, stage: Of<'sort'>): undefined {
  const { rows } = context
  const keys: SortKey[] = []
  for (const { name, descending } of stage.keys) {
    const field = resolve(context, name.name, name.span)
    if (field === undefined) continue
    const warning = stringSort(field, name.span, stage.span)
    if (warning !== undefined) say(context, warning)
    keys.push(sortKey(field, descending))
  }
  // rows that are equal in all keys stay newest first
  if (rows.time !== undefined && !rows.ordered) keys.push({ by: rows.time, descending: true, nulls: 'last' })
  rows.ordered = true
  rows.newest = false
  if (keys.length > 0) rows.steps.push(input => ({ op: 'sort', input, keys, at: stage.span }))
}

/** What Sumo takes for text sorts as text, also where our data stores it as a number. */
export function sortKey({ scalar, type, kind }: Binding, descending: boolean): SortKey {
  const by = kind === 'text' ? converted(scalar, type, 'string') : scalar
  return { by, descending, nulls: choices.nullsInSort }
}

/** `limit n`: the first n rows, of messages the newest. */
export function lowerLimit(context: Context, stage: Of<'limit'>): undefined {
  const count = rowCount(context, stage.count)
  if (count === undefined) return
  newestFirst(context.rows, stage.span)
  context.rows.steps.push(input => ({ op: 'limit', input, count, by: [], at: stage.span }))
}

/** A number of rows; the parser has said what is wrong with anything else. */
export function rowCount(context: Context, expr: Expr): number | undefined {
  if (expr.kind === 'parameter') return needsValue(context, 'a number of rows', expr.span)
  return expr.kind === 'number' && Number.isSafeInteger(expr.value) && expr.value >= 0 ? expr.value : lost(context)
}

/**
 * `top n f by key`: of messages, the n most frequent values of f; of groups, the n first by the keys
 * (docs/search/search-query-language/search-operators/top.md).
 */
export function lowerTop(context: Context, stage: Of<'top'>): undefined {
  const { rows } = context
  const { span } = stage
  const count = rowCount(context, stage.count)
  if (count === undefined || rows.incomplete) return lost(context)
  const byCount = stage.by.length === 0 || (stage.by.length === 1 && stage.by[0]?.name.name.toLowerCase() === 'count')
  const exists = stage.by.every(({ name }) => rows.fields.has(name.name.toLowerCase()))
  if (!rows.aggregate || (byCount && !exists) || stage.by.length === 0) {
    if (!byCount) {
      rows.incomplete = true
      return undocumented(
        context,
        '`top … by` a field of messages',
        span,
        'its page counts values of messages, and orders rows of an aggregation: put one before it',
      )
    }
    const call = { fn: 'count', fnSpan: span, args: [], as: undefined, span }
    lowerAggregate(context, { kind: 'aggregate', calls: [call], by: stage.names, span })
    if (rows.incomplete) return
    lowerSort(context, { kind: 'sort', keys: [{ name: { name: '_count', span }, descending: true }], span })
  } else {
    lowerSort(context, { kind: 'sort', keys: stage.by, span })
    keepOnly(context, [...stage.names, ...stage.by.map(key => key.name)])
  }
  rows.steps.push(input => ({ op: 'limit', input, count, by: [], at: span }))
}

function keepOnly(context: Context, names: readonly Name[]): void {
  const kept = new Map<string, Binding>()
  for (const { name, span } of names) {
    const known = context.rows.fields.get(name.toLowerCase())
    const field = known?.withTime ? known : resolve(context, name, span)
    if (field !== undefined) kept.set(field.name.toLowerCase(), field)
  }
  context.rows.fields = kept
  context.rows.others = false
}

/** `fields a, b` keeps these, in this order, and what begins with an underscore while rows are messages; `fields - a` drops. */
export function lowerFields(context: Context, stage: Of<'fields'>): undefined {
  const { rows } = context
  if (stage.remove) {
    for (const { name } of stage.names) rows.fields.delete(name.toLowerCase())
    return
  }
  const before = rows.fields
  keepOnly(context, stage.names)
  if (rows.aggregate) return
  for (const [key, field] of before) if (key.startsWith('_') && !rows.fields.has(key)) rows.fields.set(key, field)
}
