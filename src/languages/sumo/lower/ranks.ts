import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import type { Stage } from '../syntax.ts'
import { choose, int, trailing } from './build.ts'
import { type Context, lost } from './context.ts'
import { allOf, anyOf, negation } from './logic.ts'
import { rowCount, sortKey } from './order.ts'
import { resolve } from './resolve.ts'
import { filter, newestFirst, type Rows } from './rows.ts'
import { addWindow, asColumn, keysOf, setField } from './window.ts'

type Of<K extends Stage['kind']> = Extract<Stage, { kind: K }>

/**
 * `dedup n by f`: the first n rows of each combination in the current order; without `by`, of each message. `consecutive`:
 * of each run of rows of one combination (S/dedup.md).
 */
export function lowerDedup(context: Context, stage: Of<'dedup'>): undefined {
  const { rows } = context
  const { span } = stage
  const count = stage.count === undefined ? 1 : rowCount(context, stage.count)
  const by = keysOf(context, stage.by.length > 0 ? stage.by : [{ name: '_raw', span }], span)
  if (count === undefined || by === undefined) return lost(context)
  newestFirst(rows, span)
  const keys = stage.consecutive ? [runOf(rows, by, span)] : by
  rows.steps.push(input => ({ op: 'limit', input, count, by: keys, at: span }))
}

/** A column that numbers the runs of rows with one combination of columns. */
function runOf(rows: Rows, by: readonly string[], at: Span): string {
  const place = addWindow(rows, [], 'place', 'int', trailing('row_number', [], undefined), at)
  const same = by.map((name): Predicate => {
    const type =
      [...rows.fields.values()].find(f => f.scalar.op === 'field' && f.scalar.name === name)?.type ?? 'string'
    const now: Scalar = { op: 'field', name, type }
    const before = addWindow(rows, [], `${name} before`, type, trailing('lag', [now], 1), at)
    const missing = [now, before].map(of => negation({ op: 'present', of }))
    return anyOf([{ op: 'compare', is: 'eq', left: now, right: before }, allOf(missing)], at)
  })
  const goesOn = allOf([{ op: 'compare', is: 'gt', left: place, right: int(1) }, ...same], at)
  const begins = asColumn(rows, choose(goesOn, int(0), int(1), at), 'int', 'run begins', at)
  const run = addWindow(rows, [], 'run', 'int', trailing('sum', [begins], undefined), at)
  return run.op === 'field' ? run.name : ''
}

/** `topk(n, f, …) by g`: the n rows with the highest values of each group, numbered from 1 in `_rank` (S/topk.md). */
export function lowerTopk(context: Context, stage: Of<'topk'>): undefined {
  const { rows } = context
  const { span } = stage
  const count = rowCount(context, stage.count)
  const fields = stage.names.map(({ name, span: at }) => resolve(context, name, at))
  const by = keysOf(context, stage.by, span)
  if (count === undefined || by === undefined || !fields.every(field => field !== undefined)) return lost(context)
  newestFirst(rows, span)
  const keys = fields.map(field => sortKey(field, true))
  rows.steps.push(input => ({ op: 'sort', input, keys, at: span }))
  rows.newest = false
  const rank = addWindow(rows, by, '_rank', 'int', trailing('row_number', [], undefined), span)
  filter(rows, { op: 'compare', is: 'le', left: rank, right: int(count), at: span }, span)
  if (rank.op === 'field') setField(rows, '_rank', rank.name, 'int')
}
