import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BuiltCatalogue, buildCatalogue } from '../../src/app/catalogue/catalogue.ts'
import { packageDataSets } from '../../src/app/data-sets.ts'
import { diskAt } from '../../src/app/disk.ts'
import { type Operation, type OperationName, operations } from '../../src/http/contract/operations.ts'
import { problem } from '../../src/http/contract/problem.ts'
import { type ProblemType, problemTypes } from '../../src/http/contract/problem-types.ts'
import { progress } from '../../src/http/contract/progress.ts'
import { openApp, problemIn } from './asking.ts'
import { writeSmallPackage } from './small-package.ts'

// Every operation is asked for real, and its answer held against the schema that its description is made of: nothing in it may
// be missing, of another type, or left out of the description.

const folder = mkdtempSync(join(tmpdir(), 'assay-answers-'))
const disk = diskAt(folder)
const world = { disk, now: () => performance.now(), time: 1_800_000_000_000_000n, year: 2026, tempFolder: folder }
let built: BuiltCatalogue
let api: ReturnType<typeof openApp>

beforeAll(async () => {
  const name = writeSmallPackage(folder)
  built = await buildCatalogue([name], { version: '0.0.0' }, world)
  api = openApp(await packageDataSets([name], disk), {
    catalogue: () => built,
    packages: new Map([['T1595', join(folder, name)]]),
  })
}, 60_000)
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

const data = { set: 'scanners:test:nmap' }
const search = { language: 'sumo', query: '* | json auto | where Image matches "*nmap"', data }
const rule =
  'title: Nmap\nlogsource: { category: process_creation, product: windows }\ndetection: { a: { Image|endswith: nmap }, condition: a }\n'
const bytes = { method: 'POST', body: 'x\n', headers: { 'Content-Type': 'application/octet-stream' } }

/** Requests that make each operation give as much as it can: a path below the operation's, or a body to post. */
const asked: Readonly<Record<OperationName, readonly (string | object | readonly [string, RequestInit])[]>> = {
  languages: ['/api/languages'],
  check: [
    { language: 'sumo', query: '* | to_lower(y) as x', data },
    { language: 'sigma', query: rule },
  ],
  format: [{ language: 'sumo', query: 'a|count' }],
  run: [
    { ...search, explain: true, histogram: 5 },
    { ...search, query: '* | 9007199254740993 as a | count by a', engine: 'reference' },
    { ...search, language: 'sigma', query: rule },
  ],
  explain: [
    { ...search, events: [{ file: 'scanners/telemetry/scan.ndjson', line: 1 }] },
    { ...search, language: 'sigma', query: rule, events: [{ file: 'scanners/telemetry/scan.ndjson', line: 1 }] },
  ],
  compare: [
    { first: { language: 'sumo', query: '*' }, second: { language: 'sumo', query: 'nothing' }, data },
    { first: { language: 'sumo', query: '* | count' }, second: { language: 'sumo', query: '*' }, data },
  ],
  convert: [
    { language: 'sigma', query: rule, to: 'sumo', prove: true },
    { language: 'sigma', query: rule.replace('nmap', '[a, 1]'), to: 'sumo-cse', prove: true },
  ],
  prove: [{ detection: 'T1595' }],
  detections: ['/api/detections'],
  detection: ['/api/detections/T1595'],
  data: ['/api/data'],
  upload: [['/api/data?name=a.log', bytes]],
  forget: [],
  profile: [`/api/data/${data.set}/profile?language=sumo`],
  cancel: [],
}

