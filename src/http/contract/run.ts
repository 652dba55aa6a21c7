import { z } from 'zod'
import { column, diagnostic, named, origin, query, readSummary, searched, value } from './shared.ts'
import { standardRows } from './standard-rows.ts'

export const runRequest = named(
  'RunRequest',
  z.strictObject({
    ...query,
    ...searched,
    limit: z.int().min(0).max(1_000_000).optional().describe(`Rows at most; without, ${standardRows}`),
    histogram: z
      .int()
      .min(1)
      .max(500)
      .optional()
      .describe('Put the events that are searched into about so many buckets of time'),
    explain: z.boolean().optional().describe('Give the plan, and what the engine makes of it'),
  }),
)
export type RunRequestData = z.infer<typeof runRequest>

export const row = named(
  'Row',
  z.object({
    values: z.array(value).describe('One for each column'),
    behind: z.array(origin).describe('Where the events behind the row begin, the first few'),
    behindCount: z.int(),
  }),
)

const histogram = z.object({
  start: z.string().describe('ISO 8601, UTC'),
  widthMs: z.number(),
  buckets: z.array(
    z.object({ events: z.int(), matched: z.int().describe('Those behind rows, also behind rows over the limit') }),
  ),
  timeless: z.int().describe('Events that do not say when they happened'),
})

export const runAnswer = named(
  'RunAnswer',
  z.object({
    columns: z.array(column),
    rows: z.array(row),
    rowCount: z.int().describe('All rows there are, also those over the limit'),
    truncated: z.boolean(),
    read: readSummary,
    timeless: z.int().describe('Events that were not searched since they do not say when they happened'),
    diagnostics: z.array(diagnostic),
    histogram: histogram.optional(),
    ms: z.number().describe('What the query took, without reading'),
    engine: z.string(),
    plan: z.string().optional(),
    sql: z.string().optional(),
  }),
)
export type RunAnswerData = z.infer<typeof runAnswer>

const difference = <T extends z.ZodType>(item: T) =>
  z.object({
    both: z.int(),
    onlyFirst: z.array(item).describe('The first few'),
    onlyFirstCount: z.int(),
    onlySecond: z.array(item).describe('The first few'),
    onlySecondCount: z.int(),
  })

export const compareRequest = named(
  'CompareRequest',
  z.strictObject({ first: z.strictObject(query), second: z.strictObject(query), ...searched }),
)
export type CompareRequestData = z.infer<typeof compareRequest>

const side = z.object({ rowCount: z.int(), columns: z.array(column), diagnostics: z.array(diagnostic), ms: z.number() })

export const compareAnswer = named(
  'CompareAnswer',
  z.object({
    same: z
      .boolean()
      .describe('The same events are behind the rows, and where the columns are the same, so are the rows'),
    first: side,
    second: side,
    events: difference(origin),
    rows: difference(row).optional().describe('Absent where the columns are different ones'),
    read: readSummary,
  }),
)
export type CompareAnswerData = z.infer<typeof compareAnswer>
