import { existsSync, readdirSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { Worker } from '../../src/http/jobs/job.ts'
import { noncePlace } from '../../src/http/site.ts'
import { logs, openApp, problemIn } from './asking.ts'

const pages = new Map([
  ['/', { status: 200, type: 'text/html', body: '<!doctype html><p>home</p>' }],
  ['/assets/a.1234.js', { status: 200, type: 'text/javascript', body: 'x'.repeat(5000), lasting: true }],
  ['/soon/', { status: 503, type: 'text/html', body: '<!doctype html><p>soon</p>', askAgain: 3 }],
  ['/editor/', { status: 200, type: 'text/html', body: `<style nonce="${noncePlace}">p{}</style>` }],
])
const site = {
  page: async (path: string) => pages.get(path),
  moved: (path: string) => (path.endsWith('/') ? undefined : `${path}/`),
}
const api = openApp([], { site: () => site, limits: { body: 2000, upload: 1000 } })
const roomy = openApp()
const guarded = openApp([], { site: () => site, hosts: undefined, token: 'correct horse battery' })
afterAll(async () => {
  await api.close()
  await guarded.close()
  await roomy.close()
})

const body = { language: 'sumo', query: '*', data: logs('x\n') }

describe('who may come in', () => {
  test.each(['evil.example', 'localhost:80', '127.0.0.1.evil.example:4715'])('not under the name %s', async host => {
    const refused = await problemIn(await api.request('/api/languages', { headers: { Host: host } }))
    expect(refused).toMatchObject({ status: 403, type: '/problems/forbidden' })
  })

  test.each([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost:4716' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('no page of another site: %j', async headers => {
    expect((await problemIn(await api.post('/api/run', body, headers as Record<string, string>))).status).toBe(403)
  })

  test('a page of our own may ask, and nothing allows others to read', async () => {
    const response = await api.post('/api/run', body, {
      Origin: 'http://localhost:4715',
      'Sec-Fetch-Site': 'same-origin',
    })
    expect(response.status).toBe(200)
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([])
  })

  test('a link from elsewhere leads to a page, not to the API', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    expect((await api.request('/', { headers })).status).toBe(200)
    expect((await api.request('/api/data', { headers })).status).toBe(403)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'no body that a form can send: %s',
    async type => {
      const refused = await problemIn(await api.post('/api/run', body, { 'Content-Type': type }))
      expect(refused.status).toBe(415)
    },
  )

  test('with a token only who has it', async () => {
    const send = (headers: Record<string, string>, path = '/api/languages') => guarded.request(path, { headers })
    const none = await send({})
    expect(none.headers.get('www-authenticate')).toBe('Bearer')
    expect((await problemIn(none)).status).toBe(401)
    expect((await send({ Authorization: 'Bearer correct horse' })).status).toBe(401)
    expect((await send({ Authorization: 'Bearer ' })).status).toBe(401)
    expect((await send({}, '/')).status).toBe(401)
    expect((await send({}, '/?token=wrong')).status).toBe(401)
    const secret = encodeURIComponent('correct horse battery')
    const entered = await send({}, `/?token=${secret}`)
    expect(entered.status).toBe(303)
    expect(entered.headers.get('location')).toBe('/')
    const elsewhere = await send({}, `//evil.example/x?token=${secret}`)
    expect(elsewhere.headers.get('location')).toBe('/evil.example/x')
    // what is decoded in a path stays one there: no other host, no line of a header, no letter that a header cannot hold
    for (const path of ['/%5Cevil.example/', '/%0d%0aSet-Cookie:%20a=b', '/%C3%BC']) {
      const led = await send({}, `${path}?token=${secret}`)
      expect([led.status, led.headers.get('location')?.toLowerCase()]).toEqual([303, path.toLowerCase()])
    }
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect((await send({ Cookie: cookie.split(';')[0] ?? '' })).status).toBe(200)
  })
})

describe('every answer', () => {
  test.each(['/', '/nothing', '/api/languages', '/api/nothing', '/assets/a.1234.js'])('%s is guarded', async path => {
    const { headers } = await api.request(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/unsafe|https?:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).not.toBeNull()
  })

  test('a page that asks for a nonce gets a fresh one', async () => {
    const [a, b] = [await api.request('/editor/'), await api.request('/editor/')]
    const nonceIn = async (response: Response) => /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? ''
    const [first, second] = [await nonceIn(a), await nonceIn(b)]
    expect(first).not.toBe(second)
    expect(a.headers.get('content-security-policy')).toContain(`'nonce-${first}'`)
  })

  test('files are packed, kept by their tags, and for ever under a name with a hash', async () => {
    const response = await api.request('/assets/a.1234.js', { headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(500)
    const tag = response.headers.get('etag') ?? ''
    const again = { 'Accept-Encoding': 'br', 'If-None-Match': tag }
    expect((await api.request('/assets/a.1234.js', { headers: again })).status).toBe(304)
  })

  test.each([
    ['br', 'br'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0', null],
    ['br;q=0.5, gzip', 'gzip'],
    [`br${' '.repeat(9000)}x`, null],
    ['', null],
  ])('a client that takes %j gets %s', async (accepted, encoding) => {
    const { headers } = await api.request('/assets/a.1234.js', { headers: { 'Accept-Encoding': accepted } })
    expect(headers.get('content-encoding')).toBe(encoding)
  })

  test('the type of a problem leads to the part of the page about it', async () => {
    const led = await api.request('/problems/refused')
    expect([led.status, led.headers.get('location')]).toEqual([308, '/about/api/#problem-refused'])
    expect((await api.request('/problems/constructor')).status).toBe(404)
  })

  test('a page that is not there yet tells the browser to ask again', async () => {
    const { status, headers } = await api.request('/soon/')
    expect([status, headers.get('refresh'), headers.get('retry-after')]).toEqual([503, '3', '3'])
    expect((await api.request('/')).headers.get('refresh')).toBeNull()
  })

  test('no redirect leads to another host', async () => {
    const response = await api.request('//evil.example/x')
    expect(response.headers.get('location') ?? '/').toMatch(/^\/[^/]/)
  })

  test('a redirect keeps what is asked of the page', async () => {
    const response = await api.request('/editor?q=a%26b&q=%0d%0aX:%20y')
    expect([response.status, response.headers.get('location')]).toEqual([308, '/editor/?q=a%26b&q=%0d%0aX:%20y'])
  })
})

describe('requests that are none', () => {
  test.each([
    ['no JSON', '{"language":', 400],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400],
    ['too large', `{"query":"${'x'.repeat(3000)}"}`, 413],
    ['an unknown member', JSON.stringify({ ...body, file: '/etc/passwd' }), 400],
    ['a path as a name', JSON.stringify({ ...body, data: { files: [{ name: '../x', text: '' }] } }), 400],
    [
      'a name that steers a terminal',
      JSON.stringify({ ...body, data: { files: [{ name: 'a\x1b[31m', text: '' }] } }),
      400,
    ],
    ['standard input as a name', JSON.stringify({ ...body, data: { files: [{ name: '-', text: '' }] } }), 400],
    ['a name twice', JSON.stringify({ ...body, data: { files: [1, 2].map(() => ({ name: 'a', text: '' })) } }), 400],
    ['a language that is none', JSON.stringify({ ...body, language: 'klingon' }), 400],
    ['an engine that is none', JSON.stringify({ ...body, engine: '__proto__' }), 400],
    ['data that is not there', JSON.stringify({ ...body, data: { set: '/etc/passwd' } }), 404],
    ['nothing', '', 400],
  ])('%s', async (_, written, status) => {
    const headers = { 'Content-Type': 'application/json' }
    const refused = await problemIn(await api.request('/api/run', { method: 'POST', body: written, headers }))
    expect(refused.status).toBe(status)
    expect(refused.type).toMatch(/^\/problems\//)
  })

  test('what is wrong with a body is said with its place', async () => {
    const refused = await problemIn(await api.post('/api/run', { ...body, limit: -1 }))
    expect(refused.errors?.map(e => e.pointer)).toEqual(['/limit'])
  })

  test('what keeps data from being either shape of it is said', async () => {
    const errorsFor = async (data: unknown) => (await problemIn(await api.post('/api/run', { ...body, data }))).errors
    expect(await errorsFor(undefined)).toEqual([
      { pointer: '/data', detail: 'Invalid input: expected object, received undefined' },
    ])
    const [both] = (await errorsFor({ set: 'a', files: [] })) ?? []
    expect(both?.detail).toMatch(/^Unrecognized key: "files"; or \/files Too small.*, Unrecognized key: "set"$/)
  })

  test('a body of very many members, or with a very long one, is told in a few words', async () => {
    const many = { ...body, parameters: Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`k${i}`, ''])) }
    const long = { ...body, ['k'.repeat(30_000)]: 1 }
    const [tooMany, tooLong] = [await roomy.post('/api/run', many), await roomy.post('/api/run', long)]
    expect((await problemIn(tooMany)).status).toBe(413)
    const told = await problemIn(tooLong)
    expect(told.status).toBe(400)
    expect(JSON.stringify(told).length).toBeLessThan(2000)
    const text = { ...body, query: '"[{,\\"', data: logs('[{,"'.repeat(20_000)) }
    expect((await roomy.post('/api/run', text)).status).not.toBe(413)
  })

  test('a body that is packed is told to come as it is', async () => {
    expect((await problemIn(await api.post('/api/run', body, { 'Content-Encoding': 'gzip' }))).status).toBe(415)
  })

  test('an upload that is too large leaves nothing', async () => {
    const headers = { 'Content-Type': 'application/octet-stream' }
    const send = (name: string, size: number) =>
      api.request(`/api/data?name=${name}`, { method: 'POST', body: 'x'.repeat(size), headers })
    expect((await send('a.log', 1001)).status).toBe(413)
    expect((await send('..%2fa.log', 10)).status).toBe(400)
    expect(((await (await api.request('/api/data')).json()) as { sets: unknown[] }).sets).toEqual([])
  })

  test('uploads have a place of so many bytes together: the oldest make place, and what is on its way counts', async () => {
    const small = openApp([], { limits: { upload: 1000, uploads: 1500 } })
    const send = (name: string, bytes: BodyInit) =>
      small.request(`/api/data?name=${name}`, {
        method: 'POST',
        body: bytes,
        headers: { 'Content-Type': 'application/octet-stream' },
        ...(typeof bytes === 'string' ? {} : { duplex: 'half' }),
      })
    const names = async () =>
      ((await (await small.request('/api/data')).json()) as { sets: { title: string }[] }).sets.map(s => s.title)
    for (const name of ['a', 'b', 'c']) expect((await send(name, 'x'.repeat(700))).status).toBe(201)
    expect(await names()).toEqual(['b', 'c'])
    // three at once come too slowly for one to be done before the others begin
    let go = (): void => {}
    const gate = new Promise<void>(resolve => {
      go = resolve
    })
    const slow = () =>
      new ReadableStream({
        async start(controller) {
          controller.enqueue(new TextEncoder().encode('y'.repeat(700)))
          await gate
          controller.close()
        },
      })
    const sent = ['d', 'e', 'f'].map(name => send(name, slow()))
    const first = await Promise.race(sent)
    expect(first.status).toBe(429)
    go()
    expect((await Promise.all(sent)).map(r => r.status).sort()).toEqual([201, 201, 429])
    expect(readdirSync(small.folder)).toHaveLength(2)
    await small.close()
  })

  test('what is forgotten while a run reads it is there until the run is done', async () => {
    let [go, begin] = [(): void => {}, (): void => {}]
    const gate = new Promise<void>(resolve => {
      go = resolve
    })
    const begun = new Promise<void>(resolve => {
      begin = resolve
    })
    const there: boolean[] = []
    const perform: Worker['perform'] = async job => {
      begin()
      await gate
      there.push('given' in job && existsSync(job.given?.files[0]?.path ?? ''))
      return { json: '{}' }
    }
    const slow = openApp([], { worker: { perform, close: async () => {} }, limits: { uploads: 1500 } })
    const send = () =>
      slow.request('/api/data?name=a', {
        method: 'POST',
        body: 'x'.repeat(700),
        headers: { 'Content-Type': 'application/octet-stream' },
      })
    const idOf = async (response: Response) => ((await response.json()) as { id: string }).id
    const [read, idle] = [await idOf(await send()), await idOf(await send())]
    const run = slow.post('/api/run', { ...body, data: { set: read } })
    await begun
    // the oldest is being read, so that another makes place
    expect((await send()).status).toBe(201)
    expect((await slow.request(`/api/data/${idle}`, { method: 'DELETE' })).status).toBe(404)
    expect((await slow.request(`/api/data/${read}`, { method: 'DELETE' })).status).toBe(204)
    go()
    await run
    expect(there).toEqual([true])
    expect(readdirSync(slow.folder)).toHaveLength(1)
    await slow.close()
  })

  test('proving a detection whose id is not known yet is to be tried again', async () => {
    const early = openApp([], { catalogue: () => undefined, packages: new Map([['folder', 'packages/folder']]) })
    const refused = await problemIn(await early.post('/api/prove', { detection: 'T1595' }))
    expect(refused).toMatchObject({ status: 503, type: '/problems/unavailable' })
    await early.close()
  })

  test.each([
    ['PUT', '/api/run', 405],
    ['GET', '/api/prove', 405],
    ['DELETE', '/api/runs/nobody', 404],
    ['DELETE', '/api/data/given', 404],
    ['POST', '/', 405],
    ['GET', '/api/detections', 503],
  ])('%s %s', async (method, path, status) => {
    expect((await problemIn(await api.request(path, { method }))).status).toBe(status)
  })

  test('none of this is a fault of ours', () => expect(api.faults).toEqual([]))
})
