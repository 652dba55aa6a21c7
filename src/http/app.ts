import { type Context, Hono } from 'hono'
import type { BuiltCatalogue } from '../app/catalogue/catalogue.ts'
import type { DataSet } from '../app/data-sets.ts'
import { apiPath, problemAnchor } from './contract/api-page.ts'
import { checkRequest, formatRequest } from './contract/check.ts'
import { convertRequest } from './contract/convert.ts'
import { explainRequest } from './contract/explain.ts'
import { type Operation, type OperationName, operations } from './contract/operations.ts'
import { problemTypes } from './contract/problem-types.ts'
import { proveRequest } from './contract/prove.ts'
import { compareRequest, runRequest } from './contract/run.ts'
import { dataName } from './contract/shared.ts'
import { createShelf } from './data/shelf.ts'
import type { Env } from './env.ts'
import { type Access, guardAccess } from './guard/access.ts'
import { bodyOf, expectType, readBody } from './guard/body.ts'
import { securityHeaders } from './guard/headers.ts'
import type { Given, Worker } from './jobs/job.ts'
import { languageData } from './language-data.ts'
import { type Limits, standardLimits } from './limits.ts'
import { openApi } from './openapi.ts'
import { problemOfError, RequestProblem, refuse } from './problems.ts'
import { createRuns } from './runs.ts'
import { type Site, serveSite } from './site.ts'

export interface HttpOptions extends Access {
  readonly version: string
  readonly worker: Worker
  readonly data: readonly DataSet[]
  /** Where uploads are kept. */
  readonly tempFolder: string
  readonly limits?: Partial<Limits>
  /** The detections as they were proved; undefined until they are. */
  readonly catalogue?: () => BuiltCatalogue | undefined
  /** Folders of packages by the ids of detections and by their own names. */
  readonly packages?: ReadonlyMap<string, string>
  /** The pages; undefined until there are any. */
  readonly site?: () => Site | undefined
  /** Milliseconds of a clock that only moves forward. */
  readonly now: () => number
  /** Told of faults of Assay itself. */
  readonly onFault: (error: unknown) => void
}

export interface HttpApp {
  readonly app: Hono<Env>
  /** Removes what was uploaded. */
  close(): Promise<void>
}

type Handler = (c: Context<Env>) => Promise<Response> | Response

