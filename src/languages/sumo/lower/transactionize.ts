import type { Span } from '../../../base/span.ts'
import { isOrdered } from '../../../plan/order.ts'
import type { LinkBounds, Predicate, Scalar } from '../../../plan/plan.ts'
import type { Name } from '../syntax.ts'
import type { TransactionizeStage } from '../transaction-syntax.ts'
import { call, int, overAll } from './build.ts'
import { milliseconds, momentColumn, oldestFirst } from './by-time.ts'
import { converted } from './coerce.ts'
import { type Context, lost, needsTimes, undocumented } from './context.ts'
import { anyOf, negation } from './logic.ts'
import { mergeGroups } from './merge.ts'
import { messageText } from './message.ts'
import { fillParameters } from './parameters.ts'
import { resolve } from './resolve.ts'
import { columnOf, filter, freshColumn, type Rows, setFields } from './rows.ts'
import { wildcardPattern } from './term.ts'
import { type Mark, type Options, optionsOf } from './transactionize-options.ts'
import { intOf, nullLiteral, ofCondition } from './typed.ts'
import { addWindow, asColumn, setField } from './window.ts'

/**
 * `transactionize a, b as g maxSpan=10m (merge …)`: messages that share a value of any of the fields, directly or through
 * others, are one group, which ends where its options say (T/transactionize-operator.md).
 */
export function lowerTransactionize(context: Context, stage: TransactionizeStage): undefined {
  const { rows } = context
  const { span } = stage
  const keys = stage.names.map(name => keyColumn(context, name))
  const options = optionsOf(context, stage)
  if (keys.length === 0 || !keys.every(key => key !== undefined) || options === undefined) return lost(context)
  const bounds = boundsOf(context, options, span)
  if (bounds === 'refused') return lost(context)
  const merge = mergeOf(context, stage)
  if (merge === 'refused') return lost(context)
  oldestFirst(rows, span)
  const prefix = stage.as?.name ?? '_group'
  const group = freshColumn(rows, prefix)
  rows.steps.push(input => ({
    op: 'link',
    input,
    keys: keys.map(key => key.name),
    as: group,
    ...(bounds === undefined ? {} : { bounds }),
    at: span,
  }))
  const orphan = negation(
    anyOf(
      keys.map((of): Predicate => ({ op: 'present', of, at: span })),
      span,
    ),
  )
  if (options.keepOrphans === false) filter(rows, negation(orphan), span)
  if (options.startsWith?.strict) onlyMarked(rows, group, 'first', bounds?.starts, orphan, span)
  if (options.endsWith?.strict) onlyMarked(rows, group, 'last', bounds?.ends, orphan, span)
  if (merge !== undefined) return mergeGroups(context, merge, [group], span)
  describeGroups(rows, prefix, group, orphan, span)
}

/** The column of a key, as something that can be compared. */
function keyColumn(context: Context, { name, span }: Name): Extract<Scalar, { op: 'field' }> | undefined {
  const field = resolve(context, name, span)
  if (field === undefined) return undefined
  const { rows } = context
  const column: Scalar = { op: 'field', name: columnOf(rows, field, span), type: field.type }
  const key = isOrdered(field.type)
    ? column
    : asColumn(rows, converted(column, field.type, 'string'), 'string', name, span)
  return key.op === 'field' ? key : undefined
}

/** Where groups end; undefined where they never do. */
function boundsOf(context: Context, options: Options, span: Span): LinkBounds | undefined | 'refused' {
  const { maxSpan, maxPause, maxLogs, startsWith, endsWith } = options
  if ([maxSpan, maxPause, maxLogs, startsWith, endsWith].every(option => option === undefined)) return undefined
  const { rows } = context
  if (rows.time === undefined) {
    needsTimes(
      context,
      '`transactionize` with options over rows without a time',
      span,
      'its groups end by the order in which messages happened, and these rows are no messages any more, or have no times',
    )
    return 'refused'
  }
  const starts = startsWith === undefined ? undefined : marked(context, startsWith)
  const ends = endsWith === undefined ? undefined : marked(context, endsWith)
  if ((startsWith !== undefined && starts === undefined) || (endsWith !== undefined && ends === undefined))
    return 'refused'
  return {
    time: momentColumn(rows, rows.time, span),
    ...(maxSpan === undefined ? {} : { span: BigInt(maxSpan) * 1000n }),
    ...(maxPause === undefined ? {} : { pause: BigInt(maxPause) * 1000n }),
    ...(maxLogs === undefined ? {} : { rows: maxLogs }),
    ...(starts === undefined ? {} : { starts }),
    ...(ends === undefined ? {} : { ends }),
  }
}

/** Whether a message has the text of a mark somewhere; letter case counts, and `*` is any run. */
function marked(context: Context, { text, option }: Mark): Predicate | undefined {
  const { span } = option.value
  const of = messageText(context, span)
  if (of === undefined) return undefined
  const pattern = wildcardPattern(`*${fillParameters(context, text, span)}*`, 'literal')
  return { op: 'match', of, pattern, fold: 'none', at: span }
}

/** Leaves the groups out whose first or last message has no mark; a row of no group is none. */
function onlyMarked(
  rows: Rows,
  group: string,
  which: 'first' | 'last',
  mark: Predicate | undefined,
  orphan: Predicate,
  at: Span,
): void {
  if (mark === undefined) return
  const column = asColumn(rows, ofCondition(mark, at).scalar, 'bool', `${which} mark`, at)
  const own = addWindow(rows, [group], `${which} mark of group`, 'bool', overAll(which, [column]), at)
  const isMarked: Predicate = {
    op: 'compare',
    is: 'eq',
    left: own,
    right: { op: 'literal', type: 'bool', value: true },
    at,
  }
  filter(rows, anyOf([orphan, isMarked], at), at)
}

/** `_group`, `_group_duration` in milliseconds, `_group_size` and `_group_orphaned`. */
function describeGroups(rows: Rows, prefix: string, group: string, orphan: Predicate, at: Span): undefined {
  const by = [group]
  setField(rows, prefix, group, 'int')
  const duration = ((): Scalar => {
    if (rows.time === undefined) return converted(nullLiteral(at).scalar, 'string', 'int')
    const time = asColumn(rows, milliseconds(rows.time), 'int', 'time', at)
    const first = addWindow(rows, by, 'first time', 'int', overAll('min', [time]), at)
    const last = addWindow(rows, by, 'last time', 'int', overAll('max', [time]), at)
    return call('subtract', [last, first], at)
  })()
  const size = addWindow(rows, by, `${prefix}_size`, 'int', overAll('count', [int(1)]), at)
  setFields(
    rows,
    [
      { name: `${prefix}_duration`, value: intOf(duration, at) },
      { name: `${prefix}_size`, value: intOf(size, at) },
      { name: `${prefix}_orphaned`, value: ofCondition(orphan, at) },
    ],
    at,
  )
}

/** The `merge` that is run on each group, or undefined where there is none. */
function mergeOf(context: Context, { each }: TransactionizeStage) {
  if (each === undefined) return undefined
  const [first, ...more] = each.stages
  // one row is left of each group, so a limit of one or more changes nothing
  const other = more.find(s => s.kind !== 'limit' || s.count.kind !== 'number' || !(s.count.value >= 1))
  if (each.scope === undefined && first?.kind === 'merge' && other === undefined) return first
  undocumented(
    context,
    'anything but `merge` on each group of a `transactionize`',
    other?.span ?? each.span,
    'the documentation describes no other stages there',
  )
  return 'refused' as const
}
