import { type Ask, perform, type Told } from './bench.ts'

// The bench in a thread of its own, so that no query holds up the page, and so that one can be ended at any moment.

/** A question with its number. */
export interface AskMessage {
  readonly id: number
  readonly ask: Ask
}
/** An answer with the number of its question. */
export interface ToldMessage {
  readonly id: number
  readonly told: Told
}

addEventListener('message', async ({ data: { id, ask } }: MessageEvent<AskMessage>) => {
  const clock = new Date()
  const world = {
    now: () => performance.now(),
    time: BigInt(clock.getTime()) * 1000n,
    year: clock.getFullYear(),
  }
  const told = await perform(ask, world, error => setTimeout(() => reportError(error)))
  postMessage({ id, told } satisfies ToldMessage)
})
