import type { Problem } from '../../http/contract/problem.ts'
import type { Ask } from './bench.ts'
import type { AskMessage, ToldMessage } from './worker.ts'

/** A problem that the bench or the server answered with; its message says it in words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.help === undefined ? problem.detail : `${problem.detail}; ${problem.help}`)
    this.problem = problem
  }
}

/** A bench in another thread. */
export interface Bench {
  /** Rejects with `Refusal`, or with the reason of the signal when that aborts: then the thread is ended with all that it does. */
  ask<A>(ask: Ask, signal?: AbortSignal): Promise<A>
}

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

/** A thread with the bench; it is started with the first question, and again after it was ended. */
export function hireBench(): Bench {
  let worker: Worker | undefined
  let waiting = new Map<number, Waiting>()
  let next = 0

  function start(): Worker {
    const fresh = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    fresh.addEventListener('message', ({ data: { id, told } }: MessageEvent<ToldMessage>) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      if ('answer' in told) asked?.resolve(told.answer)
      else asked?.reject(new Refusal(told.problem))
    })
    // the script could not be fetched, or memory ran out
    fresh.addEventListener('error', event => {
      if (fresh === worker)
        end(new Error(event.message || 'the part of the page that runs queries could not be loaded'))
    })
    return fresh
  }

  function end(reason: unknown): void {
    worker?.terminate()
    worker = undefined
    const left = waiting
    waiting = new Map()
    for (const asked of left.values()) asked.reject(reason)
  }

  return {
    ask: <A>(ask: Ask, signal?: AbortSignal) =>
      new Promise<A>((resolve, reject) => {
        signal?.throwIfAborted()
        const id = next++
        const stop = (): void => end(signal?.reason)
        const left = (): void => signal?.removeEventListener('abort', stop)
        waiting.set(id, {
          resolve: answer => {
            left()
            resolve(answer as A)
          },
          reject: error => {
            left()
            reject(error)
          },
        })
        signal?.addEventListener('abort', stop, { once: true })
        worker ??= start()
        worker.postMessage({ id, ask } satisfies AskMessage)
      }),
  }
}
