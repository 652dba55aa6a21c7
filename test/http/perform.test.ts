import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskAt } from '../../src/app/disk.ts'
import { perform } from '../../src/http/jobs/perform.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-perform-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const world = { disk: diskAt(folder), now: () => 0, time: 0n, year: 2026, tempFolder: folder }

test('an answer that is too long for the server to hold is not sent to it', async () => {
  const path = join(folder, 'log')
  writeFileSync(path, 'a line\n'.repeat(100))
  const given = { files: [{ name: 'a.log', path }], tables: [] }
  const body = { language: 'sumo', query: '*', data: { set: '' }, engine: 'reference' }
  const ask = (longest?: number) =>
    perform({ is: 'run', body, given, mostRows: 100 }, world, {
      onFault: () => {},
      ...(longest === undefined ? {} : { longest }),
    })
  expect(await ask(1000)).toMatchObject({ problem: { type: '/problems/too-much', status: 422 } })
  expect(await ask()).toHaveProperty('json')
})
