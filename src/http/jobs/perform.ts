import { basename, dirname } from 'node:path'
import type { Fixed } from '../../app/catalogue/model.ts'
import { nothingKnown } from '../../app/check.ts'
import { diskAt } from '../../app/disk.ts'
import { provePackage } from '../../app/prove.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import { dataText } from '../../app/value-text.ts'
import { verdictData } from '../../app/verdict-data.ts'
import type { Problem } from '../contract/problem.ts'
import type { ProveAnswerData } from '../contract/prove.ts'
import { longestAnswer } from '../limits.ts'
import { problemOf, problemOfError } from '../problems.ts'
import { checked } from './check-job.ts'
import { converted } from './convert-data.ts'
import type { Done, Job } from './job.ts'
import { profiled, search } from './search-jobs.ts'
import { withoutPaths } from './without-paths.ts'

/** Does one job. Whatever goes wrong is a problem; `onFault` is told of faults of Assay itself. */
export async function perform(
  job: Job,
  world: Surroundings,
  onFault: (error: unknown) => void,
  longest = longestAnswer,
): Promise<Done> {
  try {
    const came = await done(job, world)
    return 'json' in came && came.json.length > longest ? { problem: tooMuch(longest) } : came
  } catch (error) {
    if (isLongestText(error)) return { problem: tooMuch(longest) }
    const problem = problemOfError(error)
    if (problem.status === 500) onFault(error)
    return { problem: withoutPaths(problem, job, world.tempFolder) }
  }
}

/** JavaScript has no text as long as this answer would be. */
const isLongestText = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Invalid string length'

const tooMuch = (longest: number): Problem =>
  problemOf('too-much', `the answer has more than ${longest} characters`, {
    help: 'ask for fewer rows with `limit`, or keep fewer columns',
  })

async function done(job: Job, world: Surroundings): Promise<Done> {
  switch (job.is) {
    case 'check': {
      const { body, given } = job
      const profile = given === undefined ? nothingKnown : await profiled(body.language, given, world)
      return json(checked(body, profile, world.time))
    }
    case 'convert': {
      const came = await converted(job.body, world)
      return 'problem' in came ? came : json(came.answer)
    }
    case 'prove': {
      // where the package lies on this machine is not told
      const place = world.disk.path(job.folder)
      const within = { ...world, disk: diskAt(dirname(place)) }
      const answer: Fixed<ProveAnswerData> = verdictData(await provePackage(basename(place), job.engine, within))
      return json(answer)
    }
    default:
      return search(job, world)
  }
}

const json = (answer: object): Done => ({ json: dataText(answer) })
