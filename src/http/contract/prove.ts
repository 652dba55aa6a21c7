import { z } from 'zod'
import { named, unread } from './shared.ts'

export const proveRequest = named(
  'ProveRequest',
  z.strictObject({
    detection: z.string().max(200).describe('Id of a detection, or the folder of a package'),
    engine: z.string().max(40).optional(),
  }),
)

const text = z.string()
const count = z.int().min(0)
const origin = z.enum(['recorded', 'constructed'])

const found = named(
  'Finding',
  z.object({
    file: text.describe('Of the package; line and column in it count from 1'),
    line: count,
    column: count,
    code: text,
    severity: z.enum(['error', 'warning', 'note']),
    message: text,
    because: text.optional(),
    help: text.optional(),
  }),
)

const survey = {
  events: count,
  kinds: z.array(z.object({ kind: text, count })),
  problems: z.array(unread).describe('Records that could not be read, the first few'),
  problemCount: count,
  unread: text.optional().describe('Why some of the telemetry is missing; absent when all of it was read'),
}

const cell = named(
  'VerdictCell',
  z
    .object({
      of: text.describe('The test, the part of the baseline or the variant'),
      fires: z.boolean(),
      rows: count,
      events: z
        .array(
          z.object({ origin: z.object({ file: text, line: count }), time: text.optional(), kind: text, gist: text }),
        )
        .describe('Events behind the rows, the first few'),
      eventCount: count,
      ms: z.number(),
      failed: text.optional(),
    })
    .describe('A query over one recording'),
)

const queryVerdict = named(
  'QueryVerdict',
  z.object({
    id: text,
    title: text,
    language: text,
    file: text,
    diagnostics: z.array(found),
    refused: z.boolean(),
    cells: z.array(cell),
    benign: z.array(cell),
    variants: z.array(cell),
    benignRows: count,
    declared: z
      .object({ catches: z.array(text), benignHits: count.optional(), variants: z.array(text) })
      .describe('What the package says of it'),
  }),
)

const verdict = {
  engine: text,
  holds: z.boolean().describe('Every declaration of the package holds, and every test is valid'),
  tests: z.array(
    z.object({
      ...survey,
      id: text,
      name: text,
      valid: z.boolean(),
      expectations: z.array(
        z.object({ says: text, satisfied: z.boolean(), found: count, needed: count, why: text.optional() }),
      ),
    }),
  ),
  baseline: z.array(z.object({ ...survey, id: text, title: text, kind: origin })),
  queries: z.array(queryVerdict),
  specimens: z.array(
    z.object({
      id: text,
      title: text,
      published: queryVerdict,
      fixed: z
        .object({ ...queryVerdict.shape, text, applied: z.array(found) })
        .optional()
        .describe('The query after its fixes'),
    }),
  ),
  hunts: z.array(queryVerdict),
  variants: z.array(
    z.object({
      ...survey,
      id: text,
      of: text,
      kind: origin,
      caughtBy: z.array(z.object({ query: text, fires: z.boolean(), events: count })),
      needed: count,
      caught: z.boolean(),
    }),
  ),
  differences: z
    .array(z.object({ what: text, id: text, of: text.optional(), says: text }))
    .describe('Where what was measured is not what the package declares'),
}

export const proveAnswer = named(
  'ProveAnswer',
  z
    .object({
      folder: text.describe("The name of the package's folder"),
      id: text.optional(),
      title: text.optional(),
      problems: z.array(found).describe("What is wrong with the package's files"),
      ...z.object(verdict).partial().shape,
    })
    .describe('The verdict, as `assay prove --format json` prints it; where the files have errors, the problems only'),
)
export type ProveAnswerData = z.infer<typeof proveAnswer>
