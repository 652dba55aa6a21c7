import { z } from 'zod'
import { problem } from './problem.ts'
import { named, value } from './shared.ts'

/** What a run says of itself when it is asked for as a stream: `text/event-stream` or `application/x-ndjson`. */
export const progress = named(
  'Progress',
  z.union([
    z.object({
      is: z.enum(['queued', 'running']),
      run: z.string().describe('For DELETE /api/runs/{run}'),
      ms: z.number().describe('Since the request'),
    }),
    z.object({ is: z.literal('answer'), run: z.string(), answer: value }),
    z.object({ is: z.literal('problem'), run: z.string(), problem }),
  ]),
)
export type ProgressData = z.infer<typeof progress>
