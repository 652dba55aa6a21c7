import { z } from 'zod'

// The data of the catalogue's pages, as JSON: the API answers with it, and its document describes it by these. Everything that was
// measured carries where it was measured; what nobody measured yet says so with a reason. The types of it are in model.ts.

const text = z.string()
const list = z.array(text)
const count = z.int().min(0)

export const namedThing = z.object({ id: text, name: text })

export const standing = z
  .enum(['proven', 'refuted', 'unproven'])
  .describe('What a claim is worth: every declaration holds, one does not, or nobody ran it')

export const severity = z.enum(['low', 'medium', 'high', 'critical'])

export const confidence = z
  .object({
    level: z.enum(['low', 'medium', 'high']),
    score: z.number().describe('From 0 to 100'),
    factors: z.array(z.object({ says: text, points: z.number(), of: z.number() })),
    cap: z
      .object({ sum: z.number(), says: text })
      .optional()
      .describe('Where the score is less than the sum of the points: that sum, and why it does not count in full'),
  })
  .describe('How far the detection may be trusted, and why: each factor is something measured or declared')

const procedures = z.object({ total: count, caught: count })

export const detectionCard = z
  .object({
    id: text.describe('The id in addresses: T1591.002'),
    name: text.describe('Business Relationships'),
    title: text,
    tactic: namedThing,
    technique: namedThing,
    severity,
    confidence,
    standing,
    languages: z.array(namedThing),
    platforms: list,
    dataSources: list,
    procedures,
    baseline: z
      .object({ events: count, undeclaredRows: count, declaredRows: count })
      .describe(
        'Rows of the language whose queries give the most; those of the others are not added, since the events are the same',
      ),
    words: text.describe('Text of title, description and queries, for the search; lower case, words once'),
  })
  .describe('A detection as a list shows it')

export const techniqueCell = z.object({
  id: text,
  name: text,
  get subtechniques() {
    return z.array(techniqueCell)
  },
  detections: list.describe('Detections of the catalogue, by id'),
  procedures,
})

export const attackMatrix = z
  .object({
    version: text,
    notice: text,
    tactics: z.array(z.object({ ...namedThing.shape, techniques: z.array(techniqueCell) })),
  })
  .describe('ATT&CK as a matrix: tactics in the order of the kill chain, each with its techniques')

export const catalogue = z
  .object({
    assay: text.describe('The version of Assay that proved them'),
    provedAt: text.describe('ISO 8601'),
    engine: text,
    detections: z.array(detectionCard),
    counts: z.object({ proven: count, refuted: count, unproven: count }),
    attack: attackMatrix,
  })
  .describe('The whole catalogue, as the home page and the search need it')

const measured = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('measured', [
    z.object({ measured: z.literal(true), value }),
    z.object({ measured: z.literal(false), why: text }),
  ])

export const attackBlock = z.object({
  version: text,
  tactic: namedThing,
  technique: namedThing,
  subtechnique: namedThing.optional(),
  reference: text,
  actors: z.array(namedThing),
  newer: z
    .object({ version: text, says: text, tactic: namedThing, id: text })
    .describe('What the newest known version of ATT&CK says of the same technique'),
})

export const textPiece = z
  .object({
    kind: text,
    text,
    help: text.exactOptional(),
    page: text.exactOptional().describe("The vendor's page about it"),
  })
  .describe(
    'A piece of a query with its colour and, for operators and functions, the help. Together they cover the text',
  )

export const placedDiagnostic = z.object({
  code: text,
  severity: z.enum(['error', 'warning', 'note']),
  message: text,
  because: text.exactOptional(),
  help: text.exactOptional(),
  start: count,
  end: count,
  line: count,
  column: count,
})

const place = {
  start: count.optional().describe("The place in the query's text; absent where the plan has none"),
  end: count.optional(),
}

/** A condition with what it came to, and the values that decided. */
export const whyNode = z.object({
  text,
  holds: z.boolean(),
  start: place.start,
  end: place.end,
  values: z
    .array(z.object({ name: text, value: text }))
    .describe('What the condition looked at, as JSON text; null is a value that is missing'),
  get children() {
    return z.array(whyNode)
  },
})

export const whyStep = z
  .object({ text, ...place, kept: z.boolean(), tree: whyNode.optional() })
  .describe('What one stage of a query made of the event')

const seen = { file: text, line: count, time: text.optional().describe('ISO 8601'), kind: text, gist: text }

export const seenEvent = z.object(seen).describe('An event as one line')

export const eventEntry = z
  .object({
    ...seen,
    raw: text.optional().describe("The whole event: its log's text, and its fields"),
    fields: z.array(z.object({ name: text, value: text })),
    why: z.array(whyStep),
  })
  .describe('An event as a person recognises it, with why it is a hit')

export const cellEntry = z
  .object({
    of: text.describe('The test, the part of the baseline or the variant'),
    expected: z.boolean().describe('Whether the package says that it fires here'),
    fires: z.boolean(),
    rows: count,
    eventCount: count,
    events: z
      .array(eventEntry)
      .describe('The first events behind its rows; where it is silent but expected to fire, those that came nearest'),
    failed: text.optional(),
  })
  .describe('A query over one recording')

