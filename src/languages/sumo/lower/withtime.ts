import type { Stage } from '../syntax.ts'
import { type Context, lost, needsTimes, say } from './context.ts'
import { resolve } from './resolve.ts'

/**
 * `withtime f`: makes `f_withtime`, the value beside the time of its message, for most_recent and least_recent
 * (docs/search/search-query-language/group-aggregate-operators/most-recent-least-recent.md).
 */
export function lowerWithTime(context: Context, stage: Extract<Stage, { kind: 'operator' }>): undefined {
  const { rows } = context
  const [arg, ...more] = stage.args
  if (arg?.value?.kind !== 'field' || more.length > 0) {
    lost(context)
    return say(context, {
      code: 'sumo/withtime',
      severity: 'error',
      message: '`withtime` takes one field',
      help: 'write `withtime status`, then `most_recent(status_withtime)`',
      span: stage.span,
    })
  }
  const field = resolve(context, arg.value.name, arg.value.span)
  if (field === undefined) return lost(context)
  if (rows.time === undefined) {
    lost(context)
    return needsTimes(
      context,
      '`withtime` over rows without a time',
      stage.span,
      'rows of an aggregation are no messages, and some data has no times',
    )
  }
  const name = stage.as[0]?.name ?? `${field.name}_withtime`
  rows.fields.set(name.toLowerCase(), { ...field, name, withTime: true })
}
