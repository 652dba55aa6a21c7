import { z } from 'zod'
import { problem } from './problem.ts'
import { named, value } from './shared.ts'

/** What is being proved just now, for a bar that shows how far it is. */
export const step = named(
  'Step',
  z.object({
    package: z.string().describe("The name of the package's folder"),
    is: z.enum(['test', 'baseline', 'query', 'variant', 'specimen', 'hunt']),
    id: z.string().describe('Which test, part of the baseline, query, variant, specimen or hunt of the package'),
    over: z
      .string()
      .optional()
      .describe('What a query, specimen or hunt runs over: the id of a test, a part of the baseline or a variant'),
    done: z.int().describe('Steps before this one'),
    of: z.int().describe('All steps; those that turn out to be needless are passed over, so `done` may jump'),
  }),
)
export type StepData = z.infer<typeof step>

/** What a run says of itself when it is asked for as a stream: `text/event-stream` or `application/x-ndjson`. */
export const progress = named(
  'Progress',
  z.union([
    z.object({
      is: z.enum(['queued', 'running']),
      run: z.string().describe('For DELETE /api/runs/{run}'),
      ms: z.number().describe('Since the request'),
    }),
    z.object({ is: z.literal('step'), run: z.string(), ms: z.number().describe('Since the request'), step }),
    z.object({ is: z.literal('answer'), run: z.string(), answer: value }),
    z.object({ is: z.literal('problem'), run: z.string(), problem }),
  ]),
)
export type ProgressData = z.infer<typeof progress>
