import { z } from 'zod'
import { diagnostic, named } from './shared.ts'

/** A problem document (RFC 9457). */
export const problem = named(
  'Problem',
  z
    .object({
      type: z.string().describe('/problems/ and a name that stays'),
      title: z.string(),
      status: z.int(),
      detail: z.string(),
      help: z.string().optional().describe('What to do about it'),
      diagnostics: z.array(diagnostic).optional().describe('Of a query that is refused'),
      errors: z
        .array(z.object({ pointer: z.string().describe('JSON Pointer into the body'), detail: z.string() }))
        .optional(),
      which: z.enum(['first', 'second']).optional().describe('Of two queries, the one that is refused'),
    })
    .describe('RFC 9457'),
)
export type Problem = z.infer<typeof problem>
