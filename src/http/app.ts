import { Hono } from 'hono'
import type { DataSet } from '../app/data-sets.ts'
import { apiPath, problemAnchor } from './contract/api-page.ts'
import { type Operation, type OperationName, operations } from './contract/operations.ts'
import { problemTypes } from './contract/problem-types.ts'
import { createShelf } from './data/shelf.ts'
import type { Env } from './env.ts'
import { type Access, guardAccess } from './guard/access.ts'
import { securityHeaders } from './guard/headers.ts'
import { type Answering, createHandlers, type Handler } from './handlers.ts'
import type { Worker } from './jobs/job.ts'
import { type Limits, standardLimits } from './limits.ts'
import { openApi } from './openapi.ts'
import { problemOfError, RequestProblem, refuse } from './problems.ts'
import { createRuns } from './runs.ts'
import { type Site, serveSite } from './site.ts'

export interface HttpOptions extends Access, Pick<Answering, 'catalogue' | 'packages'> {
  readonly version: string
  readonly worker: Worker
  readonly data: readonly DataSet[]
  /** Where uploads are kept. */
  readonly tempFolder: string
  readonly limits?: Partial<Limits>
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

/** The HTTP API and the pages. */
export function createHttpApp(options: HttpOptions): HttpApp {
  const limits = { ...standardLimits, ...options.limits }
  const { worker, now, onFault } = options
  const shelf = createShelf(options.data, options.tempFolder, limits.uploads)
  const runs = createRuns({ worker, now, onFault })
  const document = JSON.stringify(openApi(options.version))
  const handlers = createHandlers({ limits, shelf, runs, catalogue: options.catalogue, packages: options.packages })
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
  addOperations(app, handlers)
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

/** Every operation under its address; other methods are refused there. */
function addOperations(app: Hono<Env>, handlers: Readonly<Record<OperationName, Handler>>): void {
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
}
