import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
afterAll(() => session.remove())
beforeAll(async () => {
  session.put('events.ndjson', '{"ip":"10.0.0.1"}\n{"ip":"10.0.0.9"}\n')
  session.put('owners.csv', 'ip,owner\n10.0.0.1,"a, b"\n10.0.0.2,\n')
  session.put('owners.ndjson', '{"ip":"10.0.0.1","owner":"carol"}\n')
  session.put('ragged.csv', 'ip,owner\n10.0.0.1,a\n10.0.0.2\n')
  session.put('open.csv', 'ip,owner\n10.0.0.1,a\n10.0.0.9,"b\n10.0.0.3,c\n')
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run(`COPY (SELECT '10.0.0.1' AS ip, 'dave' AS owner) TO '${join(session.folder, 'owners.parquet')}'`)
  connection.closeSync()
})

const table = 'path://"/Library/owners"'
const owners = `* | json auto | lookup owner from ${table} on ip=ip | count by ip, owner`
const run = (query: string, ...args: string[]) =>
  session.assay(['run', '-', '--data', 'events.ndjson', '--format', 'ndjson', ...args], query)
const bound = (file: string) => ['--lookup', `path:///Library/owners=${file}`]

describe('tables beside the data', () => {
  test.each([
    ['owners.csv', 'a, b'],
    ['owners.ndjson', 'carol'],
    ['owners.parquet', 'dave'],
  ])('%s is looked up in, on both engines', async (file, owner) => {
    for (const engine of ['duckdb', 'reference']) {
      const { out, code } = await run(owners, ...bound(file), '--engine', engine)
      expect(out).toBe(`{"ip":"10.0.0.1","owner":"${owner}","_count":1}\n{"ip":"10.0.0.9","owner":null,"_count":1}\n`)
      expect(code).toBe(0)
    }
  })

  test('a table that no file is bound to is refused with what to type', async () => {
    const { code, err } = await run(owners)
    expect(code).toBe(2)
    expect(err).toContain('--lookup path:///Library/owners=FILE')
  })

  test('a row that is none is told, and the others are found', async () => {
    const { code, out, err } = await run(owners, ...bound('ragged.csv'))
    expect(out).toContain('"owner":"a"')
    expect(err).toContain('ragged.csv:3')
    expect(code).toBe(0)
  })

  test('a quote that is never closed loses rows, so the answer is not whole', async () => {
    const { code, err } = await run(owners, ...bound('open.csv'))
    expect(err).toContain('a quote is opened here and never closed')
    expect(code).toBe(2)
  })

  test('rows are saved in a file that is named, and nowhere else', async () => {
    const save = `cat ${table} | save path://"/Library/kept"`
    const { code, err } = await run(save, ...bound('owners.csv'))
    expect(code).toBe(2)
    expect(err).toContain('--save path:///Library/kept=FILE')
    const to = ['--save', `path:///Library/kept=kept.csv`]
    expect((await run(save, ...bound('owners.csv'), ...to)).code).toBe(0)
    expect(readFileSync(join(session.folder, 'kept.csv'), 'utf8')).toBe('ip,owner\n10.0.0.1,"a, b"\n10.0.0.2,\n')
    expect((await run(save.replace('save', 'save append'), ...bound('owners.ndjson'), ...to)).code).toBe(0)
    expect(readFileSync(join(session.folder, 'kept.csv'), 'utf8')).toBe(
      'ip,owner\n10.0.0.1,"a, b"\n10.0.0.2,\n10.0.0.1,carol\n',
    )
  })
})
