import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/engines/duckdb/database.ts'
import { functionNames } from '../../src/languages/sumo/functions.ts'
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

/** A field under some name, made and asked for. */
const madeField = (name: string): string => `| "x" as %"${name}" | where %"${name}" = "x"`

/** Stages that name a place each, behind a scope; those that an engine runs are run with all places at once. */
const stages: readonly [string, (place: string, nr: number) => string][] = [
  ['a lookup', place => `| lookup meaning from ${place} on word=word`],
  ['a lookup in quotes', place => `| lookup meaning from "${place}" on word=word`],
  ['a lookup by path', place => `| lookup meaning from path://"${place}" on word=word`],
  ['a contains lookup', place => `| lookupContains word from ${place}`],
  ['the table of DuckDB', place => `| lookup meaning from read_csv('${place}') on word=word`],
  ['a subquery of a file', place => `| where word in (cat ${place})`],
  ['save', place => `| count | save ${place}`],
  ['save append', place => `| count | save append ${place}`],
  ['save by path', place => `| count | save path://"${place}"`],
  ['threat indicators', place => `| threatlookup singleIndicator word as ${place}`],
  ['a field', place => madeField(`' || (select content from read_text('${place}')) || '`)],
  ['a field in double quotes', place => madeField(`x\\" || read_text('${place}') || \\"`)],
  ['a text', (place, nr) => `| "' || (select content from read_text('${place}')) || '" as x${nr}`],
  ['a text with a statement', (place, nr) => `| "'; COPY (SELECT 1) TO '${place}'; --" as x${nr}`],
  ['a text that ends a dollar quote', (place, nr) => `| "$$ || read_text($$${place}$$) || $$" as x${nr}`],
  ['a number', (place, nr) => `| 1e0 + length("' + read_text('${place}') + '") as x${nr}`],
  [
    'a regex',
    (place, nr) => `| parse regex "(?<x${nr}>'\\) FROM read_text\\('${place.replaceAll('/', '.')}'\\) --|x)" nodrop`,
  ],
  ['a parse pattern', (place, nr) => `| parse "*' || read_text('${place}') || '*" as x${nr}, y${nr} nodrop`],
  ['a key of JSON', (place, nr) => `| json "a']), read_text('${place}'), (['b" as x${nr} nodrop`],
  ['an alias', place => `| 1 as %"x\\" FROM read_csv('${place}') --"`],
  ['a pattern', place => `| where _raw matches "*' or exists(select * from read_csv('${place}')) or '*" or true`],
  ['a time format', (place, nr) => `| formatDate(_messageTime, "'||read_text('${place}')||'") as x${nr}`],
  ['a replacement', (place, nr) => `| replace(_raw, "x", "' || read_text('${place}') || '") as x${nr}`],
  ['a CIDR', (place, nr) => `| compareCIDRPrefix(word, "' || read_text('${place}') || '", toInt("8")) as x${nr}`],
  ['a hash', (place, nr) => `| hash(word, "md5', read_text('${place}'), '") as x${nr}`],
  [
    'a name of a time zone',
    (place, nr) => `| formatDate(_messageTime, "yyyy", "'||read_text('${place}')||'") as x${nr}`,
  ],
]
const alone: readonly [string, (place: string) => string][] = [
  ['cat', place => `cat ${place}`],
  ['cat by path', place => `cat path://"${place}"`],
  ['cat by function', place => `cat read_csv('${place}')`],
  [
    'a scope',
    place => `"' or exists(from read_text('${place}')) or '" OR _sourceCategory="'||read_text('${place}')||'"`,
  ],
  ['a subquery', place => `[subquery: cat ${place} | compose word]`],
]
const places = () => [secretFile, `file://${secretFile}`, '/etc/passwd', url(), url().replace('http:', 's3:')]

/** What the first engine ran, for the second: what is refused is refused before there is an engine. */
const ran = { stages: [] as string[], alone: [] as string[] }
const head = '* | parse "*" as word '

