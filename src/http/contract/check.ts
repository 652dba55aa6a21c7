import { z } from 'zod'
import { dataRef, diagnostic, language, moment, named, queryText, zone } from './shared.ts'

export const checkRequest = named(
  'CheckRequest',
  z.strictObject({
    language,
    query: queryText,
    data: dataRef.optional().describe('What the query is meant for, so that names of fields can be judged'),
    zone: zone.optional(),
    now: moment.optional(),
  }),
)
export const checkAnswer = named(
  'CheckAnswer',
  z.object({
    language: z.string(),
    ok: z.boolean().describe('The query can run'),
    diagnostics: z.array(diagnostic),
    costs: z.array(diagnostic).describe('What makes it slower or dearer than it need be'),
    fixed: z.string().optional().describe('The text with every fix that is certain, where there is one'),
  }),
)
export type CheckRequestData = z.infer<typeof checkRequest>
export type CheckAnswerData = z.infer<typeof checkAnswer>

export const formatRequest = named('FormatRequest', z.strictObject({ language, query: queryText }))
export const formatAnswer = named('FormatAnswer', z.object({ text: z.string(), changed: z.boolean() }))
export type FormatRequestData = z.infer<typeof formatRequest>
export type FormatAnswerData = z.infer<typeof formatAnswer>
