import { nothingKnown } from '../../app/check.ts'
import { provePackage } from '../../app/prove.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import { dataText } from '../../app/value-text.ts'
import { verdictData } from '../../app/verdict-data.ts'
import { problemOfError } from '../problems.ts'
import { checked } from './check-job.ts'
import { converted } from './convert-data.ts'
import type { Done, Job } from './job.ts'
import { profiled, search } from './search-jobs.ts'

/** Does one job. Whatever goes wrong is a problem; `onFault` is told of faults of Assay itself. */
export async function perform(job: Job, world: Surroundings, onFault: (error: unknown) => void): Promise<Done> {
  try {
    return await done(job, world)
  } catch (error) {
    const problem = problemOfError(error)
    if (problem.status === 500) onFault(error)
    return { problem }
  }
}

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
    case 'prove':
      return json(verdictData(await provePackage(job.folder, job.engine, world)))
    default:
      return search(job, world)
  }
}

const json = (answer: object): Done => ({ json: dataText(answer) })
