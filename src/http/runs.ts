import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { stream, streamSSE } from 'hono/streaming'
import { preferred } from './accept.ts'
import type { Problem } from './contract/problem.ts'
import type { Done, Job, News, Worker } from './jobs/job.ts'
import { problemOf, problemOfError, RequestProblem } from './problems.ts'

/** The runs that are going on. */
export interface Runs {
  /** Does a job and answers with what comes of it, as a stream where that is asked for. Ends it when the client is gone or the time is up. */
  answer(c: Context, job: (act: (job: Job) => Promise<Done>) => Promise<Done>, most: number): Promise<Response>
  /** Whether there was such a run. */
  cancel(id: string): boolean
}

interface RunOptions {
  readonly worker: Worker
  readonly now: () => number
  readonly onFault: (error: unknown) => void
}

/** Keeps book of runs, and carries them out with a worker. */
export function createRuns({ worker, now, onFault }: RunOptions): Runs {
  const going = new Map<string, AbortController>()

  async function carryOut(
    id: string,
    work: (act: (job: Job) => Promise<Done>) => Promise<Done>,
    most: number,
    gone: AbortSignal,
    tell: (news: News) => void,
  ): Promise<Done> {
    const ended = new AbortController()
    const stop = (problem: Problem) => ended.abort(new RequestProblem(problem))
    const leave = () => stop(problemOf('cancelled', 'the client is gone'))
    going.set(id, ended)
    gone.addEventListener('abort', leave, { once: true })
    if (gone.aborted) leave()
    let timer: NodeJS.Timeout | undefined
    const hear = (news: News): void => {
      tell(news)
      if (news.is !== 'running') return
      timer = setTimeout(
        () =>
          stop(
            problemOf('out-of-time', `the run took longer than ${Math.round(most / 1000)} s, and was ended`, {
              help: 'search fewer events, or a shorter range of time',
            }),
          ),
        most,
      )
    }
    try {
      return await work(job => worker.perform(job, ended.signal, hear))
    } catch (error) {
      const problem = problemOfError(error)
      if (problem.status === 500) onFault(error)
      return { problem }
    } finally {
      clearTimeout(timer)
      gone.removeEventListener('abort', leave)
      going.delete(id)
    }
  }

  return {
    async answer(c, work, most) {
      const id = randomBytes(12).toString('base64url')
      c.header('Run-Id', id)
      const form = formOf(c.req.header('accept') ?? '')
      const gone = c.req.raw.signal
      if (form === 'application/json') {
        const done = await carryOut(id, work, most, gone, () => {})
        if ('problem' in done) throw new RequestProblem(done.problem)
        return c.body(done.json, 200, { 'Content-Type': 'application/json; charset=utf-8' })
      }
      const begun = now()
      const progress = async (write: (text: string) => Promise<unknown>, left: AbortSignal): Promise<void> => {
        const say = (news: News | { readonly is: 'queued' }) =>
          write(JSON.stringify({ ...news, run: id, ms: now() - begun }))
        await say({ is: 'queued' })
        const done = await carryOut(id, work, most, left, news => void say(news))
        const run = JSON.stringify(id)
        await write(
          'json' in done
            ? `{"is":"answer","run":${run},"answer":${done.json}}`
            : `{"is":"problem","run":${run},"problem":${JSON.stringify(done.problem)}}`,
        )
      }
      const left = new AbortController()
      gone.addEventListener('abort', () => left.abort(), { once: true })
      if (form === 'text/event-stream')
        return streamSSE(c, async to => {
          to.onAbort(() => left.abort())
          await progress(data => to.writeSSE({ data }), left.signal)
        })
      c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
      return stream(c, async to => {
        to.onAbort(() => left.abort())
        await progress(line => to.write(`${line}\n`), left.signal)
      })
    },
    cancel(id) {
      const run = going.get(id)
      run?.abort(new RequestProblem(problemOf('cancelled', 'the run was cancelled')))
      return run !== undefined
    },
  }
}

/** As a stream only where that is asked for. */
const formOf = (accept: string): 'text/event-stream' | 'application/x-ndjson' | 'application/json' =>
  preferred(accept, ['text/event-stream', 'application/x-ndjson', 'application/json']) ?? 'application/json'
