import type { Span } from '../../../base/span.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { Name } from '../syntax.ts'
import { asText } from './coerce.ts'
import { type Context, say } from './context.ts'
import { resolveTyped } from './resolve.ts'

/** The text that a parse stage reads: the message, or the field it names; undefined after saying why there is none. */
export function textToParse(context: Context, field: Name | undefined, span: Span): Scalar | undefined {
  if (field === undefined) return messageText(context, span)
  const value = resolveTyped(context, field.name, field.span)
  return value === undefined ? undefined : asText(value)
}

/** The text of the message, where rows still are messages and have one. */
export function messageText(context: Context, span: Span): Scalar | undefined {
  const { rows, schema } = context
  if (rows.incomplete) return undefined
  const own = rows.fields.get('_raw')
  if (own !== undefined) return own.scalar
  if (rows.aggregate)
    return say(context, {
      code: 'sumo/gone-after-aggregate',
      severity: 'error',
      message: 'there are no messages to parse after the aggregation',
      because: 'an aggregation makes rows of its own; `_raw` is gone after it',
      help: 'parse before the aggregation, or name a field: `field=…`',
      span,
    })
  if (schema.message !== undefined) return schema.message
  return say(context, {
    code: 'sumo/needs-message',
    severity: 'error',
    message: 'this reads the text of messages, and this data has none, only columns',
    help: 'take fields with `| json auto`, or run the search over the original logs',
    span,
  })
}
