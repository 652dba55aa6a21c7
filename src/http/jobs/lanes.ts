import type { Job, Worker } from './job.ts'

/** Jobs that read, and run no query: somebody types and waits for them. */
const quick: readonly Job['is'][] = ['format', 'check', 'profile']

/** Keeps the jobs that somebody waits for while typing apart from those that may take long, so that no run holds them up. */
export const inLanes = (forQuick: Worker, forLong: Worker): Worker => ({
  perform: (job, ...more) => (quick.includes(job.is) ? forQuick : forLong).perform(job, ...more),
  close: async () => {
    await Promise.all([forQuick.close(), forLong.close()])
  },
})