describe('every answer is what the document says', () => {
  const cases = Object.entries<Operation>(operations).flatMap(([name, { answer, path }]) =>
    answer === undefined ? [] : asked[name as OperationName].map((how, i) => ({ name, nr: i + 1, answer, path, how })),
  )
  test.each(cases)('$name $nr', async ({ answer, path, how }) => {
    const response = await (typeof how === 'string'
      ? api.request(how)
      : Array.isArray(how)
        ? api.request(...(how as [string, RequestInit]))
        : api.post(path, how))
    const written = await response.text()
    expect(response.ok, written.slice(0, 500)).toBe(true)
    const given: unknown = JSON.parse(written)
    expect(answer.parse(given)).toEqual(given)
    expect(written).not.toContain(folder)
  })

  const examples = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
    operation.example === undefined ? [] : [{ name, ...operation, example: operation.example }],
  )
  test.each(examples)('the example of $name is what happens', async ({ method, path, example, upload, answer }) => {
    // the examples name what the catalogue of Assay has, and ids that only a running server gives
    const here = (text: string): string =>
      text.replaceAll('T1591.002', 'T1595').replace('data/given/', `data/${data.set}/`)
    const response = await api.request(here(example.path ?? path), {
      method: method.toUpperCase(),
      ...(upload ? { body: 'x', headers: { 'Content-Type': 'application/octet-stream' } } : {}),
      ...(example.request === undefined
        ? {}
        : { body: here(JSON.stringify(example.request)), headers: { 'Content-Type': 'application/json' } }),
    })
    if (answer === undefined) return expect((await problemIn(response)).status).toBe(404)
    const given: unknown = await response.json()
    expect(response.ok, JSON.stringify(given)).toBe(true)
    expect(answer.parse(given)).toEqual(given)
    if (example.request !== undefined && example.answer !== undefined)
      expect(given).toEqual({ ...example.answer, ...('ms' in example.answer ? { ms: expect.any(Number) } : {}) })
  })

  test('a proof tells each step before it is done', async () => {
    const response = await api.post('/api/prove', { detection: 'T1595' }, { Accept: 'application/x-ndjson' })
    const told = (await response.text())
      .trim()
      .split('\n')
      .map(line => progress.parse(JSON.parse(line)))
    const steps = told.flatMap(news => (news.is === 'step' ? [news.step] : []))
    const { of } = steps[0] ?? { of: 0 }
    expect(steps[0]).toEqual({ package: 'scanners', is: 'test', id: 'nmap', done: 0, of })
    expect(steps).toContainEqual({ package: 'scanners', is: 'query', id: 'scanner', over: 'quiet', done: 3, of })
    expect(steps).toContainEqual(expect.objectContaining({ is: 'specimen', id: 'blog', over: 'nmap' }))
    const done = steps.map(step => step.done)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(Math.max(...done)).toBeLessThan(of)
    expect(told.at(-1)?.is).toBe('answer')
  })

  const bodies: readonly (readonly [OperationName, number, object])[] = [
    ['check', 404, { language: 'sumo', query: 'x', data: { set: 'none' } }],
    ['check', 400, { language: 'none', query: 'x' }],
    ['format', 400, { language: 'sumo' }],
    ['format', 422, { language: 'sumo', query: '* | where (' }],
    ['run', 422, { ...search, query: '* | wher x | count' }],
    ['run', 400, { ...search, limit: -1 }],
    ['run', 400, { ...search, engine: 'none' }],
    ['run', 404, { ...search, data: { set: 'none' } }],
    [
      'run',
      413,
      { ...search, parameters: Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`k${i}`, ''])) },
    ],
    ['explain', 422, { ...search, query: '| |', events: [{ file: 'x', line: 1 }] }],
    ['explain', 400, { ...search, events: [] }],
    ['compare', 422, { first: { language: 'sumo', query: '| |' }, second: { language: 'sumo', query: '*' }, data }],
    ['compare', 422, { first: { language: 'sumo', query: '*' }, second: { language: 'sumo', query: '| |' }, data }],
    [
      'compare',
      404,
      { first: { language: 'sumo', query: '*' }, second: { language: 'sumo', query: '*' }, data: { set: '' } },
    ],
    ['convert', 422, { language: 'sigma', query: 'title: [', to: 'sumo' }],
    ['convert', 400, { language: 'sigma', query: rule, to: 'none' }],
    ['prove', 404, { detection: 'none' }],
    ['prove', 400, { detection: 'T1595', engine: 'none' }],
  ]
  const others: readonly (readonly [OperationName, number, string, RequestInit?])[] = [
    ['run', 415, '/api/run', { method: 'POST', body: '{}' }],
    ['detection', 404, '/api/detections/none'],
    ['profile', 400, `/api/data/${data.set}/profile`],
    ['profile', 400, `/api/data/${data.set}/profile?language=none`],
    ['profile', 404, '/api/data/none/profile?language=sumo'],
    ['upload', 400, '/api/data?name=..%2fx', bytes],
    ['upload', 415, '/api/data?name=x', { method: 'POST', body: 'x' }],
    ['forget', 404, '/api/data/none', { method: 'DELETE' }],
    ['cancel', 404, '/api/runs/none', { method: 'DELETE' }],
  ]
  test('and so is what is answered instead, with a status that is described', async () => {
    const all = [
      ...bodies.map(([name, status, body]) => ({ name, status, sent: api.post(operations[name].path, body) })),
      ...others.map(([name, status, path, init]) => ({ name, status, sent: api.request(path, init) })),
    ]
    for (const { name, status, sent } of all) {
      const response = await sent
      const given: unknown = await response.json()
      expect(response.status, `${name} ${JSON.stringify(given)}`).toBe(status)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(problem.parse(given)).toEqual(given)
      expect(problem.parse(given).status).toBe(status)
      expect(operations[name].problems.map((type: ProblemType) => problemTypes[type].status)).toContain(status)
      expect(JSON.stringify(given)).not.toContain(folder)
    }
  })

  test('no answer was a fault', () => expect(api.faults).toEqual([]))
})
