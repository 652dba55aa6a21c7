import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/engines/duckdb/database.ts'
import { logs, openApp } from './asking.ts'

// A query is written by somebody we do not know. Whatever it says, no file is read or written, and no host is asked.

const folder = mkdtempSync(join(tmpdir(), 'assay-lockdown-'))
const secret = 'the-secret-of-another-file'
const secretFile = join(folder, 'secret.csv')
let asked = 0
const web = createServer((_, response) => {
  asked++
  response.end(`word,meaning\nx,${secret}\n`)
})
const api = openApp()

beforeAll(async () => {
  writeFileSync(secretFile, `word,meaning\nx,${secret}\n`)
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  web.close()
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})
const url = () => `http://127.0.0.1:${(web.address() as AddressInfo).port}/x.csv`

const queries: readonly [string, (place: string) => string][] = [
  ['a lookup', place => `* | parse "*" as word | lookup meaning from ${place} on word=word`],
  ['a lookup in quotes', place => `* | parse "*" as word | lookup meaning from "${place}" on word=word`],
  ['a lookup by path', place => `* | parse "*" as word | lookup meaning from path://"${place}" on word=word`],
  ['cat', place => `cat ${place}`],
  ['cat by path', place => `cat path://"${place}"`],
  ['save', place => `* | count | save ${place}`],
  ['save append', place => `* | count | save append ${place}`],
  ['a field', place => `* | where %"' || (select content from read_text('${place}')) || '" = "x"`],
  ['a field in double quotes', place => `* | where %"x\\" || read_text('${place}') || \\"" = "x"`],
  ['a text', place => `* | "' || (select content from read_text('${place}')) || '" as x`],
  ['a text with a statement', place => `* | "'; COPY (SELECT 1) TO '${place}'; --" as x`],
  ['a regex', place => `* | parse regex "(?<x>'\\) FROM read_text\\('${place.replaceAll('/', '.')}'\\) --|x)"`],
  ['an alias', place => `* | count as %"x\\" FROM read_csv('${place}') --"`],
  ['a pattern', place => `* | where _raw matches "*' or exists(select * from read_csv('${place}')) or '*"`],
  ['a time format', place => `* | formatDate(_messageTime, "'||read_text('${place}')||'") as x`],
  ['the table of DuckDB', place => `* | lookup meaning from read_csv('${place}') on word=word`],
]

describe.each(['duckdb', 'reference'])('no query reaches a file or a host (%s)', engine => {
  test.each(queries)('%s', async (_, write) => {
    for (const place of [secretFile, `file://${secretFile}`, '/etc/passwd', url()]) {
      const before = readdirSync(folder)
      const response = await api.post('/api/run', { language: 'sumo', query: write(place), data: logs('x\n'), engine })
      const text = await response.text()
      expect([200, 400, 422], text).toContain(response.status)
      expect(text).not.toContain(secret)
      expect(text).not.toContain('root:x:0')
      expect(readdirSync(folder)).toEqual(before)
    }
    expect(asked).toBe(0)
  })

  test('a path as the name of a table, an event or a data set opens nothing', async () => {
    const run = { language: 'sumo', query: '*', data: logs('x\n'), engine }
    const tries = [
      ['/api/run', { ...run, tables: [{ name: 't', set: secretFile }] }],
      ['/api/run', { ...run, data: { set: secretFile } }],
      ['/api/explain', { ...run, events: [{ file: secretFile, line: 1 }] }],
      ['/api/explain', { ...run, language: 'sigma', query: rule, events: [{ file: secretFile, line: 1 }] }],
      ['/api/prove', { detection: folder }],
    ] as const
    for (const [path, body] of tries) {
      const response = await api.post(path, body)
      const text = await response.text()
      expect([400, 404, 422], text).toContain(response.status)
      expect(text).not.toContain(secret)
    }
  })
})

test('no message tells where files lie on this machine', async () => {
  const headers = { 'Content-Type': 'application/octet-stream' }
  const bytes = `PAR1${'\0'.repeat(100)}PAR1`
  const sent = await api.request('/api/data?name=broken.parquet', { method: 'POST', body: bytes, headers })
  const { id } = (await sent.json()) as { id: string }
  const query = '* | parse "*" as w | lookup m from t on w=w'
  for (const engine of ['duckdb', 'reference'])
    for (const body of [
      { query: '*', data: { set: id } },
      { query, data: logs('x\n'), tables: [{ name: 't', set: id }] },
    ]) {
      const response = await api.post('/api/run', { language: 'sumo', engine, ...body })
      const text = await response.text()
      expect([400, 422], text).toContain(response.status)
      expect(text).not.toContain(api.folder)
    }
})

const rule = 'title: x\nlogsource: { category: x }\ndetection: { a: { x: y }, condition: a }\n'

describe('the database of a run is locked', () => {
  test.each([
    (place: string) => `SELECT * FROM read_text('${place}')`,
    (place: string) => `SELECT * FROM read_blob('${place}')`,
    (place: string) => `SELECT * FROM read_csv('${place}')`,
    (place: string) => `SELECT * FROM read_json('${place}')`,
    (place: string) => `SELECT * FROM '${place}'`,
    (place: string) => `SELECT * FROM sniff_csv('${place}')`,
    () => `SELECT * FROM glob('/etc/*')`,
    () => `SELECT getenv('HOME')`,
    (place: string) => `COPY (SELECT 1) TO '${place}.out'`,
    (place: string) => `EXPORT DATABASE '${place}.out'`,
    (place: string) => `ATTACH '${place}.db'`,
    () => 'INSTALL httpfs',
    () => 'LOAD httpfs',
    () => 'INSTALL x FROM community',
    () => 'SET enable_external_access = true',
    () => 'SET allowed_paths = []',
    () => 'SET allowed_directories = []',
    () => 'SET lock_configuration = false',
    () => "SET home_directory = '/tmp'",
    () => "SET secret_directory = '/tmp'",
    () => "SET temp_directory = '/tmp'",
    () => "SET extension_directory = '/tmp'",
    () => "SET memory_limit = '100GB'",
    () => 'RESET ALL',
    () => 'RESET lock_configuration',
    () => "PRAGMA enable_profiling='json'",
    () => "CREATE SECRET s (TYPE http, BEARER_TOKEN 'x')",
  ])('%s', async write => {
    const database = await openDatabase({ tempFolder: folder }, [])
    try {
      const connection = await database.connect()
      await expect(connection.run(write(secretFile))).rejects.toThrow()
      await expect(connection.run(write(url()))).rejects.toThrow()
    } finally {
      await database.close()
    }
    expect(existsSync(`${secretFile}.out`)).toBe(false)
    expect(asked).toBe(0)
  })
})

test('nothing of this was a fault of ours', () => expect(api.faults).toEqual([]))
