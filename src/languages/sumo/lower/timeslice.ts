import type { Scalar } from '../../../plan/plan.ts'
import type { Stage } from '../syntax.ts'
import { asInt } from './coerce.ts'
import { type Context, lost, notSupportedYet, say } from './context.ts'
import { resolveTyped } from './resolve.ts'
import { setFields } from './rows.ts'
import { intOf } from './typed.ts'

const week = 7 * 24 * 60 * 60 * 1000

/**
 * `timeslice 5m`: the start, in milliseconds, of the slice of that width that a message falls into, counted from
 * midnight UTC (docs/search/search-query-language/search-operators/timeslice.md).
 */
export function lowerTimeslice(context: Context, stage: Extract<Stage, { kind: 'timeslice' }>): undefined {
  const { span, width } = stage
  if (stage.buckets !== undefined) return unsupported(context, '`timeslice … buckets`', stage)
  if (width === undefined) return unsupported(context, '`timeslice` without a width', stage)
  if (width.kind !== 'number') return unsupported(context, 'a `timeslice` whose width is no plain duration', stage)
  const milliseconds = width.value
  if (!Number.isSafeInteger(milliseconds) || milliseconds <= 0) {
    lost(context)
    return say(context, {
      code: 'sumo/timeslice-width',
      severity: 'error',
      message: 'the width of a time slice is a whole number of milliseconds above 0',
      help: 'write it like `5m` or `1h`',
      span: width.span,
    })
  }
  // which day a week begins with is the user's setting, and no page says what counts without one
  if (milliseconds % week === 0) return unsupported(context, 'a `timeslice` of weeks', stage)
  const time = resolveTyped(context, '_messageTime', span)
  const at = time === undefined ? undefined : asInt(time)
  if (at === undefined) return lost(context)
  const size: Scalar = { op: 'literal', type: 'int', value: BigInt(milliseconds) }
  const slice: Scalar = { op: 'call', fn: 'floor_div', args: [at, size], at: span }
  const start: Scalar = { op: 'call', fn: 'multiply', args: [slice, size], at: span }
  const end: Scalar = { op: 'call', fn: 'add', args: [start, size], at: span }
  setFields(
    context.rows,
    [
      { name: stage.as?.name ?? '_timeslice', value: intOf(start, span) },
      { name: '__timeslice_end', value: intOf(end, span) },
    ],
    span,
  )
}

function unsupported(context: Context, what: string, stage: Extract<Stage, { kind: 'timeslice' }>): undefined {
  lost(context)
  return notSupportedYet(context, what, stage.span)
}
