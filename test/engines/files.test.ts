import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import { type Data, EngineError, type Result } from '../../src/engines/engine.ts'
import type { Column } from '../../src/event/value.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-files-'))
const engine = createDuckdbEngine({ tempFolder: folder, threads: 2 })
const path = (name: string): string => join(folder, name)

afterAll(async () => {
  await engine.close()
  expect(readdirSync(folder).filter(name => name.startsWith('assay-'))).toEqual([])
  rmSync(folder, { recursive: true })
})

type Format = (Data & { is: 'files' })['format']

async function run(
  plan: string,
  format: Format,
  names: readonly string[],
  columns: readonly Column[],
): Promise<Result> {
  const { value } = parsePlan(plan)
  const query = value && engine.compile(value)
  if (query === undefined || 'unsupported' in query) throw new Error('the plan cannot be run')
  const data = await engine.load({ is: 'files', format, paths: names.map(path), columns })
  const result = await query.run(data, { lineage: true })
  await data.close()
  return result
}

const columns: readonly Column[] = [
  { name: 'n', type: 'int' },
  { name: 's', type: 'string' },
  { name: 'x', type: 'float' },
  { name: 'tags', type: { list: 'string' } },
  { name: 'o', type: 'object' },
  { name: 'gone', type: 'string' },
]
const all = 'scan n: int, s: string, x: float, tags: list<string>, o: object, gone: string, other: int'

describe('NDJSON', () => {
  beforeAll(() => {
    writeFileSync(
      path('a.ndjson'),
      '{"n":9007199254740993,"s":"\\u00e9","x":1.5,"tags":["a",null],"o":{"k":[1,1.0]}}\n\n{"n":2}\n',
    )
    writeFileSync(path('b.ndjson'), '{"n":3,"s":5,"x":2}\r\n{}')
    writeFileSync(path('odd [name]*.ndjson'), '{"n":4}\n')
    writeFileSync(path('empty.ndjson'), '')
  })

  test('values come as the columns say, rows in the order of the files, ids by position', async () => {
    const { rows } = await run(all, 'ndjson', ['a.ndjson', 'b.ndjson'], columns)
    expect(rows).toEqual([
      { values: [9007199254740993n, 'é', 1.5, ['a', null], { k: [1n, 1] }, null, null], behind: [0] },
      { values: [2n, null, null, null, null, null, null], behind: [1] },
      { values: [3n, '5', 2, null, null, null, null], behind: [2] },
      { values: [null, null, null, null, null, null, null], behind: [3] },
    ])
  })
  test('a group knows the rows behind it', async () => {
    const plan = 'scan n: int, s: string\n| filter n > 1\n| group: c = count(), last = last(n)'
    const { rows } = await run(plan, 'ndjson', ['a.ndjson', 'b.ndjson'], columns)
    expect(rows).toEqual([{ values: [3n, 3n], behind: [0, 1, 2] }])
  })
  test('no column is needed to count', async () => {
    const { rows } = await run('scan\n| group: c = count()', 'ndjson', ['a.ndjson'], columns)
    expect(rows.map(r => r.values)).toEqual([[2n]])
  })
  test('an empty file has no rows', async () => {
    expect((await run(all, 'ndjson', ['empty.ndjson'], columns)).rows).toEqual([])
  })
  test('signs in file names are no wildcards', async () => {
    const { rows } = await run('scan n: int', 'ndjson', ['odd [name]*.ndjson'], columns)
    expect(rows.map(r => r.values)).toEqual([[4n]])
  })
  test('paths may be relative', async () => {
    const data = await engine.load({
      is: 'files',
      format: 'ndjson',
      paths: [relative(process.cwd(), path('a.ndjson'))],
      columns,
    })
    await data.close()
  })

  const bad: readonly (readonly [what: string, text: string, says: string])[] = [
    ['text that is not JSON', '{"n":1}\n\n{"n":2\n{"n":3}\n', 'line 3: it is not JSON: {"n":2'],
    ['JSON that is no object', '{"n":1}\n[1]\n', 'line 2: it is JSON, but no object: [1]'],
    ['a scalar', '{"n":1}\n5\n', 'line 2: it is JSON, but no object: 5'],
    ['null in place of an object', '{"n":1}\nnull\n', 'line 2: it is JSON, but no object: null'],
    ['a fraction where a whole number belongs', '{"n":1}\n{"n":1.5}\n', 'line 2: `n` should be int, and is 1.5'],
    ['a number beyond 64 bit', '{"n":9223372036854775808}\n', 'line 1: `n` should be int, and is 9223372036854775808'],
    ['text where a number belongs', '{"x":1}\n{"x":"many"}\n', 'line 2: `x` should be float, and is "many"'],
    ['a scalar where a list belongs', '{"tags":"a"}\n', 'line 1: `tags` should be list<string>, and is "a"'],
    ['two records on a line', '{"n":1}{"n":2}\n', 'line 1: it is not JSON: {"n":1}{"n":2}'],
    ['the end of a record missing', '{"n":1}\n{"n":2,"s":"abc', 'line 2: it is not JSON: {"n":2,"s":"abc'],
  ]
  test.each(bad)('%s is an error that names file and line', async (_, text, says) => {
    writeFileSync(path('bad.ndjson'), text)
    const loading = engine.load({ is: 'files', format: 'ndjson', paths: ['a.ndjson', 'bad.ndjson'].map(path), columns })
    await expect(loading).rejects.toThrow(EngineError)
    await expect(loading).rejects.toThrow(`${path('bad.ndjson')}, ${says}`)
  })
  test('bytes that are no text are an error', async () => {
    writeFileSync(path('bytes.ndjson'), Buffer.from([...Buffer.from('{"s":"'), 0xff, 0xfe, ...Buffer.from('"}\n')]))
    const loading = engine.load({ is: 'files', format: 'ndjson', paths: [path('bytes.ndjson')], columns })
    await expect(loading).rejects.toThrow('line 1: it is not UTF-8')
  })
})

