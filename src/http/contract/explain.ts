import { z } from 'zod'
import { components, diagnostic, named, origin, query, searched } from './shared.ts'

export const explainRequest = named(
  'ExplainRequest',
  z.strictObject({
    ...query,
    ...searched,
    events: z.array(origin).min(1).max(100).describe('The events that are asked about'),
  }),
)
export type ExplainRequestData = z.infer<typeof explainRequest>

const place = { start: z.int().optional(), end: z.int().optional() }

/** A condition with what it came to. */
export interface WhyNodeData {
  text: string
  holds: boolean
  start?: number | undefined
  end?: number | undefined
  values: { name: string; value: string }[]
  children: WhyNodeData[]
}

export const whyNode: z.ZodType<WhyNodeData> = z.object({
  text: z.string(),
  holds: z.boolean(),
  ...place,
  values: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .describe('What the condition looked at, as JSON text; null is a value that is missing'),
  children: z.lazy(() => z.array(whyNode)),
})
components.add(whyNode, { id: 'WhyNode' })

export const explainAnswer = named(
  'ExplainAnswer',
  z.object({
    diagnostics: z.array(diagnostic),
    answers: z
      .array(
        z.object({
          matched: z.boolean(),
          steps: z.array(z.object({ text: z.string(), ...place, kept: z.boolean(), tree: whyNode.optional() })),
        }),
      )
      .describe('In the order of the events'),
  }),
)
export type ExplainAnswerData = z.infer<typeof explainAnswer>
