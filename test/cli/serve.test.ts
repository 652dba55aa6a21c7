import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plain } from '../../src/base/frame.ts'
import { main } from '../../src/cli/program.ts'
import { writeSmallPackage } from '../http/small-package.ts'
import { openSession } from './session.ts'

// The commands around the pages, with stand-ins for the scripts and styles that only a build makes.

const session = openSession()
const put = (name: string, text: string): void => {
  const path = join(session.folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
beforeAll(() => {
  writeSmallPackage(join(session.folder, 'detections'))
  const entries = ['styles/main.css', 'client/theme.ts', 'client/client.ts', 'playground/playground.ts']
  const files = entries.map(entry => [`src/web/${entry}`, { file: `assets/${entry.replace('/', '-')}` }] as const)
  put('dist/web/public/manifest.json', JSON.stringify(Object.fromEntries(files)))
  for (const [, { file }] of files) put(`dist/web/public/${file}`, '/* nothing */')
  put('logs/app.log', 'a line\n')
})
afterAll(() => session.remove())

/** Starts `assay serve`, and gives the address that it prints when all is proved. */
async function served(args: readonly string[], token?: string) {
  let stop = (): void => {}
  let told = (_: string): void => {}
  const stopped = new Promise<void>(resolve => {
    stop = resolve
  })
  const address = new Promise<string>(resolve => {
    told = resolve
  })
  let err = ''
  const code = main(['serve', '--port', '0', ...args], {
    cwd: session.folder,
    home: session.folder,
    stdin: async function* () {},
    out: async text => {
      const [found] = /http:\S+/.exec(text) ?? []
      if (found !== undefined) told(found)
    },
    err: text => {
      err += text
    },
    paint: { out: plain, err: plain },
    width: undefined,
    now: () => performance.now(),
    time: 1_795_488_000_000_000n,
    year: 2026,
    tempFolder: session.folder,
    token,
    untilStopped: () => stopped,
  })
  const first = await Promise.race([address, code])
  if (typeof first === 'number') throw new Error(`ended with ${first}: ${err}`)
  return { address: first, stop, code, err: () => err }
}

describe('assay serve', () => {
  test('proves, serves the pages and the data, and ends in order when it is told to', async () => {
    const { address, stop, code, err } = await served(['--data', 'logs'])
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(err()).toContain('the playground and the API answer already')
    const get = (path: string) => fetch(new URL(path, address))
    expect(await (await get('/')).text()).toContain('A scanner runs')
    expect((await get('/playground/')).status).toBe(200)
    expect((await get('/api/detections/T1595')).status).toBe(200)
    const { sets } = (await (await get('/api/data')).json()) as { sets: { id: string; files: string[] }[] }
    expect(sets[0]).toMatchObject({ id: 'given', files: ['logs/app.log'] })
    expect(JSON.stringify(sets)).not.toContain(session.folder)
    const taken = await session.assay(['serve', '--port', new URL(address).port])
    expect(taken.code).toBe(2)
    expect(taken.err).toContain('is taken')
    stop()
    expect(await code).toBe(0)
    await expect(get('/')).rejects.toThrow()
    expect(readdirSync(session.folder).filter(name => name.startsWith('assay-'))).toEqual([])
  }, 30_000)

  test('beyond this machine it wants a token, for pages as well', async () => {
    const { address, stop, code, err } = await served(['--host', '0.0.0.0'], 'a&secret%of+the#environment')
    expect(err()).toContain('listens on 0.0.0.0, beyond this machine')
    expect(err()).not.toContain('made up')
    const { origin, searchParams } = new URL(address)
    expect(searchParams.get('token')).toBe('a&secret%of+the#environment')
    for (const path of ['/', '/playground/', '/icon.svg', '/api/data', '/api/openapi.json', '/nothing'])
      expect((await fetch(origin + path)).status, path).toBe(401)
    const headers = { Authorization: 'Bearer a&secret%of+the#environment' }
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
    expect((await fetch(`${origin}/api/data`, { headers })).status).toBe(200)
    stop()
    expect(await code).toBe(0)
  }, 30_000)

  test.each([
    [['--token', 'short'], 'shorter than 16'],
    [['--token', 'with blanks in between'], 'blank'],
    [['--host', '203.0.113.7'], 'no address of this machine'],
    [['--port', '70000'], 'at most 65535'],
    [['--data', 'nothing'], 'nothing'],
    [['--engine', 'none'], 'none'],
    [['nowhere'], 'there is no folder nowhere'],
  ])('%j is refused in a sentence', async (args, says) => {
    const { code, err } = await session.assay(['serve', '--port', '0', ...args])
    expect(err).toContain(says)
    expect(code).toBe(2)
  })
})

describe('assay site', () => {
  test('writes the site, and again over what it wrote', async () => {
    const first = await session.assay(['site', 'out'])
    expect(first.code, first.err).toBe(0)
    expect(first.out).toContain('1 detection')
    put('out/mine.txt', 'kept')
    expect((await session.assay(['site', 'out'])).code).toBe(0)
    expect(readdirSync(join(session.folder, 'out'))).toEqual(expect.arrayContaining(['index.html', 'mine.txt']))
  }, 30_000)

  test.each([
    ['logs', 'is not empty'],
    ['logs/app.log', 'is a file'],
    ['logs/app.log/below', 'logs/app.log'],
    ['/proc/nowhere', '/proc/nowhere'],
  ])('%s is refused in a sentence, before anything is proved', async (out, says) => {
    const { code, err } = await session.assay(['site', out])
    expect(err).toContain(says)
    expect(err).not.toContain('proving')
    expect(code).toBe(2)
  })
})
