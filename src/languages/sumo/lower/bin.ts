import type { Span } from '../../../base/span.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { Stage } from '../syntax.ts'
import { call, choose, float, text } from './build.ts'
import { asFloat, converted } from './coerce.ts'
import { type Context, lost, say } from './context.ts'
import { resolveTyped } from './resolve.ts'
import { setFields } from './rows.ts'
import { floatOf, textOf } from './typed.ts'
import { asColumn, numberOf } from './window.ts'

/**
 * `bin f width=10, min=0, max=100`: the interval that a number falls into, its label and its two ends (S/bin.md). What is
 * below `min` is in the first interval, what is above `max` in the last.
 */
export function lowerBin(context: Context, stage: Extract<Stage, { kind: 'operator' }>): undefined {
  const { rows } = context
  const { span } = stage
  const field = stage.args.find(arg => arg.word === '')?.value
  const option = (word: string): number | undefined => {
    const value = stage.args.find(arg => arg.word === word)?.value
    return value === undefined || value.kind === 'search' ? undefined : numberOf(value)
  }
  const [width, min, max] = [option('width'), option('min'), option('max')]
  if (field?.kind !== 'field' || width === undefined || !(width > 0) || (min ?? 0) > (max ?? Number.POSITIVE_INFINITY))
    return sayBin(context, span)
  const value = resolveTyped(context, field.name, field.span)
  const number = value === undefined ? undefined : asFloat(value)
  if (number === undefined) return lost(context)
  const x = asColumn(rows, number, 'float', field.name, span)
  const lower = asColumn(rows, lowerEnd(x, width, min, max, span), 'float', '_bin_lower', span)
  const upper = call('add', [lower, float(width)], span)
  const parts = [
    text('['),
    converted(lower, 'float', 'string'),
    text(', '),
    converted(upper, 'float', 'string'),
    text(')'),
  ]
  setFields(
    rows,
    [
      { name: '_bin_label', value: textOf(call('concat', parts, span), span) },
      { name: '_bin_lower', value: floatOf(lower, span) },
      { name: '_bin_upper', value: floatOf(upper, span) },
    ],
    span,
  )
}

/** Intervals begin at `min`, or at 0, and do not hold their upper end. */
function lowerEnd(x: Scalar, width: number, min: number | undefined, max: number | undefined, at: Span): Scalar {
  const origin = min ?? 0
  const places = call('floor', [call('divide', [call('subtract', [x, float(origin)], at), float(width)], at)], at)
  const lower = call('add', [call('multiply', [places, float(width)], at), float(origin)], at)
  const last = max === undefined ? undefined : Math.max(Math.ceil((max - origin) / width) - 1, 0) * width + origin
  const capped =
    last === undefined
      ? lower
      : choose({ op: 'compare', is: 'gt', left: x, right: float(last), at }, float(last), lower, at)
  return min === undefined
    ? capped
    : choose({ op: 'compare', is: 'lt', left: x, right: float(min), at }, float(min), capped, at)
}

function sayBin(context: Context, span: Span): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/bin',
    severity: 'error',
    message: '`bin` takes a field and a width above 0, perhaps `min` and `max`',
    help: 'write for example `bin _count width=100, min=0, max=1000`',
    span,
  })
}
