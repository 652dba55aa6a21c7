import { boundDisk } from '../../app/bound-disk.ts'
import { check, fix, nothingKnown } from '../../app/check.ts'
import { compare } from '../../app/compare.ts'
import { provePackage } from '../../app/prove.ts'
import { queryTime } from '../../app/query-time.ts'
import { profileOf, type RunRequest, run } from '../../app/run.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import { dataText } from '../../app/value-text.ts'
import { verdictData } from '../../app/verdict-data.ts'
import { whyEvents } from '../../app/why.ts'
import type { Source } from '../../base/source.ts'
import type { CheckAnswerData } from '../contract/check.ts'
import { type RunRequestData, standardRows } from '../contract/run.ts'
import { diagnosticData, problemOfError, refusedQuery } from '../problems.ts'
import { compareData, runData, whyData } from './answer-data.ts'
import { converted } from './convert-data.ts'
import type { Done, Given, Job } from './job.ts'

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
    case 'check':
      return json(await checked(job, world))
    case 'profile': {
      const { files } = job.given
      const { keys, elements, fields } = await profileOf(
        { source: source(''), language: job.language, data: namesOf(files) },
        within(job.given, world),
      )
      return json({ keys: keys ?? [], elements: elements ?? [], fields: fields ?? [] })
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
      return json(runData(ran, body.explain ?? false))
    }
    case 'compare': {
      const { first, second, ...searched } = job.body
      const request = runRequest({ ...first, ...searched }, job.given)
      const other = { source: source(second.query), language: second.language, param: second.parameters }
      const answer = await compare(
        { first: { ...request, limit: job.mostRows }, second: other },
        within(job.given, world),
      )
      if (!answer.refused) return json(compareData(answer))
      const text = answer.which === 'first' ? first.query : second.query
      return { problem: refusedQuery(answer.diagnostics, source(text), answer.which) }
    }
    case 'explain': {
      const { events, ...body } = job.body
      const answer = await whyEvents({ ...runRequest(body, job.given), events }, within(job.given, world))
      const { diagnostics } = answer
      if (answer.refused) return { problem: refusedQuery(diagnostics, source(body.query)) }
      return json({
        diagnostics: diagnostics.map(d => diagnosticData(d, source(body.query))),
        answers: whyData(answer.answers),
      })
    }
    case 'convert': {
      const came = await converted(job.body, world)
      return 'problem' in came ? came : json(came.answer)
    }
    case 'prove':
      return json(verdictData(await provePackage(job.folder, job.engine, world)))
  }
}

const json = (answer: object): Done => ({ json: dataText(answer) })

/** A query has no file here; its name is shown nowhere. */
const source = (text: string): Source => ({ name: 'query', text })

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
  source: source(query),
  param: parameters,
  data: namesOf(given.files),
  lookup: given.tables.map(({ name }) => ({ name, file: tableFile(name) })),
})

async function checked({ body, given }: Extract<Job, { is: 'check' }>, world: Surroundings): Promise<CheckAnswerData> {
  const { language, query, zone, now } = body
  const profile =
    given === undefined
      ? nothingKnown
      : await profileOf({ source: source(query), language, data: namesOf(given.files) }, within(given, world))
  const request = { source: source(query), language, profile, zone, now }
  const time = queryTime(request, world.time)
  const answer = check(request, time)
  const settled = answer.diagnostics.some(d => d.fix !== undefined) ? fix(request, time) : undefined
  return {
    language: answer.language,
    ok: answer.ok,
    diagnostics: answer.diagnostics.map(d => diagnosticData(d, answer.source)),
    costs: answer.costs.map(d => diagnosticData(d, answer.source)),
    ...(settled === undefined || settled.source.text === query ? {} : { fixed: settled.source.text }),
  }
}
