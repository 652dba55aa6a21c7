import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpApp } from '../../src/http/app.ts'
import { catalogueApart } from '../../src/http/catalogue/apart.ts'
import { progress } from '../../src/http/contract/progress.ts'
import type { Job } from '../../src/http/jobs/job.ts'
import { inLanes } from '../../src/http/jobs/lanes.ts'
import { createPool, type PoolOptions } from '../../src/http/jobs/pool.ts'
import { type Listening, listen } from '../../src/http/server.ts'
import { openServerFolder } from '../../src/http/server-folder.ts'
import { logs } from './asking.ts'

// A real socket, and processes that can be ended. What they do there is played by a few lines, which start at once; one test at
// the end has the real program do it.

const standIn = `
process.on('message', job => {
  const asked = job.body?.query ?? job.folder
  if (asked === 'out of memory') process.exit(134)
  if (asked === 'broken') process.exit(1)
  if (asked === 'for ever') for (;;) {}
  if (asked.endsWith('slow')) {
    const step = { package: 'slow', is: 'query', id: 'q', over: 't', done: 3, of: 7 }
    return process.send({ is: 'step', step }, () => { for (;;) {} })
  }
  process.send({ json: JSON.stringify({ asked, pid: process.pid }) })
})
process.on('disconnect', () => process.exit())
`

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'assay-server-'))
const work = join(folder, 'work')
const hosts = new Set<string>()
let server: Listening
let base = ''
const poolOf = (script: string, more: Partial<PoolOptions> = {}) =>
  createPool({
    script: join(folder, script),
    cwd: folder,
    tempFolder: work,
    limits: { memoryLimit: 500_000_000 },
    most: 1,
    queue: 1,
    heapMb: 512,
    resident: 2_000_000_000,
    ...more,
  })
const pool = inLanes(poolOf('stand-in.cjs'), poolOf('stand-in.cjs', { yields: true }))
const faults: unknown[] = []
const appOptions = (worker: typeof pool, limits: object) => ({
  hosts,
  token: undefined,
  version: '0.0.0',
  worker,
  data: [],
  tempFolder: work,
  packages: new Map([['slow', 'packages/slow']]),
  limits,
  now: () => performance.now(),
  onFault: (error: unknown) => void faults.push(error),
})
const appOver = (worker: typeof pool, limits: object) => createHttpApp(appOptions(worker, limits))
const http = appOver(pool, { time: 20_000, proveTime: 20_000 })

beforeAll(async () => {
  writeFileSync(join(folder, 'stand-in.cjs'), standIn)
  mkdirSync(work)
  server = await listen(http, '127.0.0.1', 0)
  hosts.add(`127.0.0.1:${server.port}`)
  base = `http://127.0.0.1:${server.port}`
})
afterAll(async () => {
  await server.close()
  await pool.close()
  await http.close()
  rmSync(folder, { recursive: true, force: true })
})

