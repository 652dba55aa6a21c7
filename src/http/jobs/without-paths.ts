import { basename } from 'node:path'
import type { Surroundings } from '../../app/surroundings.ts'
import type { Problem } from '../contract/problem.ts'
import type { Job } from './job.ts'

/** A problem without the places of this machine's disk that an engine or a library speaks of: files go by the names they have in the request. */
export function withoutPaths(problem: Problem, job: Job, { tempFolder, disk }: Surroundings): Problem {
  const given = 'given' in job ? job.given : undefined
  const places = [...(given?.files ?? []), ...(given?.tables ?? []), { path: tempFolder, name: '(temporary data)' }]
  if (job.is === 'prove') {
    const path = disk.path(job.folder)
    places.push({ path, name: basename(path) })
  }
  // the longest first: one may begin with another
  const known = places.filter(({ path }) => path !== '').sort((a, b) => b.path.length - a.path.length)
  const told = (text: string): string => known.reduce((kept, { path, name }) => kept.replaceAll(path, () => name), text)
  return {
    ...problem,
    detail: told(problem.detail),
    ...(problem.help === undefined ? {} : { help: told(problem.help) }),
  }
}