describe('Parquet', () => {
  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const write = (sql: string, name: string) => connection.run(`COPY (${sql}) TO '${path(name)}' (FORMAT parquet)`)
    await write(
      `SELECT i::INTEGER AS n, 's' || i AS s, i / 2 AS x, [i::VARCHAR, NULL] AS tags, {'k': [i, NULL]} AS o,
        make_timestamp(i::BIGINT) AS t FROM range(3) r(i)`,
      'a.parquet',
    )
    await write(`SELECT 's' || i AS s, i AS n, i::FLOAT AS x FROM range(3, 5) r(i)`, 'b.parquet')
    writeFileSync(path('bad.parquet'), 'PAR1 but not really')
  })

  test('columns are found by name and converted, ids count through all files', async () => {
    const { rows } = await run(
      'scan n: int, s: string, x: float, tags: list<string>, o: object, t: time\n| filter n <> 1'.replace(
        'n <> 1',
        'not n = 1',
      ),
      'parquet',
      ['a.parquet', 'b.parquet'],
      [...columns, { name: 't', type: 'time' }],
    )
    expect(rows).toEqual([
      { values: [0n, 's0', 0, ['0', null], { k: [0n, null] }, 0n], behind: [0] },
      { values: [2n, 's2', 1, ['2', null], { k: [2n, null] }, 2n], behind: [2] },
      { values: [3n, 's3', 3, null, null, null], behind: [3] },
      { values: [4n, 's4', 4, null, null, null], behind: [4] },
    ])
  })
  test('a column that cannot be read as its type is an error', async () => {
    const loading = engine.load({
      is: 'files',
      format: 'parquet',
      paths: [path('a.parquet')],
      columns: [{ name: 's', type: 'int' }],
    })
    await expect(loading).rejects.toThrow('the column `s` is stored as VARCHAR, which cannot be read as int')
  })
  test('a file that is no Parquet is an error that names it', async () => {
    const loading = engine.load({ is: 'files', format: 'parquet', paths: [path('bad.parquet')], columns })
    await expect(loading).rejects.toThrow(EngineError)
    await expect(loading).rejects.toThrow(/bad\.parquet/)
  })
})

test.each(['ndjson', 'parquet'] as const)('a %s file that is not there is an error that names it', async format => {
  const loading = engine.load({ is: 'files', format, paths: [path('nothing')], columns })
  await expect(loading).rejects.toThrow(EngineError)
  await expect(loading).rejects.toThrow(path('nothing'))
})

test('columns that differ in letter case only cannot be read from files', async () => {
  const both: readonly Column[] = ['a', 'A'].map(name => ({ name, type: 'string' }))
  const loading = engine.load({ is: 'files', format: 'ndjson', paths: [path('a.ndjson')], columns: both })
  await expect(loading).rejects.toThrow('`a` and `A` differ in letter case only')
})
