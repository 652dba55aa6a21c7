import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Context } from '../lower/context.ts'
import type { Name } from '../syntax.ts'

/** `where count > 1` where the field is called `_count`: aggregates without `as` are named with an underscore. */
export function defaultName(context: Context, { name, span }: Name): Diagnostic | undefined {
  const made = `_${name.toLowerCase()}`
  const { fields } = context.rows
  if (!fields.has(made)) return undefined
  return {
    code: 'sumo/default-name',
    severity: 'error',
    message: `there is no field \`${name}\`; the result is called \`${made}\``,
    because: 'an aggregate without `as` is named after its function, with an underscore before it',
    help: `write \`${made}\`, or name it: \`${name} as ${name}\``,
    span,
    fix: [{ span, text: made }],
  }
}
