import type { Span } from '../../../base/span.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { OperatorStage } from '../syntax.ts'
import { call, choose, float, int, overAll } from './build.ts'
import { asFloat, converted } from './coerce.ts'
import { type Context, lost, notSupportedYet, say } from './context.ts'
import { timeOf } from './outlier.ts'
import { resolveTyped } from './resolve.ts'
import { type Rows, setFields } from './rows.ts'
import { floatOf } from './typed.ts'
import { addWindow, asColumn, numberOf } from './window.ts'

/**
 * `predict f by 1m`: the straight line through the points of all slices by least squares, and how far it is from each; a slice
 * between the first and the last that has no row counts as zero (S/predict.md). The auto-regressive model is not published.
 */
export function lowerPredict(context: Context, stage: OperatorStage): undefined {
  const { rows } = context
  const { span, args } = stage
  const [field, by, step] = args
  const option = args.slice(3).find(arg => arg.word !== 'model' || !isWord(arg, 'linear'))
  if (option !== undefined) {
    lost(context)
    return isWord(option, 'ar')
      ? notSupportedYet(
          context,
          'the auto-regressive model of `predict`',
          option.span,
          'how it learns is not published',
        )
      : notSupportedYet(
          context,
          `\`${option.word}\` of \`predict\``,
          option.span,
          'it is documented for the auto-regressive model only, which is not published',
        )
  }
  const width = step?.value === undefined || step.value.kind === 'search' ? undefined : numberOf(step.value)
  if (
    field?.value?.kind !== 'field' ||
    by?.word !== 'by' ||
    width === undefined ||
    !Number.isSafeInteger(width) ||
    width <= 0
  ) {
    lost(context)
    return say(context, {
      code: 'sumo/predict',
      severity: 'error',
      message: '`predict` takes a field and the width of its time slices',
      help: 'write for example `timeslice 1m | count by _timeslice | predict _count by 1m`',
      span,
    })
  }
  const { name } = field.value
  const time = timeOf(context, '`predict`', span)
  const value = resolveTyped(context, name, field.span)
  const number = value === undefined ? undefined : asFloat(value)
  if (time === undefined || number === undefined) return lost(context)
  const y = asColumn(rows, number, 'float', name, span)
  const predicted = line(rows, time, int(width), y, span)
  setFields(
    rows,
    [
      { name: `${name}_predicted`, value: floatOf(predicted, span) },
      { name: `${name}_error`, value: floatOf(call('subtract', [predicted, y], span), span) },
    ],
    span,
  )
}

const isWord = ({ value }: OperatorStage['args'][number], word: string): boolean =>
  value?.kind === 'field' && value.name.toLowerCase() === word

/** The value of the line of least squares at the place of a row. Zeros add nothing to the sums; they count in the number of points. */
function line(rows: Rows, time: Scalar, width: Scalar, y: Scalar, at: Span): Scalar {
  const all = (fn: 'min' | 'max' | 'sum', of: Scalar, type: 'int' | 'float', near: string): Scalar =>
    addWindow(rows, [], near, type, overAll(fn, [of]), at)
  const plus = (a: Scalar, b: Scalar): Scalar => call('add', [a, b], at)
  const minus = (a: Scalar, b: Scalar): Scalar => call('subtract', [a, b], at)
  const times = (a: Scalar, b: Scalar): Scalar => call('multiply', [a, b], at)
  const over = (a: Scalar, b: Scalar): Scalar => call('divide', [a, b], at)
  const first = all('min', time, 'int', 'first slice')
  const place = (slice: Scalar): Scalar =>
    converted(call('floor_div', [minus(slice, first), width], at), 'int', 'float')
  const last = place(all('max', time, 'int', 'last slice'))
  const x = asColumn(rows, place(time), 'float', 'place', at)
  const n = asColumn(rows, plus(last, float(1)), 'float', 'slices', at)
  const sumY = all('sum', y, 'float', 'sum')
  const sumXY = all('sum', asColumn(rows, times(x, y), 'float', 'product', at), 'float', 'sum of products')
  // x runs from 0 to n - 1
  const meanX = over(minus(n, float(1)), float(2))
  const squares = over(times(n, minus(times(n, n), float(1))), float(12))
  const meanY = over(sumY, n)
  const slope = over(minus(sumXY, times(meanX, sumY)), squares)
  const isLine = { op: 'compare', is: 'gt', left: n, right: float(1) } as const
  return asColumn(rows, choose(isLine, plus(meanY, times(slope, minus(x, meanX))), meanY, at), 'float', 'predicted', at)
}
