import type { Span } from '../../../base/span.ts'
import { type Context, lost, say } from './context.ts'

interface Reason {
  readonly because: string
  readonly help: string
}

const clusters = (help: string): Reason => ({
  because:
    'it groups messages that look alike by a method that is not published, and any other would find other groups',
  help,
})

const ofOthers: Reason = {
  because: 'it compares with what Sumo has learned from all of its customers, which nobody else has',
  help: 'take the stage out to run the rest',
}

/** Operators that only Sumo can ever run, and what to do in their place (docs/search/behavior-insights). */
export const cloudOnly: Readonly<Record<string, Reason>> = {
  logreduce: clusters('take out of the messages what they have in common, with `parse`, and count by it'),
  logcompare: clusters('count by a field, and put an earlier time beside it with `compare with timeshift 1d`'),
  logexplain: {
    because: 'it looks for fields that tell some rows from others by a method that is not published',
    help: 'count by one field after the other, such as `| count by status`',
  },
  infer: ofOthers,
  benchmark: ofOthers,
}

/** What the operator makes is unknown, so names that nothing seems to make are not reported after it. */
export function sayCloudOnly(context: Context, operator: string, span: Span): undefined {
  lost(context)
  const reason = cloudOnly[operator]
  return say(context, {
    code: 'sumo/cloud-only',
    severity: 'error',
    message: `\`${operator}\` runs in Sumo Logic only`,
    ...reason,
    span,
  })
}
