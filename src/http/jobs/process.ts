import { diskAt } from '../../app/disk.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import { faultText } from '../problems.ts'
import { endWithServer } from './end-with-server.ts'
import type { Job } from './job.ts'
import { endAbove } from './memory-watch.ts'
import { startedWith } from './own-process.ts'
import { perform } from './perform.ts'

// A process that does one job after the other for a server. It ends with the server, and by its hand when a job takes too long.

/** What the server hands to a process when it starts it. */
export interface ProcessStart {
  readonly cwd: string
  readonly tempFolder: string
  /** The folder of the server, with its uploads: removed when the server ends without a word. */
  readonly within: string
  readonly limits: NonNullable<Surroundings['limits']>
  /** Bytes of memory that it may hold, all together; with more it is killed. */
  readonly resident: number
}

const { cwd, tempFolder, within, limits, resident } = startedWith<ProcessStart>()

process.on('message', async (job: Job) => {
  const world: Surroundings = {
    disk: diskAt(cwd),
    now: () => performance.now(),
    time: BigInt(Date.now()) * 1000n,
    year: new Date().getFullYear(),
    tempFolder,
    limits,
  }
  const done = await perform(job, world, {
    onFault: error => process.stderr.write(faultText(error)),
    tell: news => process.send?.(news),
  })
  process.send?.(done)
})

// what an error says may come from a log: Node would print it as it is
process.on('uncaughtException', error => {
  process.stderr.write(faultText(error))
  process.exit(1)
})

endWithServer(within)
endAbove(resident)
