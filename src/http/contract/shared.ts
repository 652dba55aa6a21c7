import { z } from 'zod'

// What requests and answers are made of. Free of Node: the pages share these types.

/** Schemas that have a name in the OpenAPI document. */
export const components = z.registry<{ readonly id: string }>()

/** Gives a schema its name there. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  components.add(schema, { id })
  return schema
}

/** Longest text of a query, in UTF-16 units: more than any platform takes. */
export const longestQuery = 100_000

export const language = z.string().max(40).describe('Id of a language, as GET /api/languages lists them')
export const queryText = z.string().min(1).max(longestQuery).describe('The text of the query')
export const zone = z.string().max(80).describe('IANA time zone of the person who asks; without, UTC')
export const moment = z.string().max(80)

export const origin = named(
  'Origin',
  z
    .object({ file: z.string().max(1000), line: z.int().min(0) })
    .describe('Where an event begins: a file of the data, and a line counted from 1'),
)
export type OriginData = z.infer<typeof origin>

const span = { start: z.int(), end: z.int() }

export const diagnostic = named(
  'Diagnostic',
  z.object({
    code: z.string().describe('Stable: who says it, then what it is'),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    because: z.string().optional(),
    help: z.string().optional(),
    ...span,
    line: z.int(),
    column: z.int(),
    also: z.array(z.object({ ...span, message: z.string() })).optional(),
    fix: z
      .array(z.object({ ...span, text: z.string() }))
      .optional()
      .describe('Edits that repair it; offsets in UTF-16 units'),
  }),
)
export type DiagnosticData = z.infer<typeof diagnostic>

export const column = named('Column', z.object({ name: z.string(), type: z.string() }))

/** A value in JSON: whole numbers beyond ±(2⁵³−1), times (ISO 8601) and floats that are no numbers are text. */
export const value = named('Value', z.json())

export const unread = named(
  'Unread',
  z.object({ is: z.enum(['record', 'file', 'remark']), file: z.string(), line: z.int(), message: z.string() }),
)

export const readSummary = named(
  'ReadSummary',
  z.object({
    files: z.int(),
    events: z.int(),
    kinds: z.array(z.object({ kind: z.string(), count: z.int() })),
    problems: z.array(unread),
    problemCount: z.int(),
    incomplete: z.boolean().describe('A file could not be read to its end, or nothing was read'),
  }),
)

export const dataName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\]+$/, 'a name without slashes')
  // in no pattern of the OpenAPI document: not every reader of one knows classes of characters
  .refine(name => !/^(\.+|-)$|\p{Cc}/u.test(name), 'a name, not a path, and without control characters')

export const dataRef = named(
  'Data',
  z
    .union([
      z.strictObject({ set: z.string().max(300).describe('Id of a data set, as GET /api/data lists them') }),
      z.strictObject({
        files: z
          .array(z.strictObject({ name: dataName, text: z.string() }))
          .min(1)
          .max(20)
          .describe('Logs as they are; larger ones are uploaded first, with POST /api/data'),
      }),
    ])
    .describe('The data that is searched'),
)
export type DataRef = z.infer<typeof dataRef>

/** What a search is told about time and data. */
export const searched = {
  data: dataRef,
  from: moment.optional().describe('Start of the range of time that is searched; without, all of the data is'),
  to: moment.optional().describe('Its end, which is not in it; without, now'),
  zone: zone.optional(),
  now: moment.optional().describe('What time the search is told it is'),
  engine: z.string().max(40).optional().describe('duckdb (default) or reference'),
  style: z.string().max(40).optional().describe('How the platform presents events'),
  year: z.int().min(1970).max(9999).optional().describe('Of the first time stamp, for logs that write none'),
  tables: z
    .array(z.strictObject({ name: z.string().min(1).max(200), set: z.string().max(300) }))
    .max(20)
    .optional()
    .describe('Uploads of one file, as tables under the names that queries call them'),
}

export const parameters = z
  .record(z.string().max(200), z.string().max(10_000))
  .optional()
  .describe('Values of template parameters')

export const query = { language, query: queryText, parameters }
