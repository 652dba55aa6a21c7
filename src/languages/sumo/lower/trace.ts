import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { captures } from '../../../plan/regex/walk.ts'
import type { TraceStage } from '../transaction-syntax.ts'
import { overAll, text } from './build.ts'
import { oldestFirst } from './by-time.ts'
import { type Context, lost, needsTimes } from './context.ts'
import { messageText } from './message.ts'
import { rawRegex } from './parse.ts'
import { filter, freshColumn } from './rows.ts'
import { ofCondition } from './typed.ts'
import { addWindow, asColumn } from './window.ts'

/**
 * `trace "ID=(\w+)" "7F92"`: the messages whose values the regex finds lead from the first value on, each to all others
 * that stand in one message with it; with `+` from earlier messages to later ones only, with `-` the other way (S/trace.md).
 */
export function lowerTrace(context: Context, stage: TraceStage): undefined {
  const { rows } = context
  const { span, direction } = stage
  const regex = rawRegex(context, stage.regex)
  const of = messageText(context, span)
  if (regex === undefined || of === undefined) return lost(context)
  if (direction !== 'both' && rows.time === undefined) {
    lost(context)
    return needsTimes(
      context,
      '`trace` through time over rows without a time',
      span,
      'which messages are earlier is not known',
    )
  }
  const group = captures(regex).length === 0 ? 0 : 1
  const values: Scalar = { op: 'extract_all', of, regex, group, at: span }
  const found = asColumn(rows, values, { list: 'string' }, 'traced values', span)
  const name = found.op === 'field' ? found.name : ''
  const from = stage.start.text
  if (direction === 'both') {
    const chain = freshColumn(rows, 'chain')
    rows.steps.push(input => ({ op: 'link', input, keys: [name], as: chain, at: span }))
    const begins: Predicate = {
      op: 'some',
      list: found,
      as: 'value',
      where: { op: 'compare', is: 'eq', left: { op: 'field', name: 'value', type: 'string' }, right: text(from) },
      at: span,
    }
    const begin = asColumn(rows, ofCondition(begins, span).scalar, 'bool', 'begins', span)
    const reached = addWindow(rows, [chain], 'reached', 'bool', overAll('max', [begin]), span)
    const yes: Scalar = { op: 'literal', type: 'bool', value: true }
    filter(rows, { op: 'compare', is: 'eq', left: reached, right: yes, at: span }, span)
    return
  }
  oldestFirst(rows, span)
  const by = rows.time
  if (direction === 'backward' && by !== undefined)
    rows.steps.push(input => ({ op: 'sort', input, keys: [{ by, descending: true, nulls: 'last' }], at: span }))
  rows.steps.push(input => ({ op: 'follow', input, key: name, adds: name, from: [from], at: span }))
}
