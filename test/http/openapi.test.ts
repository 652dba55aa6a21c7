import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { type Operation, operations } from '../../src/http/contract/operations.ts'
import { problem } from '../../src/http/contract/problem.ts'
import { problemTypes } from '../../src/http/contract/problem-types.ts'
import { openApi } from '../../src/http/openapi.ts'
import { problemOf } from '../../src/http/problems.ts'
import { openApp } from './asking.ts'

type Json = { readonly [key: string]: Json } & { readonly $ref?: string }
const document = JSON.parse(JSON.stringify(openApi('1.2.3'))) as Json
const all = Object.entries<Operation>(operations)

const refsIn = (node: unknown): string[] =>
  typeof node !== 'object' || node === null
    ? []
    : Object.entries(node).flatMap(([key, value]) =>
        key === '$ref' && typeof value === 'string' ? [value] : refsIn(value),
      )

const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document)

/** Keywords of JSON Schema 2020-12 that hold schemas, by how they hold them; and those that hold none. */
const holdsOne = ['items', 'additionalProperties', 'propertyNames', 'contains', 'not']
const holdsList = ['anyOf', 'oneOf', 'allOf', 'prefixItems']
const plainWords = [
  ...['$ref', 'type', 'const', 'enum', 'required', 'description', 'title', 'default', 'format', 'pattern'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems'],
]
const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']

function checkSchema(given: unknown, at: string): void {
  if (typeof given === 'boolean') return
  const schema = given as Json
  for (const [word, held] of Object.entries(schema)) {
    const place = `${at}/${word}`
    if (word === 'properties') for (const [name, one] of Object.entries(held)) checkSchema(one, `${place}/${name}`)
    else if (holdsOne.includes(word)) checkSchema(held, place)
    else if (holdsList.includes(word)) for (const one of Object.values(held)) checkSchema(one, place)
    else expect(plainWords, place).toContain(word)
    // what regexes of every programming language can say
    if (word === 'pattern') expect(String(held), place).not.toMatch(/\\[pPu]|\(\?/)
    if (word === 'type') expect(types, place).toEqual(expect.arrayContaining([held].flat()))
  }
  const named = Object.keys(schema['properties'] ?? {})
  if (schema['properties'] !== undefined)
    expect(named, at).toEqual(expect.arrayContaining(Object.values(schema['required'] ?? {})))
}

describe('the OpenAPI document', () => {
  test('is of version 3.1, and every reference in it leads somewhere', () => {
    expect(document['openapi']).toBe('3.1.0')
    const refs = refsIn(document)
    expect(refs.length).toBeGreaterThan(30)
    for (const ref of refs) {
      expect(ref).toMatch(/^#\/components\/schemas\/\w+$/)
      expect(at(ref), ref).toBeDefined()
    }
  })

  // the rules of https://spec.openapis.org/oas/v3.1.0 for the objects that it has
  test('holds what the specification wants of each object, and nothing that it does not know', () => {
    const only = (
      object: object | string | undefined,
      required: readonly string[],
      optional: readonly string[],
      at: string,
    ) => {
      const keys = Object.keys(object ?? {})
      expect(keys, at).toEqual(expect.arrayContaining([...required]))
      expect(
        keys.filter(key => !required.includes(key) && !optional.includes(key)),
        at,
      ).toEqual([])
    }
    only(document, ['openapi', 'info', 'paths'], ['servers', 'security', 'components', 'tags'], 'document')
    only(document['info'], ['title', 'version'], ['description', 'license', 'summary', 'contact'], 'info')
    only(document['info']?.['license'], ['name'], ['identifier'], 'license')
    only(document['components'], ['schemas', 'securitySchemes'], [], 'components')
    const ids = new Set<unknown>()
    for (const [path, item] of Object.entries(document['paths'] ?? {})) {
      expect(path).toMatch(/^\//)
      only(item, [], ['get', 'post', 'delete', 'put', 'patch'], path)
      for (const operation of Object.values(item) as Json[]) {
        only(operation, ['responses', 'operationId', 'summary', 'parameters'], ['requestBody', 'description'], path)
        ids.add(operation['operationId'])
        const parameters = Object.values(operation['parameters'] ?? {}) as Json[]
        for (const parameter of parameters) {
          only(parameter, ['name', 'in', 'required', 'schema'], ['description'], path)
          expect(['path', 'query', 'header', 'cookie']).toContain(parameter['in'])
          if (String(parameter['in']) === 'path') expect(path).toContain(`{${parameter['name']}}`)
        }
        const answers = Object.entries((operation['responses'] ?? {}) as Record<string, Json>)
        expect(answers.length).toBeGreaterThan(0)
        const bodies = answers.map(([status, answer]) => {
          expect(status).toMatch(/^[1-5]\d\d$/)
          only(answer, ['description'], ['content', 'headers'], `${path} ${status}`)
          for (const one of Object.values((answer['headers'] ?? {}) as Record<string, Json>))
            only(one, ['description', 'schema'], ['required'], `${path} ${status}`)
          return answer
        })
        if (operation['requestBody'] !== undefined) {
          only(operation['requestBody'], ['content'], ['required', 'description'], path)
          bodies.push(operation['requestBody'])
        }
        for (const [type, media] of bodies.flatMap(body =>
          Object.entries((body['content'] ?? {}) as Record<string, Json>),
        )) {
          expect(type).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/)
          only(media, ['schema'], ['example', 'examples', 'encoding'], `${path} ${type}`)
        }
      }
    }
    expect(ids.size).toBe(all.length)
    for (const [name, schema] of Object.entries(document['components']?.['schemas'] ?? {})) {
      expect(name).toMatch(/^[a-zA-Z0-9._-]+$/)
      checkSchema(schema, name)
    }
  })

  test.each(all)('%s is described, with its problems and its parameters', (name, { method, path, problems }) => {
    const described = document['paths']?.[path]?.[method]
    expect(described?.['operationId']).toBe(name)
    for (const type of problems)
      expect(Object.keys(described?.['responses'] ?? {})).toContain(String(problemTypes[type].status))
    for (const [, parameter = ''] of path.matchAll(/\{(\w+)\}/g))
      expect(JSON.stringify(described?.['parameters'])).toContain(`"name":"${parameter}"`)
  })

  test.each(all)('the examples of %s are what its schemas take', (_, { request, answer, example }) => {
    const valid = (schema: z.ZodType | undefined, value: unknown): boolean =>
      value === undefined || schema?.safeParse(value).success === true
    expect(valid(request, example?.request)).toBe(true)
    expect(valid(answer, example?.answer)).toBe(true)
  })

  test('every problem document is what its schema says', () => {
    for (const type of Object.keys(problemTypes) as (keyof typeof problemTypes)[])
      expect(problem.parse(problemOf(type, 'x')).type).toBe(`/problems/${type}`)
  })

  test('the headers that answers carry are described', () => {
    const of = (path: string, method: string, status: string): string[] =>
      Object.keys(document['paths']?.[path]?.[method]?.['responses']?.[status]?.['headers'] ?? {})
    expect(of('/api/run', 'post', '200')).toEqual(['Run-Id'])
    expect(of('/api/run', 'post', '429')).toEqual(['Retry-After'])
    expect(of('/api/detections', 'get', '503')).toEqual(['Retry-After'])
    expect(of('/api/data', 'get', '401')).toEqual(['WWW-Authenticate'])
    expect(of('/api/data', 'get', '200')).toEqual([])
  })

  test('problems are listed by their status, as people look them up', () => {
    const statuses = Object.values(problemTypes).map(({ status }) => status)
    expect(statuses).toEqual([...statuses].sort((a, b) => a - b))
  })

  test('is served, and every operation in it has a route', async () => {
    const api = openApp()
    const served = await api.request('/api/openapi.json')
    expect(((await served.json()) as Json)['openapi']).toBe('3.1.0')
    for (const [, { method, path }] of all) {
      const response = await api.request(path.replaceAll(/\{\w+\}/g, 'x'), { method: method.toUpperCase() })
      expect(response.status, `${method} ${path}`).not.toBe(405)
    }
    await api.close()
  })
})
