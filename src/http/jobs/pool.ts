import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { problemOf, refuse } from '../problems.ts'
import type { Done, Job, News, Worker } from './job.ts'
import { startProcess } from './own-process.ts'
import type { ProcessStart } from './process.ts'

export interface PoolOptions extends Omit<ProcessStart, 'within'> {
  /** The module of process.ts. */
  readonly script: string
  /** Processes at most, which is how many jobs run at once. */
  readonly most: number
  /** Jobs that may wait; one more is refused. */
  readonly queue: number
  /** Megabytes of JavaScript that a process may hold. */
  readonly heapMb: number
  /** Whether others come first where there is too little for all. */
  readonly yields?: boolean
  /** Start a process before there is a job for it. */
  readonly ready?: boolean
}

/** Jobs that a process does before it makes place for a fresh one. */
const mostJobs = 200

interface Member {
  readonly child: ChildProcess
  readonly folder: string
  jobs: number
}

/**
 * Does jobs in processes of their own, so that none of them holds up the server, and so that one can be ended at any moment,
 * whatever it is doing: the process is killed, and its folder removed.
 */
export function createPool(options: PoolOptions): Worker {
  const idle: Member[] = []
  const all = new Set<Member>()
  const waiting: (() => void)[] = []
  let running = 0
  let closed = false

  /** Throws once it is closed: what would start now, nobody would end. */
  function stillOpen(): void {
    if (closed) throw refuse('cancelled', 'the server is stopping')
  }

  async function start(): Promise<Member> {
    stillOpen()
    const folder = await mkdtemp(join(options.tempFolder, 'assay-job-'))
    stillOpen()
    const given: ProcessStart = {
      cwd: options.cwd,
      tempFolder: folder,
      within: options.tempFolder,
      limits: options.limits,
      resident: options.resident,
    }
    const child = startProcess(options.script, given, options)
    const member: Member = { child, folder, jobs: 0 }
    all.add(member)
    child.once('exit', () => void forget(member))
    child.on('error', () => void forget(member))
    return member
  }

  async function forget(member: Member): Promise<void> {
    all.delete(member)
    const at = idle.indexOf(member)
    if (at >= 0) idle.splice(at, 1)
    // what cannot be removed now goes with the folder of the server
    await rm(member.folder, { recursive: true, force: true }).catch(() => {})
  }

  async function end(member: Member): Promise<void> {
    if (isAlive(member)) {
      const gone = new Promise(resolve => member.child.once('exit', resolve))
      member.child.kill('SIGKILL')
      await gone
    }
    await forget(member)
  }

  function place(signal: AbortSignal): Promise<void> | undefined {
    if (running < options.most) {
      running++
      return undefined
    }
    if (waiting.length >= options.queue)
      throw refuse('busy', `${options.most} runs are going on, and ${options.queue} wait`, { help: 'try again soon' })
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(signal.reason)
      }
      waiting.push(go)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  /** The next in the queue takes the place of a job that is done. */
  function free(): void {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }

  async function work(job: Job, signal: AbortSignal, tell: (news: News) => void): Promise<Done> {
    const member = idle.pop() ?? (await start())
    member.jobs++
    let kept = false
    try {
      const done = await answerOf(member, job, signal, tell)
      kept = 'json' in done || done.problem.status !== 500
      return done
    } finally {
      if (kept && !closed && isAlive(member) && member.jobs < mostJobs) idle.push(member)
      else await end(member)
    }
  }

  // where it cannot be started, the first job will say so
  if (options.ready === true)
    void start().then(
      member => void idle.push(member),
      () => {},
    )

  return {
    async perform(job, signal, tell = () => {}) {
      signal.throwIfAborted()
      await place(signal)
      try {
        tell({ is: 'running' })
        return await work(job, signal, tell)
      } finally {
        free()
      }
    },
    async close() {
      closed = true
      await Promise.all([...all].map(end))
    },
  }
}

/** One that ran out of memory has ended before its answer is looked at, and can do no more. */
const isAlive = ({ child }: Member): boolean => child.exitCode === null && child.signalCode === null

function answerOf({ child }: Member, job: Job, signal: AbortSignal, tell: (news: News) => void): Promise<Done> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      signal.removeEventListener('abort', onAbort)
      child.off('message', onMessage)
      child.off('exit', onExit)
      act()
    }
    const onAbort = (): void => settle(() => reject(signal.reason))
    const onMessage = (told: Done | News): void => ('is' in told ? tell(told) : settle(() => resolve(told)))
    const onExit = (code: number | null): void =>
      settle(() => (isAbort(code) ? resolve(outOfMemory) : reject(ended(code))))
    signal.addEventListener('abort', onAbort, { once: true })
    child.on('message', onMessage)
    child.once('exit', onExit)
    if (signal.aborted) onAbort()
    else
      child.send(
        job,
        error => error && settle(() => reject(new Error('a process for runs cannot be reached', { cause: error }))),
      )
  })
}

/** How JavaScript ends where it has no memory left, and how a system ends what takes too much: by a signal. */
const isAbort = (code: number | null): boolean => code === null || code === 134

const outOfMemory: Done = {
  problem: problemOf('engine', 'the run ended without an answer; it probably needed more memory than it may use', {
    help: 'search fewer events, or keep fewer columns',
  }),
}

const ended = (code: number | null): Error => new Error(`a process for runs ended by itself, with exit code ${code}`)
