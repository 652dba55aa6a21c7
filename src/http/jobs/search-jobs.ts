import { boundDisk } from '../../app/bound-disk.ts'
import { compare } from '../../app/compare.ts'
import { profileOf } from '../../app/profile.ts'
import { type RunRequest, run } from '../../app/run.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import { whyEvents } from '../../app/why.ts'
import type { Profile } from '../../platforms/platform.ts'
import type { ProfileData } from '../contract/data.ts'
import type { ExplainAnswerData } from '../contract/explain.ts'
import type { RunRequestData } from '../contract/run.ts'
import { standardRows } from '../contract/standard-rows.ts'
import { diagnosticData, refusedQuery } from '../problems.ts'
import { compareData, runData, whyData } from './answer-data.ts'
import type { Answered, Given, Job } from './job.ts'
import { querySource } from './query-source.ts'

/** A job that reads data. */
export type SearchJob = Extract<Job, { readonly is: 'run' | 'compare' | 'explain' | 'profile' }>

/** Does a job that reads data. Rejects as the use cases do. */
export async function search(job: SearchJob, world: Surroundings): Promise<Answered> {
  switch (job.is) {
    case 'profile': {
      const { keys, elements, fields } = await profiled(job.language, job.given, world)
      const answer: ProfileData = {
        keys: [...(keys ?? [])],
        elements: [...(elements ?? [])],
        fields: [...(fields ?? [])],
      }
      return { answer }
    }
    case 'run': {
      const { body, given, mostRows } = job
      const request = {
        ...runRequest(body, given),
        why: true,
        limit: Math.min(body.limit ?? standardRows, mostRows),
        histogram: body.histogram,
      }
      const ran = await run(request, within(given, world))
      if (ran.refused) return { problem: refusedQuery(ran.diagnostics, ran.source) }
      return { answer: runData(ran, body.explain ?? false) }
    }
    case 'compare': {
      const { first, second, ...searched } = job.body
      const request = runRequest({ ...first, ...searched }, job.given)
      const other = { source: querySource(second.query), language: second.language, param: second.parameters }
      const answer = await compare(
        { first: { ...request, limit: job.mostRows }, second: other },
        within(job.given, world),
      )
      if (!answer.refused) return { answer: compareData(answer) }
      const text = answer.which === 'first' ? first.query : second.query
      return { problem: refusedQuery(answer.diagnostics, querySource(text), answer.which) }
    }
    case 'explain': {
      const { events, ...body } = job.body
      const source = querySource(body.query)
      const answer = await whyEvents({ ...runRequest(body, job.given), events }, within(job.given, world))
      const { diagnostics } = answer
      if (answer.refused) return { problem: refusedQuery(diagnostics, source) }
      const explained: ExplainAnswerData = {
        diagnostics: diagnostics.map(d => diagnosticData(d, source)),
        answers: whyData(answer.answers),
      }
      return { answer: explained }
    }
  }
}

/** What occurs in data, as queries of a language see it. */
export const profiled = (language: string, given: Given, world: Surroundings): Promise<Profile> =>
  profileOf({ source: querySource(''), language, data: namesOf(given.files) }, within(given, world))

const namesOf = (files: Given['files']): string[] => files.map(file => file.name)

/** The world with only the files of the request in it. */
function within({ files, tables }: Given, world: Surroundings): Surroundings {
  return { ...world, disk: boundDisk([...files, ...tables.map(atTable)], world.disk) }
}

/** The files of tables have names that no file of the data has. */
const atTable = <T extends { readonly name: string }>(table: T): T => ({ ...table, name: tableFile(table.name) })
const tableFile = (name: string): string => `table ${name}`

const runRequest = (
  { query, parameters, data, tables, ...body }: Omit<RunRequestData, 'limit' | 'histogram' | 'explain'>,
  given: Given,
): RunRequest => ({
  ...body,
  source: querySource(query),
  param: parameters,
  data: namesOf(given.files),
  lookup: given.tables.map(({ name }) => ({ name, file: tableFile(name) })),
})