const post = (body: unknown, init: RequestInit = {}, path = '/api/run'): Promise<Response> =>
  fetch(`${base}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    ...init,
    headers: { 'Content-Type': 'application/json', ...Object.fromEntries(new Headers(init.headers)) },
  })

const run = (query: string) => ({ language: 'sumo', query, data: logs('x\n') })
const light = run('x')
const pidOf = async (response: Response): Promise<number> => ((await response.json()) as { pid: number }).pid

/** Asks for a run that never ends as a stream, and gives the stream when it says that. */
async function begun(signal?: AbortSignal, says = 'running', body: unknown = run('for ever'), path = '/api/run') {
  const response = await post(
    body,
    { headers: { Accept: 'application/x-ndjson' }, ...(signal === undefined ? {} : { signal }) },
    path,
  )
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (is: string): Promise<void> => {
    while (!text.includes(`"is":"${is}"`)) {
      const read = await reader?.read()
      if (read === undefined || read.done) return
      text += read.value
    }
  }
  await until(says)
  const told = () =>
    text
      .trim()
      .split('\n')
      .map(line => progress.parse(JSON.parse(line)))
  return { run: response.headers.get('run-id') ?? '', until, told }
}

describe('runs in processes of their own', () => {
  test('a process is used again', async () => {
    const pids = [await pidOf(await post(light)), await pidOf(await post(light))]
    expect(new Set(pids).size).toBe(1)
    expect(readdirSync(work)).toHaveLength(1)
  })

  test('a run is cancelled, the server answers meanwhile, and the next run has its place', async () => {
    const { run, until, told } = await begun()
    expect((await fetch(`${base}/api/languages`)).status).toBe(200)
    const waiting = post(light)
    expect((await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })).status).toBe(204)
    await until('problem')
    expect(told().at(-1)).toMatchObject({ is: 'problem', problem: { type: '/problems/cancelled' } })
    expect((await waiting).status).toBe(200)
    expect((await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('a proof tells its steps, is cancelled in the middle, and gives its process back', async () => {
    const { run, until, told } = await begun(undefined, 'step', { detection: 'slow' }, '/api/prove')
    expect(told().at(-1)).toMatchObject({ is: 'step', run, step: { package: 'slow', over: 't', done: 3, of: 7 } })
    await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })
    await until('problem')
    expect(told().at(-1)).toMatchObject({ is: 'problem', problem: { type: '/problems/cancelled' } })
    expect((await post(light)).status).toBe(200)
  })

  test('a check and a layout wait for no run and no proof', async () => {
    const { run, until } = await begun()
    const query = { language: 'sumo', query: 'x' }
    for (const path of ['/api/check', '/api/format']) expect((await post(query, {}, path)).status).toBe(200)
    await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })
    await until('problem')
  })

  test('a run that is out of memory ends alone: the next finds a process that lives', async () => {
    const ended = await post(run('out of memory'))
    expect(ended.status).toBe(422)
    expect(await ended.json()).toMatchObject({ type: '/problems/engine' })
    expect((await post(light)).status).toBe(200)
  })

  test.each(['application/x-ndjson', 'application/json'])('a run ends when its client is gone (%s)', async accept => {
    const gone = new AbortController()
    if (accept === 'application/x-ndjson') await begun(gone.signal)
    else {
      const sent = post(run('for ever'), { signal: gone.signal }).catch(() => {})
      // it has the place when another has to wait for it
      while ((await Promise.race([post(light), post(light)])).status !== 429);
      gone.abort()
      await sent
    }
    gone.abort()
    // only then is there a place for one more
    while ((await post(light)).status !== 200);
  })

  test('more runs than there is place for are turned away, and told when to come again', async () => {
    const { run, until } = await begun()
    // one of them waits, whichever comes first; the others cannot
    const sent = [1, 2, 3].map(() => post(light))
    const refused = await Promise.race(sent)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).not.toBeNull()
    await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })
    await until('problem')
    expect((await Promise.all(sent)).map(r => r.status).sort()).toEqual([200, 429, 429])
  })

  test('a run that takes too long is ended', async () => {
    const short = appOver(pool, { time: 50 })
    const answer = await short.app.request('http://x/api/run', {
      method: 'POST',
      body: JSON.stringify(run('for ever')),
      headers: { Host: `127.0.0.1:${server.port}`, 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(504)
    expect(await answer.json()).toMatchObject({ type: '/problems/out-of-time' })
    await short.close()
  })

  test('a process that ends by itself is a fault that is told, and no matter of memory', async () => {
    const own = poolOf('stand-in.cjs')
    const told: unknown[] = []
    const runs = createHttpApp({ ...appOptions(own, {}), onFault: error => void told.push(error) })
    const answer = await runs.app.request('http://x/api/run', {
      method: 'POST',
      body: JSON.stringify(run('broken')),
      headers: { Host: `127.0.0.1:${server.port}`, 'Content-Type': 'application/json' },
    })
    expect(await answer.json()).toMatchObject({ type: '/problems/fault' })
    expect(told.map(String)).toEqual([expect.stringContaining('exit code 1')])
    await own.close()
    await runs.close()
  })

  test('what waits when the server stops starts no process', async () => {
    const own = poolOf('stand-in.cjs')
    const job: Job = { is: 'format', body: { language: 'sumo', query: 'for ever' } }
    const { signal } = new AbortController()
    const both = Promise.allSettled([own.perform(job, signal), own.perform(job, signal)])
    await new Promise(resolve => setImmediate(resolve))
    await own.close()
    expect((await both).at(-1)).toMatchObject({ reason: { problem: { type: '/problems/cancelled' } } })
  })

  test('proving that cannot be started is an error, and nothing waits for it', async () => {
    const { execPath } = process
    process.execPath = join(folder, 'no-such-program')
    const where = { script: join(folder, 'stand-in.cjs'), cwd: folder, time: 0n, year: 2026, tempFolder: work }
    const never = catalogueApart([], { ...where, version: '0.0.0', engine: undefined }).finally(() => {
      process.execPath = execPath
    })
    await expect(never).rejects.toThrow('ENOENT')
  })

  test('nothing is left behind but the folders of processes that wait', async () => {
    await post(light)
    expect(readdirSync(work).filter(name => name.startsWith('assay-data-'))).toEqual([])
    expect(faults).toEqual([])
  })
})

describe('the folder of a server', () => {
  const place = mkdtempSync(join(tmpdir(), 'assay-place-'))
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  test('is removed with it, and by the next where it died; one that lives is left alone', async () => {
    const dead = join(place, 'assay-serve-dead')
    const starting = join(place, 'assay-serve-starting')
    for (const path of [dead, starting]) mkdirSync(path)
    // a server that is killed leaves its socket behind, and nobody listens there
    const listens =
      "require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))"
    await once(spawn(process.execPath, ['-e', listens, join(dead, 'alive')]), 'exit')
    const first = await openServerFolder(place)
    const second = await openServerFolder(place)
    expect(existsSync(dead)).toBe(false)
    expect([first.path, starting, second.path].every(existsSync)).toBe(true)
    await first.remove()
    await second.remove()
    expect(readdirSync(place).filter(name => name.startsWith('assay-serve-'))).toEqual(['assay-serve-starting'])
  })

  test('is asked for in a sentence where there can be none', async () => {
    await expect(openServerFolder(join(place, 'nowhere'))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('nowhere'),
      help: expect.stringContaining('TMPDIR'),
    })
  })
})

describe('the real process', () => {
  beforeAll(async () => {
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr: 'src/http/jobs/process.ts',
        outDir: join(folder, 'dist'),
        rollupOptions: { output: { entryFileNames: 'process.js' } },
      },
    })
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  }, 60_000)

  test('answers, and removes the folder of a server that dies', async () => {
    const within = mkdtempSync(join(folder, 'died-'))
    writeFileSync(join(within, 'upload'), '1 x\n')
    const child = fork(
      join(folder, 'dist', 'process.js'),
      [JSON.stringify({ cwd: folder, tempFolder: within, within, limits: {}, resident: 2e9 })],
      { serialization: 'advanced' },
    )
    const given = { files: [{ name: 'a.log', path: join(within, 'upload') }], tables: [] }
    const body = { language: 'sumo', query: '* | count', data: { set: '' } }
    child.send({ is: 'run', body, given, mostRows: 10 })
    const [done] = await once(child, 'message')
    expect(JSON.parse(done.json)).toMatchObject({ rowCount: 1 })
    const gone = once(child, 'exit')
    child.disconnect()
    expect(await gone).toEqual([0, null])
    expect(existsSync(within)).toBe(false)
  })

  test('is killed as soon as it holds more memory than it may, whatever the memory is for', async () => {
    const given = { cwd: folder, tempFolder: folder, within: folder, limits: {}, resident: 1 }
    const child = fork(join(folder, 'dist', 'process.js'), [JSON.stringify(given)], { serialization: 'advanced' })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  })
})

describe('the socket', () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', chunk => {
        answer += chunk
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })

  test('a port that is taken is told', async () => {
    await expect(listen(http, '127.0.0.1', server.port)).rejects.toThrow(`port ${server.port} of 127.0.0.1 is taken`)
  })

  test.each([
    ['a foreign host', 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', '403'],
    ['no host', 'GET / HTTP/1.0\r\n\r\n', '40'],
    ['a path out of the root', `GET /../../etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`, '503'],
    ['a head without end', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', '400'],
    ['a path that is none', `GET /\\evil.example HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`, '400'],
    ['no request', 'hello\r\n\r\n', '400'],
  ])('%s', async (_, text, status) => {
    const answer = await raw(text.replace('HOST', `127.0.0.1:${server.port}`))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`))
    expect(answer).not.toContain('root:x:0')
    if (answer.includes('problem+json'))
      expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'")
  })
})
