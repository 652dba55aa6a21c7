import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/engines/duckdb/database.ts'
import { createDuckdbEngine } from '../../src/engines/duckdb/index.ts'
import { type Batch, type Engine, EngineError, type Query } from '../../src/engines/engine.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Column, Value } from '../../src/event/value.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { parsePlan } from '../../src/plan/text/parse.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-engine-'))
const engine = createDuckdbEngine({ tempFolder: folder, threads: 2 })
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

function compile(text: string, by: Engine = engine): Query {
  const { value, diagnostics } = parsePlan(text)
  const query = value && by.compile(value)
  if (query === undefined || 'unsupported' in query) throw new Error(JSON.stringify([diagnostics, query]))
  return query
}

const load = (columns: readonly Column[], rows: readonly (readonly Value[])[], by: Engine = engine) =>
  by.load({ is: 'rows', columns, batches: [rows] })

describe('a database reaches nothing but its own files', async () => {
  writeFileSync(join(folder, 'mine.csv'), 'a\n1\n')
  writeFileSync(join(folder, 'other.csv'), 'a\n2\n')
  const database = await openDatabase({ tempFolder: folder }, [join(folder, 'mine.csv')])
  const connection = await database.connect()
  afterAll(async () => {
    connection.closeSync()
    await database.close()
  })

  test('the file that it was opened for can be read', async () => {
    const found = await connection.runAndReadAll(`SELECT * FROM read_csv('${join(folder, 'mine.csv')}')`)
    expect(found.getRows()).toEqual([[1n]])
  })
  test.each([
    `SELECT * FROM read_csv('${join(folder, 'other.csv')}')`,
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM '/etc/passwd'",
    `COPY (SELECT 1) TO '${join(folder, 'out.csv')}'`,
    `EXPORT DATABASE '${join(folder, 'out')}'`,
    `ATTACH '${join(folder, 'out.duckdb')}'`,
    'INSTALL httpfs',
    'LOAD httpfs',
    "SELECT * FROM read_csv('https://example.com/a.csv')",
    'SET enable_external_access = true',
    `SET allowed_directories = ['/']`,
    "SET memory_limit = '100GB'",
    'SET autoload_known_extensions = true',
    'RESET lock_configuration',
    'SET lock_configuration = false',
  ])('%s is refused', async sql => {
    await expect(connection.run(sql)).rejects.toThrow()
    expect(readdirSync(folder).filter(name => name.startsWith('out'))).toEqual([])
  })
})

describe('lineage', () => {
  const columns: readonly Column[] = [
    { name: 'user', type: 'string' },
    { name: 'host', type: 'string' },
    { name: 'n', type: 'int' },
  ]
  const rows = Array.from({ length: 300 }, (_, i) => [`u${i % 7}`, i % 11 === 0 ? null : `h${i % 5}`, BigInt(i)])
  const plan = `
    scan user: string, host: string, n: int
    | filter not n < 20
    | group by user, host: c = count(), last = last(n)
    | group by user: hosts = count(), most = max(c)
    | join left (
        scan user: string, n: int
        | filter n < 40
        | extend who = user
        | group by who: least = min(n)
      ) on user = who
    | sort most desc`
  test('goes through groups of groups and a join', async () => {
    const [mine, theirs] = await Promise.all(
      [engine, referenceEngine].map(async by =>
        compile(plan, by).run(await load(columns, rows, by), { lineage: true }),
      ),
    )
    expect(mine).toEqual(theirs)
    expect(mine?.rows.flatMap(r => r.behind).length).toBeGreaterThan(280)
  })
  test('is not there unless it is asked for', async () => {
    const { rows: found } = await compile(plan).run(await load(columns, rows))
    expect(new Set(found.flatMap(r => r.behind)).size).toBe(0)
  })
})

describe('abort', () => {
  const columns: readonly Column[] = [{ name: 'n', type: 'int' }]
  const rows = Array.from({ length: 3_000 }, (_, i) => [BigInt(i)])
  const pairs = (name: string): string => `
    | extend one = 1
    | join inner ( scan n: int | extend ${name} = 1, m_${name} = n | keep ${name}, m_${name} ) on one = ${name}`
  const slow = `scan n: int${pairs('a')}${pairs('b')}\n| group: c = count_distinct(m_a, m_b)`

  test('stops a running query with the reason of the signal', async () => {
    const data = await load(columns, rows)
    const controller = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => controller.abort(reason), 100)
    await expect(compile(slow).run(data, { signal: controller.signal })).rejects.toBe(reason)
    expect((await compile('scan n: int | limit 1').run(data)).rows.length).toBe(1)
  })
  test('before the start, nothing runs', async () => {
    const data = await load(columns, rows)
    await expect(compile(slow).run(data, { signal: AbortSignal.abort('no') })).rejects.toBe('no')
  })
})