/** The HTTP API and the pages. */
export function createHttpApp(options: HttpOptions): HttpApp {
  const limits = { ...standardLimits, ...options.limits }
  const { worker, now, onFault } = options
  const shelf = createShelf(options.data, options.tempFolder, limits.uploads)
  const runs = createRuns({ worker, now, onFault })
  const document = JSON.stringify(openApi(options.version))
  const { time, rows: mostRows } = limits

  const handlers: Readonly<Record<OperationName, Handler>> = {
    languages: c => c.json(languageData()),
    format: async c => {
      const body = await readBody(c, formatRequest, limits.body)
      return runs.answer(c, act => act({ is: 'format', body }), time)
    },
    check: async c => {
      const body = await readBody(c, checkRequest, limits.body)
      return runs.answer(c, act => shelf.withData(body.data, [], given => act({ is: 'check', body, given })), time)
    },
    run: async c => {
      const body = await readBody(c, runRequest, limits.body)
      return runs.answer(
        c,
        act =>
          shelf.withData(body.data, body.tables, given =>
            act({ is: 'run', body: bare(body), given: some(given), mostRows }),
          ),
        time,
      )
    },
    compare: async c => {
      const body = await readBody(c, compareRequest, limits.body)
      return runs.answer(
        c,
        act =>
          shelf.withData(body.data, body.tables, given =>
            act({ is: 'compare', body: bare(body), given: some(given), mostRows: limits.compared }),
          ),
        time,
      )
    },
    explain: async c => {
      const body = await readBody(c, explainRequest, limits.body)
      return runs.answer(
        c,
        act =>
          shelf.withData(body.data, body.tables, given => act({ is: 'explain', body: bare(body), given: some(given) })),
        time,
      )
    },
    convert: async c => {
      const body = await readBody(c, convertRequest, limits.body)
      return runs.answer(c, act => act({ is: 'convert', body }), time)
    },
    prove: async c => {
      const { detection, engine } = await readBody(c, proveRequest, limits.body)
      const folder = options.packages?.get(detection)
      if (folder === undefined) throw refuse('not-found', `there is no detection \`${detection}\``)
      return runs.answer(c, act => act({ is: 'prove', folder, engine }), limits.proveTime)
    },
    detections: c => c.json(built().catalogue),
    detection: c => {
      const id = c.req.param('id') ?? ''
      const found = built().detections.get(id)
      if (found === undefined) throw refuse('not-found', `there is no detection \`${id}\``)
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
      const id = c.req.param('id') ?? ''
      if (!(await shelf.forget(id))) throw refuse('not-found', `there is no upload \`${id}\``)
      return c.body(null, 204)
    },
    profile: async c => {
      const language = c.req.query('language')
      if (language === undefined) throw refuse('malformed', 'the parameter `language` is missing')
      const set = c.req.param('id') ?? ''
      return runs.answer(
        c,
        act => shelf.withData({ set }, [], given => act({ is: 'profile', language, given: some(given) })),
        time,
      )
    },
    cancel: c => {
      const id = c.req.param('id') ?? ''
      if (!runs.cancel(id)) throw refuse('not-found', `no run \`${id}\` is going on`)
      return c.body(null, 204)
    },
  }

  function built(): BuiltCatalogue {
    const catalogue = options.catalogue?.()
    if (catalogue === undefined)
      throw refuse('unavailable', 'the detections are not proved yet', { help: 'try again in some seconds' })
    return catalogue
  }

  const app = new Hono<Env>()
  app.use(securityHeaders)
  app.onError((error, c) => {
    const problem = problemOfError(error)
    // of one that a job tells, whoever did the job has said more
    if (problem.status === 500 && !(error instanceof RequestProblem)) onFault(error)
    return c.body(JSON.stringify(problem), problem.status as 400, {
      'Content-Type': 'application/problem+json',
      ...(problem.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(problem.status === 429 || problem.status === 503 ? { 'Retry-After': '2' } : {}),
    })
  })
  app.use(guardAccess(options))
  app.get('/api/openapi.json', c => c.body(document, 200, { 'Content-Type': 'application/json; charset=utf-8' }))
  const methods = new Map<string, string[]>()
  for (const [name, { method, path }] of Object.entries<Operation>(operations)) {
    const route = path.replaceAll(/\{(\w+)\}/g, ':$1')
    methods.set(route, [...(methods.get(route) ?? []), method.toUpperCase()])
    app.on(method.toUpperCase(), route, handlers[name as OperationName])
  }
  for (const [route, allowed] of methods)
    app.all(route, c => {
      c.header('Allow', allowed.join(', '))
      throw refuse('wrong-method', `${c.req.path} takes ${allowed.join(' and ')}`)
    })
  app.all('/api/*', c => {
    throw refuse('not-found', `there is no ${c.req.path}`, { help: 'GET /api/openapi.json lists what there is' })
  })
  app.get('/problems/:type', c => {
    const type = c.req.param('type')
    if (!Object.hasOwn(problemTypes, type)) throw refuse('not-found', `there is no problem \`${type}\``)
    return c.redirect(`/${apiPath}#${problemAnchor(type)}`, 308)
  })
  const pages = serveSite(() => options.site?.())
  app.get('*', pages)
  app.all('*', c => {
    c.header('Allow', 'GET, HEAD')
    throw refuse('wrong-method', 'pages are read only')
  })
  return { app, close: shelf.close }
}

/** A request without the data that it brought, which is in files by now. */
const bare = <T extends { readonly data: unknown; readonly tables?: unknown }>(body: T): T => ({
  ...body,
  data: { set: '' },
})

function some(given: Given | undefined): Given {
  if (given === undefined) throw new Error('a run has data')
  return given
}
