import { z } from 'zod'
import { whyStep } from '../../app/catalogue/schema.ts'
import { diagnostic, named, origin, query, searched } from './shared.ts'

export const explainRequest = named(
  'ExplainRequest',
  z.strictObject({
    ...query,
    ...searched,
    events: z.array(origin).min(1).max(100).describe('The events that are asked about'),
  }),
)
export type ExplainRequestData = z.infer<typeof explainRequest>

export const explainAnswer = named(
  'ExplainAnswer',
  z.object({
    diagnostics: z.array(diagnostic),
    answers: z
      .array(z.object({ matched: z.boolean(), steps: z.array(whyStep) }))
      .describe('In the order of the events'),
  }),
)
export type ExplainAnswerData = z.infer<typeof explainAnswer>