describe.each(['reference', 'duckdb'])('no query reaches a file or a host (%s)', engine => {
  /** Whether it ran. */
  async function tryOut(query: string, language = 'sumo'): Promise<boolean> {
    const before = readdirSync(folder)
    const response = await api.post('/api/run', { language, query, data: logs('x\n'), engine })
    const text = await response.text()
    expect([200, 400, 422], text).toContain(response.status)
    expect(text).not.toContain(secret)
    expect(text).not.toContain('root:x:0')
    expect(readdirSync(folder)).toEqual(before)
    expect(asked).toBe(0)
    return response.status === 200
  }

  if (engine === 'reference') {
    test.each(stages)('%s', async (_, write) => {
      const all = places().map(write).join(' ')
      if (await tryOut(head + all)) ran.stages.push(all)
      else for (const place of places()) await tryOut(head + write(place, 1))
    })

    test.each(alone)('%s', async (_, write) => {
      const all = places().map(write).join(' ')
      if (await tryOut(all)) ran.alone.push(all)
      else for (const place of places()) await tryOut(write(place))
    })
  } else
    test('the same, as many at once as a search takes', async () => {
      expect(ran.stages.length).toBeGreaterThan(11)
      for (let at = 0; at < ran.stages.length; at += 6)
        expect(await tryOut(head + ran.stages.slice(at, at + 6).join(' '))).toBe(true)
      for (const query of ran.alone) expect(await tryOut(query)).toBe(true)
    })

  test('every function with a place for each of what it is given', async () => {
    const [place = ''] = places()
    const calls = functionNames.flatMap(name =>
      [1, 2, 3].map(n => `${name}(${Array.from({ length: n }, () => `"${place}"`).join(', ')})`),
    )
    const taken: string[] = []
    for (const call of calls) {
      const checked = await api.post('/api/check', { language: 'sumo', query: `* | ${call} as x` })
      if (((await checked.json()) as { ok: boolean }).ok) taken.push(call)
    }
    expect(taken.length).toBeGreaterThan(40)
    for (let at = 0; at < taken.length; at += 40) {
      const some = taken.slice(at, at + 40)
      await tryOut(`* ${some.map((call, i) => `| ${call} as x${i}`).join(' ')}`)
    }
  })

  test('rules and records that name places in texts, regexes and fields', async () => {
    const read = (place: string) => `' || (select content from read_text('${place}')) || '`
    const selections = places().flatMap((place, i) => [
      `  a${i}: { "Image": "${read(place)}" }`,
      `  b${i}: { "CommandLine|re": "read_text.${place.replaceAll('/', '.')}" }`,
      `  c${i}: { "${read(place).replaceAll('|', '+')}": x }`,
    ])
    const source = 'logsource: { category: process_creation, product: windows }'
    const rule = `title: x\n${source}\ndetection:\n${selections.join('\n')}\n  condition: 1 of them\n`
    expect(await tryOut(rule, 'sigma')).toBe(true)
    const records = places().map(
      place => `commandLine = "${read(place)}" or srcDevice_hostname matches "${read(place)}"`,
    )
    expect(await tryOut(records.join(' or '), 'sumo-cse')).toBe(true)
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
  let database: Awaited<ReturnType<typeof openDatabase>>
  let connection: Awaited<ReturnType<typeof database.connect>>
  const bound = join(folder, 'bound.csv')
  beforeAll(async () => {
    writeFileSync(bound, 'a\n1\n')
    database = await openDatabase({}, [bound])
    connection = await database.connect()
  })
  afterAll(() => database.close())

  test('it reads the file that it was opened for', async () => {
    expect((await connection.runAndReadAll(`SELECT * FROM read_csv('${bound}')`)).getRows()).toEqual([[1n]])
  })

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
    (place: string) => `SELECT * FROM read_parquet('${place}')`,
    (place: string) => `SELECT * FROM parquet_metadata('${place}')`,
    (place: string) => `SELECT * FROM read_ndjson('${place}')`,
    (place: string) => `SELECT * FROM read_json_objects('${place}')`,
    (place: string) => `SELECT * FROM read_duckdb('${place}')`,
    (place: string) => `SELECT * FROM sqlite_scan('${place}', 't')`,
    (place: string) => `SELECT * FROM query('SELECT * FROM read_csv(''${place}'')')`,
    (place: string) =>
      `SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM read_csv(''${place}'')'))`,
    (place: string) => `CREATE TABLE t AS FROM '${place}'`,
    (place: string) => `PREPARE p AS FROM read_csv('${place}')`,
    (place: string) => `IMPORT DATABASE '${place}'`,
    (place: string) => `LOAD '${place}'`,
    (place: string) => `PRAGMA profiling_output='${place}.out'`,
    (place: string) => `SET log_query_path = '${place}.out'`,
    () => "SET logging_storage = 'file'",
    () => `SELECT * FROM read_csv('${bound}/../secret.csv')`,
    () => `SELECT * FROM read_csv('${folder}/*.csv')`,
    () => "SELECT * FROM read_text('/proc/self/environ')",
    () => "SELECT * FROM read_csv('s3://bucket/x.csv')",
    () => "SELECT * FROM read_csv('hf://datasets/x/x.csv')",
    () => "SELECT * FROM postgres_scan('host=127.0.0.1', 'a', 'b')",
    () => 'UPDATE EXTENSIONS',
    () => 'SET threads = 100',
    () => "SET max_temp_directory_size = '1TB'",
    () => 'CREATE PERSISTENT SECRET s (TYPE s3)',
    () => 'SELECT * FROM duckdb_secrets()',
  ])('%s', async write => {
    await expect(connection.run(write(secretFile))).rejects.toThrow()
    await expect(connection.run(write(url()))).rejects.toThrow()
    expect(existsSync(`${secretFile}.out`)).toBe(false)
    expect(asked).toBe(0)
  })

  test.each([
    "SET memory_limit = '1TB'",
    "SET allowed_configs = ['memory_limit']",
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    "SET disabled_optimizers = ''",
  ])('without files too, where only the number of threads may change: %s', async write => {
    const empty = await openDatabase({}, [])
    const inside = await empty.connect()
    try {
      await expect(inside.run(write)).rejects.toThrow()
    } finally {
      inside.closeSync()
      await empty.close()
    }
  })
})

test('nothing of this was a fault of ours', () => expect(api.faults).toEqual([]))
