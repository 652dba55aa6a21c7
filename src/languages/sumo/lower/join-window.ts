import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import type { JoinStage } from '../syntax.ts'
import { call, int } from './build.ts'
import { type Context, needsTimes, say } from './context.ts'
import type { Table } from './join.ts'
import { needsValue } from './parameters.ts'

/** How far apart the messages of a join may lie; undefined after saying why that cannot be asked. */
export function windowOf(
  context: Context,
  tables: readonly Table[],
  { timewindow }: JoinStage,
): { readonly milliseconds: number | undefined } | undefined {
  if (timewindow === undefined) return { milliseconds: undefined }
  const { span } = timewindow
  if (timewindow.kind === 'parameter') return needsValue(context, 'a time window', span)
  if (timewindow.kind !== 'number' || !Number.isSafeInteger(timewindow.value) || timewindow.value < 0)
    return say(context, {
      code: 'sumo/join-timewindow',
      severity: 'error',
      message: 'a time window is a length of time',
      help: 'write `timewindow 10m`, with one of the units `s`, `m`, `h` and `d`',
      span,
    })
  const timeless = tables.filter(({ context: { rows } }) => rows.time === undefined)
  if (timeless.some(({ context: { rows } }) => !rows.aggregate))
    return needsTimes(context, '`timewindow`', span, 'it needs the times of messages, and this data has none')
  const [group] = timeless
  if (group !== undefined)
    say(context, {
      code: 'sumo/join-timewindow',
      severity: 'warning',
      message: `the rows of \`${group.name}\` have no time, so the window does not bound them`,
      because: 'they are groups, and the time of a message is gone after an aggregation',
      help: 'to join groups of one time, group by a time slice: `timeslice 10m | … by _timeslice`, and join on it',
      span,
    })
  return { milliseconds: timewindow.value }
}

/** That a row of a table lies no further from those joined so far than the window is long; its ends count (S/join.md). */
export function withinWindow(
  joined: readonly Table[],
  table: Table,
  milliseconds: number | undefined,
  at: Span,
): Predicate[] {
  if (milliseconds === undefined || table.time === undefined) return []
  const here = time(table.time)
  return joined.flatMap(({ time: other }): Predicate[] =>
    other === undefined
      ? []
      : [notAfter(time(other), here, milliseconds, at), notAfter(here, time(other), milliseconds, at)],
  )
}

const time = (name: string): Scalar => ({ op: 'field', name, type: 'int' })

const notAfter = (late: Scalar, early: Scalar, milliseconds: number, at: Span): Predicate => ({
  op: 'compare',
  is: 'le',
  left: late,
  right: call('add', [early, int(milliseconds)], at),
  at,
})
