import { z } from 'zod'
import { named } from './shared.ts'

const pair = z.object({ id: z.string(), name: z.string() })

const cardFields = {
  id: z.string(),
  name: z.string(),
  title: z.string(),
  tactic: pair,
  technique: pair,
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  confidence: z.object({
    level: z.enum(['low', 'medium', 'high']),
    score: z.number(),
    factors: z.array(z.object({ says: z.string(), points: z.number(), of: z.number() })),
  }),
  standing: z.enum(['proven', 'refuted', 'unproven']).describe('What was measured against what is declared'),
  languages: z.array(pair),
  platforms: z.array(z.string()),
  dataSources: z.array(z.string()),
  procedures: z.object({ total: z.int(), caught: z.int() }),
  baseline: z.object({ events: z.int(), undeclaredRows: z.int(), declaredRows: z.int() }),
}

export const detectionList = named(
  'DetectionList',
  z.looseObject({
    assay: z.string().describe('The version that proved them'),
    provedAt: z.string(),
    engine: z.string(),
    counts: z.record(z.string(), z.int()),
    detections: z.array(z.looseObject(cardFields)),
  }),
)

export const detection = named(
  'Detection',
  z
    .looseObject({
      ...cardFields,
      description: z.string(),
      queries: z.array(
        z.looseObject({
          id: z.string(),
          title: z.string(),
          language: z.string(),
          text: z.string(),
          cells: z.array(z.looseObject({ of: z.string(), fires: z.boolean(), rows: z.int(), eventCount: z.int() })),
        }),
      ),
      tests: z.array(z.looseObject({ id: z.string(), name: z.string(), valid: z.boolean(), events: z.int() })),
    })
    .describe('Everything that its page shows'),
)

export const proveRequest = named(
  'ProveRequest',
  z.strictObject({
    detection: z.string().max(200).describe('Id of a detection, or the folder of a package'),
    engine: z.string().max(40).optional(),
  }),
)
export type ProveRequestData = z.infer<typeof proveRequest>

export const proveAnswer = named(
  'ProveAnswer',
  z
    .looseObject({
      id: z.string().optional(),
      title: z.string().optional(),
      holds: z
        .boolean()
        .optional()
        .describe('Every declaration of the package holds; absent where its files have errors'),
      problems: z.array(z.looseObject({ code: z.string(), message: z.string() })),
    })
    .describe('The verdict, as `assay prove --format json` prints it'),
)
export type ProveAnswerData = z.infer<typeof proveAnswer>