export const queryEntry = z
  .object({
    id: text,
    title: text,
    language: text,
    file: text,
    text,
    reads: text,
    tokens: z.array(textPiece),
    refused: z.boolean(),
    diagnostics: z.array(placedDiagnostic),
    catches: list,
    cells: z.array(cellEntry),
    benign: z.array(cellEntry),
    benignRows: count,
    declaredBenignRows: count.optional(),
    benignWhy: text.optional(),
    stages: z
      .array(z.object({ start: count, end: count, text, says: text }))
      .describe('How it works, one entry for each stage: the place in the text and the meaning in words'),
  })
  .describe('A query with what it does over every recording; also a Sigma rule of the package')

export const specimenEntry = z.object({ id: text, title: text, published: queryEntry, fixed: queryEntry.optional() })

export const huntEntry = z.object({ ...queryEntry.shape, question: text })

const kinds = z.array(z.object({ kind: text, count }))

export const testEntry = z.object({
  id: text,
  guid: text.optional(),
  name: text,
  description: text,
  platforms: list,
  executor: text,
  elevated: z.boolean(),
  command: text.describe("With the arguments' defaults filled in"),
  cleanup: text.optional(),
  prerequisites: z.array(z.object({ description: text, check: text, get: text.optional() })),
  publishedExpectation: text.optional(),
  differs: text.optional(),
  collector: text.optional(),
  constructed: list,
  valid: z.boolean(),
  events: count,
  kinds,
  expectations: z.array(
    z.object({
      says: text,
      satisfied: z.boolean(),
      found: count,
      needed: count,
      why: text.optional(),
      events: z.array(seenEvent).describe('The first events of the recording that fit it'),
    }),
  ),
})

const origin = z.enum(['recorded', 'constructed'])

export const baselineEntry = z.object({
  id: text,
  title: text,
  kind: origin,
  says: text.optional(),
  collector: text.optional(),
  events: count,
  kinds,
})

export const variantEntry = z.object({
  id: text,
  of: text,
  kind: origin,
  says: text.optional(),
  events: count,
  caught: z.boolean(),
  caughtBy: z.array(z.object({ query: text, fires: z.boolean(), events: count })),
})

export const equivalenceEntry = z
  .object({
    language: text,
    other: text,
    verdict: z.enum(['proved', 'refuted', 'not refuted', 'unknown']),
    says: text,
    recordings: count.describe('Recordings that were run through the queries of both'),
    onlyLanguage: list.describe('Recordings on which only the queries of `language` fire'),
    onlyOther: list.describe('Recordings on which only those of `other` fire'),
  })
  .describe(
    'Whether the queries of two languages say the same. `proved` is of all events; recordings can only refute it',
  )

export const parameterEntry = z
  .object({
    name: text,
    query: text,
    meaning: text,
    default: text,
    place: z
      .object({ start: count, end: count, kind: z.enum(['number', 'string', 'list']) })
      .optional()
      .describe('Absent: it stands in the text in a form that the page cannot change'),
  })
  .describe("A threshold or a list that may be moved: where it stands in its query's text")

export const playbook = z.object({
  intro: text.describe('Markdown before the first step'),
  steps: z.array(z.object({ title: text, who: text.optional(), minutes: z.number().optional(), text })),
  more: z.array(z.object({ title: text, text })).describe('Sections after the steps: evidence, closing'),
})

export const investigationStep = z.object({
  question: text,
  text: text.describe('Markdown'),
  runs: list.describe('Queries and hunts of the package that it names, by id'),
})

export const relatedEntry = z.object({
  technique: text,
  name: text,
  relation: text,
  why: text,
  detection: text.optional().describe('The detection of this catalogue; absent when there is none'),
  shared: list.describe(
    'Some conditions that the queries of both ask, as they are written; those that fewest others ask',
  ),
})

export const detection = z
  .object({
    ...detectionCard.shape,
    folder: text.describe("The name of its package's folder, wherever that lies"),
    status: text,
    author: text,
    created: text,
    modified: text,
    provedAt: text.describe('ISO 8601'),
    engine: text,
    attack: attackBlock,
    description: text.describe('Markdown'),
    tuning: text.describe('Markdown'),
    queries: z.array(queryEntry),
    specimens: z.array(specimenEntry),
    hunts: z.array(huntEntry),
    tests: z.array(testEntry),
    baselineParts: z.array(baselineEntry),
    variants: z.array(variantEntry),
    evasion: measured(z.object({ resisted: count, total: count })),
    mutation: measured(z.object({ killed: count, total: count })),
    equivalence: measured(z.array(equivalenceEntry)),
    sources: z.array(z.object({ name: text, gives: text })),
    requiredTables: z.array(z.object({ platform: text, table: text, fields: list })),
    falsePositives: list,
    blindSpots: list,
    assumptions: list,
    parameters: z.array(parameterEntry),
    playbook,
    investigation: z.array(investigationStep),
    related: z.array(relatedEntry),
    references: z.array(z.object({ title: text, url: text })),
    history: z.array(z.object({ date: text, says: text })),
    differences: z
      .array(z.object({ what: text, id: text, says: text }))
      .describe('Where what was measured is not what the package declares; empty when it is proven'),
  })
  .describe('A detection with everything its page shows')
