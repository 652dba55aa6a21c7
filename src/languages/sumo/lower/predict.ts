import type { Span } from '../../../base/span.ts'
import { columnsOf } from '../../../plan/columns.ts'
import type { Named, Plan, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { OperatorStage } from '../syntax.ts'
import { call, choose, float, int, overAll } from './build.ts'
import { asFloat, converted } from './coerce.ts'
import { type Context, lost, notRun, say, undocumented } from './context.ts'
import { timeOf } from './outlier.ts'
import { needsValue } from './parameters.ts'
import { resolveTyped } from './resolve.ts'
import { freshColumn, type Rows, setFields } from './rows.ts'
import { floatOf } from './typed.ts'
import { addWindow, asColumn, numberOf } from './window.ts'

/**
 * `predict f by 1m`: the straight line through the points of all slices by least squares, and how far it is from each; a slice
 * between the first and the last that has no row counts as zero (S/predict.md). A forecast goes on with
 * the line, for slices after the last. The auto-regressive model is not published.
 */
export function lowerPredict(context: Context, stage: OperatorStage): undefined {
  const { rows } = context
  const { span, args } = stage
  const [field, by, step] = args
  const options = args.slice(3)
  const isAr = options.some(arg => arg.word === 'model' && isWord(arg, 'ar'))
  const other = options.find(arg => !(arg.word === 'model' && isWord(arg, 'linear')) && arg.word !== 'forecast')
  if (isAr || other !== undefined) {
    lost(context)
    if (!isAr) return undocumented(context, `\`${other?.word}\` of \`predict\``, span, 'no page says what it does')
    return say(context, {
      code: 'sumo/cloud-only',
      severity: 'error',
      message: '`predict` with `model=ar` runs in Sumo Logic only',
      because: 'how the auto-regressive model learns is not published',
      help: 'leave the model out: the line of least squares needs nothing that Sumo keeps to itself',
      span,
    })
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
  const ahead = pointsAhead(
    context,
    options.find(arg => arg.word === 'forecast'),
    width,
  )
  if (ahead === undefined) return lost(context)
  const y = asColumn(rows, number, 'float', name, span)
  const predicted = line(rows, time, int(width), y, ahead, span)
  setFields(
    rows,
    [
      { name: `${name}_predicted`, value: floatOf(predicted, span) },
      { name: `${name}_error`, value: floatOf(call('subtract', [predicted, y], span), span) },
    ],
    span,
  )
}

/** How many slices a forecast goes on for: so many, or as many as a duration has (S/predict.md); undefined after saying why not. */
function pointsAhead(
  context: Context,
  option: OperatorStage['args'][number] | undefined,
  width: number,
): number | undefined {
  if (option === undefined) return 0
  const { value, span } = option
  if (value?.kind === 'parameter') return needsValue(context, 'a number', span)
  if (context.rows.others)
    return notRun(context, '`forecast` beside columns that only the data names', span, 'name them in `transpose … as`')
  const points = value?.kind !== 'number' ? Number.NaN : /[a-z]/i.test(value.text) ? value.value / width : value.value
  if (!(points >= 0))
    return say(context, {
      code: 'sumo/predict',
      severity: 'error',
      message: '`forecast` takes a number of slices or a duration',
      help: 'write for example `forecast=5` or `forecast=5m`',
      span,
    })
  if (points > choices.mostPredicted)
    say(context, {
      code: 'sumo/predict-limit',
      severity: 'warning',
      message: `the forecast ends after ${choices.mostPredicted} slices`,
      because: 'Sumo Logic predicts no more points than that',
      span,
    })
  return Math.min(Math.floor(points), choices.mostPredicted)
}

/** Rows for so many slices after the last one, with nothing in them but their time and what `known` columns hold in every row. */
function goOn(
  rows: Rows,
  time: Scalar,
  last: Scalar,
  width: Scalar,
  count: number,
  known: readonly Scalar[],
  at: Span,
): void {
  const kept = new Set([...known, time].flatMap(scalar => (scalar.op === 'field' ? [scalar.name] : [])))
  const step = freshColumn(rows, 'step')
  rows.steps.push(input => {
    const columns = columnsOf(input)
    const steps = call('int_range', [int(1), int(count), int(1)], at)
    const one: Plan = { op: 'detach', input: { op: 'limit', input, count: 1, by: [] }, at }
    const ahead: Plan = { op: 'unnest', input: one, list: steps, as: step, outer: false }
    const moved = call('add', [last, call('multiply', [{ op: 'field', name: step, type: 'int' }, width], at)], at)
    const made = columns.flatMap(({ name, type }): Named<Scalar>[] => {
      if (time.op === 'field' && name === time.name) return [{ name, value: moved }]
      return kept.has(name) ? [] : [{ name, value: { op: 'literal', type, value: null } }]
    })
    const only: Plan = {
      op: 'keep',
      input: { op: 'extend', input: ahead, columns: made },
      columns: columns.map(c => c.name),
    }
    return { op: 'union', inputs: [input, only], at }
  })
}

const isWord = ({ value }: OperatorStage['args'][number], word: string): boolean =>
  value?.kind === 'field' && value.name.toLowerCase() === word

/** The value of the line of least squares at the place of a row. Zeros add nothing to the sums; they count in the number of points. */
function line(rows: Rows, time: Scalar, width: Scalar, y: Scalar, ahead: number, at: Span): Scalar {
  const all = (fn: 'min' | 'max' | 'sum', of: Scalar, type: 'int' | 'float', near: string): Scalar =>
    addWindow(rows, [], near, type, overAll(fn, [of]), at)
  const plus = (a: Scalar, b: Scalar): Scalar => call('add', [a, b], at)
  const minus = (a: Scalar, b: Scalar): Scalar => call('subtract', [a, b], at)
  const times = (a: Scalar, b: Scalar): Scalar => call('multiply', [a, b], at)
  const over = (a: Scalar, b: Scalar): Scalar => call('divide', [a, b], at)
  const first = all('min', time, 'int', 'first slice')
  const place = (slice: Scalar): Scalar =>
    converted(call('floor_div', [minus(slice, first), width], at), 'int', 'float')
  const last = all('max', time, 'int', 'last slice')
  const within = asColumn(rows, place(time), 'float', 'place', at)
  const n = asColumn(rows, plus(place(last), float(1)), 'float', 'slices', at)
  const sumY = all('sum', y, 'float', 'sum')
  const sumXY = all('sum', asColumn(rows, times(within, y), 'float', 'product', at), 'float', 'sum of products')
  if (ahead > 0) goOn(rows, time, last, width, ahead, [first, last, n, sumY, sumXY], at)
  const x = ahead > 0 ? asColumn(rows, place(time), 'float', 'place', at) : within
  // x runs from 0 to n - 1
  const meanX = over(minus(n, float(1)), float(2))
  const squares = over(times(n, minus(times(n, n), float(1))), float(12))
  const meanY = over(sumY, n)
  const slope = over(minus(sumXY, times(meanX, sumY)), squares)
  const isLine = { op: 'compare', is: 'gt', left: n, right: float(1) } as const
  return asColumn(rows, choose(isLine, plus(meanY, times(slope, minus(x, meanX))), meanY, at), 'float', 'predicted', at)
}
