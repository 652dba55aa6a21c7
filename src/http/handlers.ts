import type { Context } from 'hono'
import type { BuiltCatalogue } from '../app/catalogue/catalogue.ts'
import { checkRequest, formatRequest } from './contract/check.ts'
import { convertRequest } from './contract/convert.ts'
import { explainRequest } from './contract/explain.ts'
import type { OperationName } from './contract/operations.ts'
import { proveRequest } from './contract/prove.ts'
import { compareRequest, runRequest } from './contract/run.ts'
import { type DataRef, dataName } from './contract/shared.ts'
import type { Shelf, Tables } from './data/shelf.ts'
import type { Env } from './env.ts'
import { bodyOf, expectType, readBody } from './guard/body.ts'
import type { Given, Job } from './jobs/job.ts'
import { languageData } from './language-data.ts'
import type { Limits } from './limits.ts'
import { type RequestProblem, refuse } from './problems.ts'
import type { Runs } from './runs.ts'

/** What operations are answered from. */
export interface Answering {
  readonly limits: Limits
  readonly shelf: Shelf
  readonly runs: Runs
  /** The detections as they were proved; undefined until they are. */
  readonly catalogue?: (() => BuiltCatalogue | undefined) | undefined
  /** Folders of packages by the ids of detections and by their own names. */
  readonly packages?: ReadonlyMap<string, string> | undefined
}

/** Answers a request. Throws `RequestProblem` for one that cannot be answered. */
export type Handler = (c: Context<Env>) => Promise<Response> | Response

/** What answers each operation of the API. */
export function createHandlers(from: Answering): Readonly<Record<OperationName, Handler>> {
  const { limits, shelf, runs } = from
  const { time, rows: mostRows } = limits

  /** Answers with what a job finds in the data that the request names or brings. */
  const search = (
    c: Context<Env>,
    { data, tables }: { readonly data: DataRef; readonly tables?: Tables },
    job: (given: Given) => Job,
  ): Promise<Response> => runs.answer(c, act => shelf.withData(data, tables, given => act(job(given))), time)

  const built = (): BuiltCatalogue => {
    const catalogue = from.catalogue?.()
    if (catalogue === undefined)
      throw refuse('unavailable', 'the detections are not proved yet', { help: 'try again in some seconds' })
    return catalogue
  }

  return {
    languages: c => c.json(languageData()),
    format: async c => {
      const body = await readBody(c, formatRequest, limits.body)
      return runs.answer(c, act => act({ is: 'format', body }), time)
    },
    check: async c => {
      const body = await readBody(c, checkRequest, limits.body)
      const { data } = body
      return data === undefined
        ? runs.answer(c, act => act({ is: 'check', body, given: undefined }), time)
        : search(c, { data }, given => ({ is: 'check', body, given }))
    },
    run: async c => {
      const body = await readBody(c, runRequest, limits.body)
      return search(c, body, given => ({ is: 'run', body: bare(body), given, mostRows }))
    },
    compare: async c => {
      const body = await readBody(c, compareRequest, limits.body)
      return search(c, body, given => ({ is: 'compare', body: bare(body), given, mostRows: limits.compared }))
    },
    explain: async c => {
      const body = await readBody(c, explainRequest, limits.body)
      return search(c, body, given => ({ is: 'explain', body: bare(body), given }))
    },
    convert: async c => {
      const body = await readBody(c, convertRequest, limits.body)
      return runs.answer(c, act => act({ is: 'convert', body }), time)
    },
    prove: async c => {
      const { detection, engine } = await readBody(c, proveRequest, limits.body)
      const folder = from.packages?.get(detection)
      if (folder === undefined) {
        // ids are known once all is proved
        if (from.catalogue !== undefined) built()
        throw noDetection(detection)
      }
      return runs.answer(c, act => act({ is: 'prove', folder, engine }), limits.proveTime)
    },
    detections: c => c.json(built().catalogue),
    detection: c => {
      const id = idOf(c)
      const found = built().detections.get(id)
      if (found === undefined) throw noDetection(id)
      return c.json(found)
    },
    data: c => c.json({ sets: shelf.list() }),
    upload: async c => {
      expectType(c, 'application/octet-stream')
      const name = dataName.safeParse(c.req.query('name'))
      if (!name.success)
        throw refuse('malformed', 'the name of the file is missing, or it is none', {
          help: 'POST /api/data?name=dns.log',
        })
      return c.json(await shelf.upload(name.data, bodyOf(c, limits.upload)), 201)
    },
    forget: async c => {
      const id = idOf(c)
      if (!(await shelf.forget(id))) throw refuse('not-found', `there is no upload \`${id}\``)
      return c.body(null, 204)
    },
    profile: async c => {
      const language = c.req.query('language')
      if (language === undefined) throw refuse('malformed', 'the parameter `language` is missing')
      return search(c, { data: { set: idOf(c) } }, given => ({ is: 'profile', language, given }))
    },
    cancel: c => {
      const id = idOf(c)
      if (!runs.cancel(id)) throw refuse('not-found', `no run \`${id}\` is going on`)
      return c.body(null, 204)
    },
  }
}

const noDetection = (id: string): RequestProblem =>
  refuse('not-found', `there is no detection \`${id}\``, { help: 'GET /api/detections lists what there is' })

const idOf = (c: Context<Env>): string => c.req.param('id') ?? ''

/** A request without the data that it brought, which is in files by now. */
const bare = <T extends { readonly data: unknown; readonly tables?: unknown }>(body: T): T => ({
  ...body,
  data: { set: '' },
})
