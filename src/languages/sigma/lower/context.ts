import type { Span } from '../../../base/span.ts'
import { suggest } from '../../../base/suggest.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import { type Report, warn } from '../report.ts'

/** What is known while a rule is lowered. */
export interface Context {
  readonly schema: Schema
  readonly report: Report
  /** Fields that the schema lacks, each told once. */
  readonly missing: Set<string>
}

/**
 * What a field is. Names are compared exactly. A field that the data cannot have is told, and missing in every event: that is what
 * it is for a rule, whose `not` goes on to hold.
 */
export function fieldOf(context: Context, name: string, span: Span): Scalar {
  const { schema } = context
  const listed = schema.fields.get(name.toLowerCase())
  if (listed?.name === name) return listed.scalar
  const open = schema.unlisted?.(name)
  if (listed !== undefined && !context.missing.has(name)) {
    context.missing.add(name)
    warn(context.report, 'field-case', span, `events have \`${listed.name}\`, in other letter case`, {
      because: 'names of fields are compared as they are written, so that this one is missing',
      help: `write \`${listed.name}\``,
      fix: [{ span, text: listed.name }],
    })
  }
  if (open !== undefined) return open
  if (listed === undefined && !context.missing.has(name)) {
    context.missing.add(name)
    const near = suggest(
      name,
      [...schema.fields.values()].map(f => f.name),
    )
    warn(context.report, 'unknown-field', span, `there is no field \`${name}\` in this data`, {
      because: 'it is missing in every event, so that only `null`, `exists: false` and `not` can hold of it',
      ...(near.length === 0 ? {} : { help: `did you mean ${near.map(n => `\`${n}\``).join(' or ')}?` }),
    })
  }
  return { op: 'literal', type: 'string', value: null }
}
