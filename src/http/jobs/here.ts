import type { Surroundings } from '../../app/surroundings.ts'
import type { Worker } from './job.ts'
import { perform } from './perform.ts'

/** Does jobs in this process, where nothing can end them: for tests, and where no other process can be started. */
export const workHere = (world: () => Surroundings, onFault: (error: unknown) => void): Worker => ({
  async perform(job, signal, tell = () => {}) {
    signal.throwIfAborted()
    tell({ is: 'running' })
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    return Promise.race([perform(job, world(), { onFault, tell }), ended])
  },
  close: async () => {},
})
