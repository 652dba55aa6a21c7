import type { Span } from '../../../base/span.ts'
import type { Aggregate, Named, Scalar } from '../../../plan/plan.ts'
import type { MergeItem, MergeStage } from '../transaction-syntax.ts'
import { becomeGroups } from './aggregate.ts'
import { call, int, text } from './build.ts'
import { milliseconds, oldestFirst } from './by-time.ts'
import { asText } from './coerce.ts'
import { type Context, lost, say } from './context.ts'
import { messageText } from './message.ts'
import { resolveTyped } from './resolve.ts'
import { freshColumn } from './rows.ts'
import { type Typed, textOf } from './typed.ts'

const TIME = '_messagetime'

/** `merge` as a stage of its own: all rows become one; of no rows there is none (T/merge-operator.md). */
export function lowerMerge(context: Context, stage: MergeStage): undefined {
  oldestFirst(context.rows, stage.span)
  return mergeGroups(context, stage, [], stage.span)
}

/** One field of a merged row. */
interface Merged {
  readonly name: string
  readonly aggregate: Aggregate
  /** What is made of the list of texts that the aggregate gives. */
  readonly finish?: (list: Scalar) => Scalar
  readonly type: Typed['type']
  readonly kind: Typed['kind']
}

/** One row of each group, told apart by columns; rows stand oldest first. What was not merged is gone. */
export function mergeGroups(context: Context, stage: MergeStage, by: readonly string[], at: Span): undefined {
  const { rows } = context
  const items = stage.items.length === 0 ? [wholeMessage(stage.span)] : stage.items
  const merged = items.map(item => mergeItem(context, item))
  if (!merged.every(m => m !== undefined) || !namesDiffer(context, items)) return lost(context)
  const { time } = rows
  const earliest: Merged[] =
    time === undefined || merged.some(m => m.name.toLowerCase() === TIME)
      ? []
      : [{ name: TIME, aggregate: { fn: 'min', args: [milliseconds(time)] }, type: 'int', kind: 'number' }]
  rows.columns = new Set(by.map(name => name.toLowerCase()))
  const results = [...merged, ...earliest].map(m => ({ ...m, column: freshColumn(rows, m.name), joined: false }))
  const count = freshColumn(rows, 'rows')
  const aggregates: Named<Aggregate>[] = [
    ...results.map(({ column, aggregate }) => ({ name: column, value: aggregate })),
    ...(by.length === 0 ? [{ name: count, value: { fn: 'count', args: [] } as const }] : []),
  ]
  rows.steps.push(input => ({ op: 'group', input, by, aggregates, at }))
  if (by.length === 0) {
    const left: Scalar = { op: 'field', name: count, type: 'int' }
    rows.steps.push(input => ({ op: 'filter', input, where: { op: 'compare', is: 'gt', left, right: int(0), at }, at }))
  }
  const columns = results.flatMap(({ column, finish }): Named<Scalar>[] =>
    finish === undefined
      ? []
      : [{ name: column, value: finish({ op: 'field', name: column, type: { list: 'string' } }) }],
  )
  if (columns.length > 0) rows.steps.push(input => ({ op: 'extend', input, columns, at }))
  becomeGroups(rows, [], by, results)
  rows.keys = undefined
  // merged messages still have a time: time slices are made of it
  const own = rows.fields.get(TIME)
  if (time !== undefined && own?.type === 'int') rows.time = own.scalar
}

const wholeMessage = (span: Span): MergeItem => ({
  field: { name: '_raw', span },
  strategy: 'join',
  between: undefined,
  as: undefined,
  span,
})

function mergeItem(context: Context, { field, strategy, between, as, span }: MergeItem): Merged | undefined {
  const value = valueMerged(context, field.name, field.span)
  if (value === undefined) return undefined
  const name = as?.name ?? field.name
  const isTime = field.name.toLowerCase() === TIME
  const how = strategy ?? (isTime ? 'first' : 'join')
  if (how === 'first' || how === 'last')
    return { name, aggregate: { fn: how, args: [value.scalar] }, type: value.type, kind: value.kind }
  if (isTime) return sayTime(context, span)
  const separator = text(between?.text ?? '\n')
  const finish = (list: Scalar): Scalar =>
    call('join_text', [how === 'distinct' ? call('list_distinct', [list], span) : list, separator], span)
  return { name, aggregate: { fn: 'list', args: [asText(value)] }, finish, type: 'string', kind: 'text' }
}

function valueMerged(context: Context, name: string, span: Span): Typed | undefined {
  if (name.toLowerCase() !== '_raw') return resolveTyped(context, name, span)
  const message = messageText(context, span)
  return message === undefined ? undefined : textOf(message, span)
}

const sayTime = (context: Context, span: Span): undefined =>
  say(context, {
    code: 'sumo/merge-time',
    severity: 'error',
    message: '`_messageTime` can be merged with `takeFirst` and `takeLast` only',
    because: 'times are numbers, and several of them in a text are none',
    help: 'write `_messageTime takeLast`; the earliest is there anyway',
    span,
  })

function namesDiffer(context: Context, items: readonly MergeItem[]): boolean {
  const seen = new Set<string>()
  for (const { field, as, span } of items) {
    const name = as?.name ?? field.name
    if (seen.has(name.toLowerCase())) {
      say(context, {
        code: 'sumo/duplicate-field',
        severity: 'error',
        message: `\`${name}\` is merged twice under one name`,
        help: `name one of them: \`${field.name} takeLast as last_${field.name}\``,
        span,
      })
      return false
    }
    seen.add(name.toLowerCase())
  }
  return true
}
