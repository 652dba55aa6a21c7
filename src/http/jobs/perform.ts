import { basename, dirname } from 'node:path'
import type { Fixed } from '../../app/catalogue/model.ts'
import { nothingKnown } from '../../app/check.ts'
import { diskAt } from '../../app/disk.ts'
import { type ProofStep, provePackage } from '../../app/prove.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import { dataText } from '../../app/value-text.ts'
import { verdictData } from '../../app/verdict-data.ts'
import { amount } from '../../base/amount.ts'
import type { Problem } from '../contract/problem.ts'
import type { ProveAnswerData } from '../contract/prove.ts'
import { longestAnswer } from '../limits.ts'
import { problemOf, problemOfError } from '../problems.ts'
import { checked } from './check-job.ts'
import { converted } from './convert-data.ts'
import { formatted } from './format-job.ts'
import type { Answered, Done, Job, News } from './job.ts'
import { profiled, search } from './search-jobs.ts'
import { withoutPaths } from './without-paths.ts'

export interface PerformOptions {
  /** Told of faults of Assay itself. */
  readonly onFault: (error: unknown) => void
  readonly tell?: (news: News) => void
  /** Characters that the answer may have. */
  readonly longest?: number
}

/** Does one job. Whatever goes wrong is a problem. */
export async function perform(
  job: Job,
  world: Surroundings,
  { onFault, tell = () => {}, longest = longestAnswer }: PerformOptions,
): Promise<Done> {
  try {
    const came = await done(job, world, tell)
    return 'json' in came && came.json.length > longest ? { problem: tooMuch(longest) } : came
  } catch (error) {
    if (isLongestText(error)) return { problem: tooMuch(longest) }
    const problem = problemOfError(error)
    if (problem.status === 500) onFault(error)
    return { problem: withoutPaths(problem, job, world) }
  }
}

/** JavaScript has no text as long as this answer would be. */
const isLongestText = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Invalid string length'

const tooMuch = (longest: number): Problem =>
  problemOf('too-much', `the answer has more than ${amount(longest)} characters`, {
    help: 'ask for fewer rows with `limit`, or keep fewer columns',
  })

async function done(job: Job, world: Surroundings, tell: (news: News) => void): Promise<Done> {
  switch (job.is) {
    case 'format':
      return doneWith(formatted(job.body))
    case 'check': {
      const { body, given } = job
      const profile = given === undefined ? nothingKnown : await profiled(body.language, given, world)
      return doneWith({ answer: checked(body, profile, world.time) })
    }
    case 'convert':
      return doneWith(await converted(job.body, world))
    case 'prove': {
      // where the package lies on this machine is not told
      const place = world.disk.path(job.folder)
      const within = { ...world, disk: diskAt(dirname(place)) }
      const name = basename(place)
      const onStep = (step: ProofStep): void => tell({ is: 'step', step: { package: name, ...step } })
      const answer: Fixed<ProveAnswerData> = verdictData(await provePackage(name, job.engine, within, { onStep }))
      return doneWith({ answer })
    }
    default:
      return doneWith(await search(job, world))
  }
}

/** An answer as JSON text. */
const doneWith = (came: Answered): Done => ('problem' in came ? came : { json: dataText(came.answer) })
