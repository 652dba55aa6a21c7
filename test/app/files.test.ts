import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diskAt } from '../../src/app/disk.ts'
import { findData } from '../../src/app/find-data.ts'
import { keepOrigins } from '../../src/app/origins.ts'
import { createWorkbench, InputError } from '../../src/app/workbench.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-app-'))
const disk = diskAt(folder)
const workbench = createWorkbench({ cwd: folder, now: () => 0, time: 0n, year: 2026, tempFolder: folder })
const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}

beforeAll(async () => {
  put('logs/b.log', 'x')
  put('logs/a.ndjson', '{}')
  put('logs/deep/c.log', 'x')
  put('logs/README.md', 'x')
  put('logs/.hidden/d.log', 'x')
  put('logs/capture', new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 0, 0]))
  put('table.ndjson', '{"Image":"nmap","n":1}\n{"Image":"ls","n":2,"late":"x"}\n')
  put('uneven.ndjson', '{"Image":"nmap","n":1}\n{"Image":["ls"],"n":"two"}\n')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `COPY (SELECT * FROM (VALUES ('nmap', 1), ('ls', 2), ('nmap', 3)) t(Image, ProcessId)) TO '${join(folder, 'p.parquet')}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('finding data', () => {
  test('a link that leads nowhere is no hint to itself', async () => {
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.log'))
    const missing = findData(['dangling.log'], disk)
    await expect(missing).rejects.toMatchObject({ message: 'there is no file or folder dangling.log', help: undefined })
  })

  test('a folder is the logs below it, sorted, without what is no log', async () => {
    expect(await findData(['logs'], disk)).toEqual(['logs/a.ndjson', 'logs/b.log', 'logs/deep/c.log'])
  })
  test('a file that is named is taken as it is, and once', async () => {
    expect(await findData(['logs/README.md', 'logs/README.md'], disk)).toEqual(['logs/README.md'])
  })
  test('a path that is not there is told, with one that is near', async () => {
    await expect(findData(['log'], disk)).rejects.toMatchObject({ help: 'did you mean `logs`?' })
  })
})

describe.skipIf(process.platform === 'win32')('links and pipes', () => {
  const answer = async (data: readonly string[]) => {
    const ran = await run('* | count', data)
    if (ran.refused) throw new Error('refused')
    return { count: ran.rows[0]?.values[0], incomplete: ran.read.incomplete, problems: ran.read.problems }
  }
  beforeAll(() => {
    put('linked/own.log', 'one\n')
    put('elsewhere/other.log', 'two\nthree\n')
    symlinkSync('..', join(folder, 'linked', 'circle'))
    symlinkSync('../elsewhere', join(folder, 'linked', 'folder'))
    symlinkSync('../elsewhere/other.log', join(folder, 'linked', 'file.log'))
    put('gone/here.log', 'four\n')
    symlinkSync('nothing', join(folder, 'gone', 'dangling.log'))
    symlinkSync('around', join(folder, 'gone', 'around'))
    execFileSync('mkfifo', [join(folder, 'gone', 'pipe.log'), join(folder, 'pipe')])
  })
  test('links to files are followed, links to folders are not', async () => {
    expect(await disk.list('linked')).toEqual(['linked/file.log', 'linked/own.log'])
    expect((await answer(['linked'])).count).toBe(3n)
  })
  test('what cannot be read is told, and the rest of the folder is read', async () => {
    const { count, incomplete, problems } = await answer(['gone'])
    expect(count).toBe(1n)
    expect(incomplete).toBe(true)
    expect(problems.map(p => [p.is, p.message])).toEqual([
      ['file', 'cannot read gone/around: too many symbolic links'],
      ['file', 'cannot read gone/dangling.log: there is no such file'],
    ])
  })
  test('a pipe is read, once', async () => {
    execFileSync('sh', ['-c', `(printf 'a\\nb\\n' > ${join(folder, 'pipe')}) > /dev/null 2>&1 &`])
    expect(await answer(['pipe'])).toEqual({ count: 2n, incomplete: false, problems: [] })
  })
  test('standard input has a name of its own', async () => {
    await expect(answer(['-'])).rejects.toMatchObject({ help: expect.stringContaining('/dev/stdin') })
  })
})

const run = (text: string, data: readonly string[], table = false) =>
  workbench.run({ source: { name: 'q.sumo', text }, data, table, why: true })

describe('tables', () => {
  test('Parquet is searched by its columns; rows are named by number', async () => {
    const answer = await run('* | json auto | where Image = "nmap" | sum(ProcessId) as s by Image', ['p.parquet'])
    if (answer.refused) throw new Error(answer.diagnostics[0]?.message)
    expect(answer.rows.map(r => r.values)).toEqual([['nmap', 4n]].map(r => [r[0], expect.anything()]))
    expect(answer.rows.flatMap(r => answer.origins(r).map(o => o.line))).toEqual([1, 3])
    expect(answer.read).toMatchObject({ events: 3, incomplete: false })
  })
  test('a search for text in messages is refused, since there are none', async () => {
    const answer = await run('nmap | count', ['p.parquet'])
    expect(answer.refused && answer.diagnostics[0]?.message).toMatch(/text of messages/)
  })
  test('NDJSON is a table when it is said to be; a key of a later line is known', async () => {
    const answer = await run('* | json auto | where late = "x" | count by Image', ['table.ndjson'], true)
    if (answer.refused) throw new Error(answer.diagnostics[0]?.message)
    expect(answer.rows.map(r => r.values[0])).toEqual(['ls'])
  })
  test('a column with values of several types is not compared by guess', async () => {
    const answer = await run('* | json auto | count by n', ['uneven.ndjson'], true)
    expect(answer.refused && answer.diagnostics[0]?.code).toBe('plan/not-comparable')
  })
  test('Parquet and logs together are refused', async () => {
    await expect(run('*', ['p.parquet', 'logs'])).rejects.toBeInstanceOf(InputError)
  })
})

test('origins are kept in order, for more events than fit at first', () => {
  const origins = keepOrigins()
  for (let i = 0; i < 5000; i++) origins.add({ file: i % 2 === 0 ? 'a' : 'b', line: i })
  expect(origins.of(0)).toEqual({ file: 'a', line: 0 })
  expect(origins.of(4999)).toEqual({ file: 'b', line: 4999 })
  expect(origins.of(5000)).toBeUndefined()
})
