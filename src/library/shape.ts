import { z } from 'zod'

// The shape of a detection package's files. Keys that are not listed are errors, save in the parts of tests.yaml that
// Atomic Red Team defines (https://github.com/redcanaryco/atomic-red-team/blob/master/atomic_red_team/spec.yaml).

const text = z.string().min(1)
const texts = z.array(text).default([])
const count = z.number().int().nonnegative()
const date = text.regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written as 2026-01-31')
const named = z.strictObject({ id: text, name: text })

const written = {
  id: text,
  language: text,
  /** The query itself, or the file it stands in. */
  query: text.optional(),
  file: text.optional(),
  style: text.optional(),
}

const query = z.strictObject({
  ...written,
  title: text,
  reads: text,
  catches: texts,
  benign_hits: count,
  benign_why: text.optional(),
})

const specimen = z.strictObject({
  ...written,
  title: text,
  refused_with: texts,
  after_fix: z.strictObject({ catches: texts, benign_hits: count }).optional(),
  source: text.optional(),
})

const hunt = z.strictObject({ ...written, question: text, finds: texts, reads: text.optional() })

const baseline = z.strictObject({
  id: text,
  title: text,
  kind: z.enum(['recorded', 'constructed']),
  telemetry: z.array(text).min(1),
  /** Of the first time stamp, for logs that write none; else the year in which the package was created. */
  year: z.number().int().min(1970).max(9999).optional(),
  collector: text.optional(),
  says: text.optional(),
})

/** A file of the package that queries read as the table of this name. */
const table = z.strictObject({ name: text, file: text })

const attack = z.strictObject({
  version: text,
  tactic: named,
  technique: named,
  subtechnique: named.optional(),
  reference: text,
  actors: z.array(named).default([]),
})

const visibility = z.strictObject({ share: z.enum(['little', 'some', 'most']), why: text })

const change = z.strictObject({ date, says: text })

/** detection.yaml */
export const detectionShape = z.strictObject({
  id: text,
  name: text,
  title: text,
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  status: text,
  author: text,
  created: date,
  modified: date,
  attack,
  data_sources: z.array(z.strictObject({ name: text, gives: text })).default([]),
  required_tables: z.array(z.strictObject({ platform: text, table: text, fields: texts })).default([]),
  false_positives: texts,
  blind_spots: texts,
  assumptions: texts,
  /** How much of the technique leaves a trace in logs that a defender owns. */
  visibility: visibility.optional(),
  /** What changed in the detection, and when. */
  history: z.array(change).default([]),
  references: z.array(z.strictObject({ title: text, url: text })).default([]),
  related: z.array(z.strictObject({ technique: text, relation: text, why: text })).default([]),
  parameters: z
    .array(
      z.strictObject({
        name: text,
        query: text,
        default: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
        meaning: text,
      }),
    )
    .default([]),
  queries: z.array(query).min(1),
  specimens: z.array(specimen).default([]),
  hunts: z.array(hunt).default([]),
  baseline: z.array(baseline).default([]),
  tables: z.array(table).default([]),
})

const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(us|ms|s|m|h|d)$/, 'a time is written as a number and one of us, ms, s, m, h, d (`1.5s`)')

const expectation = z.strictObject({
  says: text,
  category: text.optional(),
  where: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown())).min(1)]),
  at_least: z.number().int().positive().default(1),
  count_distinct: text.optional(),
  within: duration.optional(),
})

const assay = z.strictObject({
  id: text,
  published_expectation: text.optional(),
  differs: text.optional(),
  telemetry: z.array(text).min(1),
  /** Of the first time stamp, for logs that write none; else the year in which the package was created. */
  year: z.number().int().min(1970).max(9999).optional(),
  collector: text.optional(),
  constructed: texts,
  expects: z.array(expectation).min(1),
})

const executor = z.looseObject({
  name: text,
  elevation_required: z.boolean().optional(),
  command: z.string().optional(),
  cleanup_command: z.string().nullish(),
})

const atomicTest = z.looseObject({
  name: text,
  auto_generated_guid: text.optional(),
  description: text,
  supported_platforms: z.array(text).min(1),
  dependency_executor_name: text.optional(),
  dependencies: z
    .array(z.looseObject({ description: text, prereq_command: text, get_prereq_command: text.optional() }))
    .default([]),
  executor,
  assay,
})

/** tests.yaml */
export const testsShape = z.looseObject({
  attack_technique: text,
  display_name: text,
  atomic_tests: z.array(atomicTest).min(1),
})

const variant = z.strictObject({
  id: text,
  /** The test whose procedure it is. */
  of: text,
  kind: z.enum(['recorded', 'constructed']),
  telemetry: z.array(text).min(1),
  year: z.number().int().min(1970).max(9999).optional(),
  collector: text.optional(),
  says: text.optional(),
  caught_by: z.array(text).min(1),
  /** Each event must be caught, not just one. */
  every_event: z.boolean().default(false),
})

/** variants.yaml, which a package may do without. */
export const variantsShape = z.strictObject({ variants: z.array(variant).min(1) })

export type VariantsData = z.infer<typeof variantsShape>
export type DetectionData = z.infer<typeof detectionShape>
export type TestsData = z.infer<typeof testsShape>
export type TestData = TestsData['atomic_tests'][number]
export type ExpectationData = TestData['assay']['expects'][number]

const keysOf = (...shapes: { readonly shape: object }[]): string[] => shapes.flatMap(s => Object.keys(s.shape))

/** Every key that occurs in the files, for suggestions. */
export const knownKeys: readonly string[] = [
  ...new Set(
    keysOf(
      detectionShape,
      testsShape,
      variantsShape,
      variant,
      query,
      specimen,
      hunt,
      baseline,
      table,
      attack,
      visibility,
      change,
      expectation,
      assay,
      atomicTest,
    ),
  ),
]
