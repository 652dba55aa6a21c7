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
