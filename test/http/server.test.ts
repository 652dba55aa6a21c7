import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpApp } from '../../src/http/app.ts'
import { progress } from '../../src/http/contract/progress.ts'
import { createPool } from '../../src/http/jobs/pool.ts'
import { type Listening, listen } from '../../src/http/server.ts'
import { logs } from './asking.ts'

// A real socket, and runs in processes of their own, which can be ended. The program is put into one file for them.

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'assay-server-'))
const work = join(folder, 'work')
const hosts = new Set<string>()
let server: Listening
let base = ''
const pool = createPool({
  script: join(folder, 'dist', 'process.js'),
  cwd: folder,
  tempFolder: work,
  limits: { memoryLimit: 500_000_000 },
  most: 1,
  queue: 1,
  heapMb: 512,
})
const faults: unknown[] = []
const http = createHttpApp({
  hosts,
  token: undefined,
  version: '0.0.0',
  worker: pool,
  data: [],
  tempFolder: work,
  limits: { time: 20_000, proveTime: 20_000 },
  now: () => performance.now(),
  onFault: error => void faults.push(error),
})

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
  mkdirSync(work)
  server = await listen(http, '127.0.0.1', 0)
  hosts.add(`127.0.0.1:${server.port}`)
  base = `http://127.0.0.1:${server.port}`
}, 60_000)
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

const light = { language: 'sumo', query: 'x | count', data: logs('x\n') }
/** Every line with every line, and that again: more rows than anybody has time for. */
const heavy = {
  language: 'sumo',
  engine: 'reference',
  query: `* | 1 as one | join (* | 1 as one) as a, (* | 1 as one) as b on a.one = b.one | count`,
  data: logs('a line\n'.repeat(20_000)),
}

/** Asks for the heavy run as a stream, and gives the stream when the run has begun. */
async function begun(signal?: AbortSignal) {
  const response = await post(heavy, {
    headers: { Accept: 'application/x-ndjson' },
    ...(signal === undefined ? {} : { signal }),
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const until = async (is: string): Promise<void> => {
    while (!text.includes(`"is":"${is}"`)) {
      const read = await reader?.read()
      if (read === undefined || read.done) return
      text += read.value
    }
  }
  await until('running')
  return { run: response.headers.get('run-id') ?? '', until, told: () => text }
}

const jobFolders = (): string[] => readdirSync(work)

describe('runs in processes of their own', () => {
  test('answer as they do here, and a process is used again', async () => {
    const answers = [await post(light), await post(light)]
    for (const answer of answers) expect(((await answer.json()) as { rowCount: number }).rowCount).toBe(1)
    expect(jobFolders()).toHaveLength(1)
  })

  test('a run is cancelled, the server answers meanwhile, and the next run has its place', async () => {
    const { run, until, told } = await begun()
    expect((await fetch(`${base}/api/languages`)).status).toBe(200)
    const waiting = post(light)
    expect((await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })).status).toBe(204)
    await until('problem')
    const last = progress.parse(JSON.parse(told().trim().split('\n').at(-1) ?? ''))
    expect(last).toMatchObject({ is: 'problem', problem: { type: '/problems/cancelled' } })
    expect((await waiting).status).toBe(200)
    expect((await fetch(`${base}/api/runs/${run}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('a run ends when its client is gone', async () => {
    const gone = new AbortController()
    await begun(gone.signal)
    gone.abort()
    expect((await post(light)).status).toBe(200)
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
    const short = createHttpApp({
      hosts: undefined,
      token: undefined,
      version: '0.0.0',
      worker: pool,
      data: [],
      tempFolder: work,
      limits: { time: 50 },
      now: () => performance.now(),
      onFault: error => void faults.push(error),
    })
    const answer = await short.app.request('http://x/api/run', {
      method: 'POST',
      body: JSON.stringify(heavy),
      headers: { Host: 'x', 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(504)
    expect(await answer.json()).toMatchObject({ type: '/problems/out-of-time' })
    await short.close()
  })

  test('a server that dies leaves nothing behind: a process of it removes its folder', async () => {
    const within = mkdtempSync(join(folder, 'died-'))
    writeFileSync(join(within, 'upload'), 'x')
    const child = fork(join(folder, 'dist', 'process.js'), [
      JSON.stringify({ cwd: folder, tempFolder: within, within, limits: {} }),
    ])
    const gone = once(child, 'exit')
    child.disconnect()
    expect(await gone).toEqual([0, null])
    expect(existsSync(within)).toBe(false)
  })

  test('nothing is left behind but the folder of the process that waits', async () => {
    await post(light)
    expect(jobFolders().filter(name => name.startsWith('assay-data-'))).toEqual([])
    expect(faults).toEqual([])
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
