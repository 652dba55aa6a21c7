import { z } from 'zod'
import { type Operation, operations, problemsOf } from './contract/operations.ts'
import { problem } from './contract/problem.ts'
import { problemTypes } from './contract/problem-types.ts'
import { progress } from './contract/progress.ts'
import { components } from './contract/shared.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of the API, made of the schemas that check what comes in. */
export function openApi(version: string): Json {
  const { schemas } = z.toJSONSchema(components, { uri: id => `#/components/schemas/${id}`, io: 'input' })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version,
      description: 'Checks, runs, explains, compares and proves queries of SIEMs, on this machine.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths: paths(),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)])),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Required when Assay listens beyond this machine' },
      },
    },
  }
}

function paths(): Json {
  const found: Record<string, Json> = {}
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const path = found[operation.path] ?? {}
    path[operation.method] = described(id, operation)
    found[operation.path] = path
  }
  return found
}

function described(operationId: string, operation: Operation): Json {
  const { summary, parameters = [], request, upload, answer, streams, example } = operation
  const body = request && { schema: refTo(request), ...(example?.request ? { example: example.request } : {}) }
  const given = answer && { schema: refTo(answer), ...(example?.answer ? { example: example.answer } : {}) }
  const stream = streams && {
    'text/event-stream': { schema: { type: 'string', description: 'Each `data` is a Progress' } },
    'application/x-ndjson': { schema: refTo(progress) },
  }
  const statuses = new Map<number, string[]>()
  for (const type of problemsOf(operation)) {
    const { status, title } = problemTypes[type]
    statuses.set(status, [...(statuses.get(status) ?? []), title])
  }
  return {
    operationId,
    summary,
    parameters: parameters.map(p => ({
      name: p.name,
      in: p.in,
      required: true,
      description: p.says,
      schema: { type: 'string' },
    })),
    ...(body ? { requestBody: { required: true, content: { 'application/json': body } } } : {}),
    ...(upload ? { requestBody: { required: true, content: { 'application/octet-stream': file } } } : {}),
    responses: {
      ...(given
        ? {
            [upload ? '201' : '200']: {
              description: summary,
              ...(operation.problems.includes('cancelled') ? { headers: runId } : {}),
              content: { 'application/json': given, ...stream },
            },
          }
        : { '204': { description: summary } }),
      ...Object.fromEntries(
        [...statuses].map(([status, titles]) => [
          String(status),
          {
            description: titles.join('; '),
            ...(answerHeaders[status] === undefined ? {} : { headers: answerHeaders[status] }),
            content: { 'application/problem+json': { schema: refTo(problem) } },
          },
        ]),
      ),
    },
  }
}

const header = (name: string, description: string, type: 'string' | 'integer'): Json => ({
  [name]: { description, schema: { type } },
})

const runId = header('Run-Id', 'The run, for DELETE /api/runs/{id}', 'string')

/** Headers of problems, by their status. */
const answerHeaders: Readonly<Record<number, Json>> = {
  401: header('WWW-Authenticate', 'Bearer', 'string'),
  429: header('Retry-After', 'Seconds after which to try again', 'integer'),
  503: header('Retry-After', 'Seconds after which to try again', 'integer'),
}

/** The bytes of a file, as OpenAPI 3.1 describes what is no text. */
const file: Json = { schema: { description: 'The file as it is', contentMediaType: 'application/octet-stream' } }

function refTo(schema: z.ZodType): Json {
  const id = components.get(schema)?.id
  if (id === undefined) throw new Error('a schema of an operation has no name')
  return { $ref: `#/components/schemas/${id}` }
}

/** The schema without what only a document of its own says. */
function bare(schema: object): Json {
  const { $schema, $id, id, ...rest } = schema as Json
  return rest
}
