import { z } from 'zod'
import { diagnostic, named, queryText, value } from './shared.ts'

export const convertRequest = named(
  'ConvertRequest',
  z.strictObject({
    language: z.literal('sigma').describe('The language that rules are converted from'),
    query: queryText,
    to: z.string().max(40).describe('sumo, sumo-cse or sigma'),
    prove: z.boolean().optional().describe('Compare each output with its rule'),
    events: z.int().min(1).max(20_000).optional().describe('Events that are generated where no proof is found'),
    seed: z.int().min(0).optional(),
  }),
)
export type ConvertRequestData = z.infer<typeof convertRequest>

const equivalence = named(
  'Equivalence',
  z.discriminatedUnion('verdict', [
    z.object({ verdict: z.literal('proved'), by: z.enum(['normal form', 'truth table']) }),
    z.object({
      verdict: z.literal('refuted'),
      witness: z.record(z.string(), value).describe('An event of which one of them holds and the other does not'),
      holds: z.enum(['left', 'right']).describe('left: the rule, right: the output'),
    }),
    z.object({ verdict: z.literal('not refuted'), events: z.int(), seed: z.int(), engines: z.array(z.string()) }),
    z.object({ verdict: z.literal('unknown'), reason: z.string() }),
  ]),
)

export const convertAnswer = named(
  'ConvertAnswer',
  z.object({
    rules: z.array(
      z.object({
        title: z.string(),
        id: z.string().optional(),
        author: z.string().optional(),
        text: z.string().optional().describe('Absent where the rule was refused; the diagnostics say why'),
        extension: z.string().optional(),
        assumes: z.array(z.string()).describe('What must be so of the data for the text to mean what the rule means'),
        diagnostics: z.array(diagnostic),
        equivalence: equivalence.optional(),
      }),
    ),
  }),
)
export type ConvertAnswerData = z.infer<typeof convertAnswer>
