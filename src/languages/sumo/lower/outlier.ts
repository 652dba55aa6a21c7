import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import type { OperatorStage } from '../syntax.ts'
import { call, choose, float, int, overAll, trailing } from './build.ts'
import { asFloat } from './coerce.ts'
import { type Context, lost, needsTimes, say } from './context.ts'
import { allOf, anyOf } from './logic.ts'
import { needsValue } from './parameters.ts'
import { givenRange } from './range.ts'
import { resolveTyped } from './resolve.ts'
import type { Rows } from './rows.ts'
import { setFields } from './rows.ts'
import { sliceAt, slicingOf } from './slices.ts'
import { floatOf, intOf } from './typed.ts'
import { addWindow, asColumn, keysOf, numberOf } from './window.ts'

interface Settings {
  /** How many points before a point tell what is expected of it. */
  readonly window: number
  /** In standard deviations. */
  readonly threshold: number
  /** How many points in a row must stand out. */
  readonly consecutive: number
  readonly up: boolean
  readonly down: boolean
}

/**
 * `outlier f by g window=10, threshold=3.0, consecutive=1, direction=+-`: in the order of `_timeslice`, whether a point lies
 * further from the mean of the points before it than so many of their standard deviations; the last slice is not judged
 * (S/outlier.md). The mean and the deviation are those that the page of smooth makes by hand: of the points before, of as
 * many as there are.
 */
export function lowerOutlier(context: Context, stage: OperatorStage): undefined {
  const { rows } = context
  const { span } = stage
  const field = stage.args.find(arg => arg.word === '')?.value
  if (field?.kind !== 'field') return sayOutlier(context, span)
  const settings = settingsOf(context, stage)
  const time = timeOf(context, '`outlier`', span)
  const value = resolveTyped(context, field.name, field.span)
  const by = keysOf(context, stage.by, span)
  const number = value === undefined ? undefined : asFloat(value)
  if (settings === undefined || time === undefined || by === undefined || number === undefined) return lost(context)
  sortByTime(rows, time, span)
  const x = asColumn(rows, number, 'float', field.name, span)
  const latest = latestSlice(context, time, span)
  judge(rows, field.name, x, allOf([{ op: 'compare', is: 'lt', left: time, right: latest }]), by, settings, span)
}

/** The slice that may be incomplete: the last of the range that was asked for, else the last there is. */
function latestSlice(context: Context, time: Scalar, at: Span): Scalar {
  const { rows } = context
  const range = givenRange(context)
  if (range === undefined || rows.slice === undefined)
    return addWindow(rows, [], 'latest slice', 'int', overAll('max', [time]), at)
  const hold = (scalar: Scalar, near: string): Scalar => asColumn(rows, scalar, 'int', near, at)
  return hold(sliceAt(slicingOf(context, Number(rows.slice)), range.last, hold, at).start, 'latest slice')
}

function judge(
  rows: Rows,
  name: string,
  x: Scalar,
  counts: Predicate,
  by: readonly string[],
  settings: Settings,
  at: Span,
): void {
  const { window, threshold, consecutive } = settings
  const before = addWindow(rows, by, `${name} before`, 'float', trailing('lag', [x], 1), at)
  const mean = addWindow(rows, by, `${name} mean`, 'float', trailing('avg', [before], window - 1), at)
  const std = addWindow(rows, by, `${name}_std`, 'float', trailing('stddev', [before], window - 1), at)
  const reach = call('multiply', [std, float(threshold)], at)
  const lower = asColumn(rows, call('subtract', [mean, reach], at), 'float', `${name}_lower`, at)
  const upper = asColumn(rows, call('add', [mean, reach], at), 'float', `${name}_upper`, at)
  const out = anyOf([
    ...(settings.up ? [{ op: 'compare', is: 'gt', left: x, right: upper } as const] : []),
    ...(settings.down ? [{ op: 'compare', is: 'lt', left: x, right: lower } as const] : []),
  ])
  const indicator = asColumn(rows, choose(allOf([counts, out], at), int(1), int(0), at), 'int', `${name}_indicator`, at)
  const run = addWindow(rows, by, `${name} run`, 'int', trailing('sum', [indicator], consecutive - 1), at)
  const isRun: Predicate = { op: 'compare', is: 'ge', left: run, right: int(consecutive) }
  setFields(
    rows,
    [
      { name: `${name}_error`, value: floatOf(call('subtract', [x, mean], at), at) },
      { name: `${name}_lower`, value: floatOf(lower, at) },
      { name: `${name}_upper`, value: floatOf(upper, at) },
      { name: `${name}_indicator`, value: intOf(indicator, at) },
      { name: `${name}_violation`, value: intOf(choose(isRun, int(1), int(0), at), at) },
      { name: `${name}_std`, value: floatOf(std, at) },
    ],
    at,
  )
}

function settingsOf(context: Context, { args, span }: OperatorStage): Settings | undefined {
  const option = (word: string, otherwise: number): number => {
    const value = args.find(arg => arg.word === word)?.value
    return value === undefined || value.kind === 'search' ? otherwise : (numberOf(value) ?? Number.NaN)
  }
  const [window, threshold, consecutive] = [option('window', 10), option('threshold', 3), option('consecutive', 1)]
  if (args.some(arg => isParameter(arg.value))) return needsValue(context, 'a number', span)
  const direction = directionOf(args.find(arg => arg.word === 'direction')?.value)
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 1
  const known = ['', 'window', 'threshold', 'consecutive', 'direction']
  if (!isCount(window) || !isCount(consecutive) || !(threshold >= 0) || !args.every(arg => known.includes(arg.word)))
    return sayOutlier(context, span)
  return { window, threshold, consecutive, up: direction.includes('+'), down: direction.includes('-') }
}

const isParameter = (value: OperatorStage['args'][number]['value']): boolean => value?.kind === 'parameter'

function directionOf(value: OperatorStage['args'][number]['value']): string {
  return value?.kind === 'string' && /^[+-]+$/.test(value.text) ? value.text : '+-'
}

function sayOutlier(context: Context, span: Span): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/outlier',
    severity: 'error',
    message: '`outlier` takes a field, and perhaps window, threshold, consecutive and direction',
    help: 'write for example `outlier _count window=10, threshold=3, consecutive=1, direction=+-`',
    span,
  })
}

/** The start of the slice that a row is of, as a column; undefined after saying that there is none. */
export function timeOf(context: Context, what: string, span: Span): Scalar | undefined {
  const { rows } = context
  const field = rows.fields.get('_timeslice')
  if (rows.incomplete) return undefined
  if (field === undefined || !rows.aggregate)
    return say(context, {
      code: 'sumo/needs-timeslice',
      severity: 'error',
      message: `${what} needs rows that are aggregated by \`_timeslice\``,
      because: 'it looks at how a number changes from one slice of time to the next',
      help: 'put `| timeslice 1h | count by _timeslice` before it',
      span,
    })
  if (field.type === 'int') return asColumn(rows, field.scalar, 'int', '_timeslice', span)
  return needsTimes(context, `${what}`, span, '`_timeslice` holds no times here')
}

/** The order of time, which stays. */
export function sortByTime(rows: Rows, time: Scalar, at: Span): void {
  rows.steps.push(input => ({ op: 'sort', input, keys: [{ by: time, descending: false, nulls: 'last' }], at }))
  rows.ordered = true
  rows.newest = false
}