describe('memory', () => {
  const columns: readonly Column[] = [
    { name: 'n', type: 'int' },
    { name: 's', type: 'string' },
  ]
  const filling = 'x'.repeat(200)
  let peak = 0
  function* batches(count: number): Generator<Batch> {
    for (let i = 0; i < count; i++) {
      peak = Math.max(peak, process.memoryUsage.rss())
      yield Array.from({ length: 1_000 }, (_, j) => [BigInt(i * 1_000 + j), `event ${i} ${j} ${filling}`])
    }
  }
  test('loading holds no more than a batch, and keeps to the limit', { timeout: 30_000 }, async () => {
    const small = createDuckdbEngine({ tempFolder: folder, threads: 1, memoryLimit: 60_000_000 })
    const growth = async (count: number): Promise<number> => {
      const before = process.memoryUsage.rss()
      peak = 0
      const data = await small.load({ is: 'rows', columns, batches: batches(count) })
      const { rows } = await compile('scan n: int, s: string | group: c = count(), m = max(n), l = last(n)', small).run(
        data,
      )
      const last = BigInt(count * 1_000 - 1)
      expect(rows.map(r => r.values)).toEqual([[last + 1n, last, last]])
      return peak - before
    }
    await growth(150)
    // 200 MB as text. What the first rows needed is enough for all the others, but for what the heap has not swept yet,
    // which is 20 to 140 MB and no more for twice as many rows.
    expect(await growth(900)).toBeLessThan(160_000_000)
    await small.close()
  })
  test('data that needs more than the limit, with no folder for it, says so', async () => {
    const small = createDuckdbEngine({ threads: 1, memoryLimit: 30_000_000 })
    const loading = small.load({ is: 'rows', columns, batches: batches(300) })
    await expect(loading).rejects.toThrow(EngineError)
    await expect(loading).rejects.toThrow('loading the events needs more memory than the limit allows')
    await small.close()
  })
})

test('batches may come over time', async () => {
  async function* slowly(): AsyncGenerator<Batch> {
    for (const n of [1n, 2n]) {
      await new Promise(resolve => setTimeout(resolve, 5))
      yield [[n]]
    }
  }
  const data = await engine.load({ is: 'rows', columns: [{ name: 'n', type: 'int' }], batches: slowly() })
  expect((await compile('scan n: int').run(data)).rows.map(r => r.values)).toEqual([[1n], [2n]])
})

test('a column is there from its first value on, also where that comes late, and null where none comes', async () => {
  const columns: Column[] = [
    { name: 'a', type: 'int' },
    { name: 'late', type: { list: 'string' } },
    { name: 'later', type: 'string' },
    { name: 'never', type: 'string' },
  ]
  const rows = Array.from({ length: 9000 }, (_, i): Value[] => [
    BigInt(i),
    i === 5000 ? ['x', null] : null,
    i === 8999 ? 'y' : null,
    null,
  ])
  const data = await load(columns, rows)
  const query = compile(
    'scan a: int, late: list<string>, later: string, never: string\n| filter present(late) or present(later) or present(never) or a = 0',
  )
  expect((await query.run(data, { lineage: true })).rows).toEqual([
    { values: [0n, null, null, null], behind: [0] },
    { values: [5000n, ['x', null], null, null], behind: [5000] },
    { values: [8999n, null, 'y', null], behind: [8999] },
  ])
})

test('what batches throw while they are read comes out, and nothing is left of the data', async () => {
  function* broken(): Generator<Batch> {
    yield [[1n]]
    throw new EngineError('the log ends in the middle')
  }
  const loading = engine.load({ is: 'rows', columns: [{ name: 'n', type: 'int' }], batches: broken() })
  await expect(loading).rejects.toThrow('the log ends in the middle')
})

test('a value that is not of its column is an error that names row and column', async () => {
  const loading = load([{ name: 'n', type: 'int' }], [[1n], ['two']])
  await expect(loading).rejects.toThrow('row 1 holds no BIGINT in column `n`')
})

test('a data set that is closed leaves the others alone', async () => {
  const one = await load([{ name: 'n', type: 'int' }], [[1n]])
  const two = await load([{ name: 'n', type: 'int' }], [[2n]])
  await one.close()
  expect((await compile('scan n: int').run(two)).rows.map(r => r.values)).toEqual([[2n]])
  await expect(compile('scan n: int').run(one)).rejects.toThrow(EngineError)
})

test('parts that remember rows are run before the rest, and their statements stand before it', async () => {
  const query = compile(
    'scan rowid: time\n| sequence time rowid: present(rowid); present(rowid)\n| keep `2.rowid`, `1.rowid`',
  )
  expect(query.text).toMatch(/^-- part_1: what `sequence` reads.*\n[\s\S]*FROM part_1_made/)
  const data = await load([{ name: 'rowid', type: 'time' }], [[3n], [1n], [2n]])
  const { rows } = await query.run(data, { lineage: true })
  expect(rows).toEqual([
    { values: [2n, 1n], behind: [1, 2] },
    { values: [3n, 2n], behind: [0, 2] },
  ])
})

test('names that differ in letter case only, are empty or look like names of ours are columns of their own', async () => {
  const names = ['a', 'A', '', '__o1', 'a"b', 'select', 'a\0', '__q1', 'rowid', 'Rowid']
  const columns = names.map((name): Column => ({ name, type: 'int' }))
  const data = await load(columns, [names.map((_, i) => BigInt(i))])
  const plan: Plan = {
    op: 'sort',
    keys: columns.map(c => ({ by: { op: 'field', ...c }, descending: true, nulls: 'last' })),
    input: { op: 'scan', columns },
  }
  const query = engine.compile(plan)
  if ('unsupported' in query) throw new Error('refused')
  expect((await query.run(data)).rows.map(r => r.values)).toEqual([names.map((_, i) => BigInt(i))])
})
