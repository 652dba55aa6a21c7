import { afterAll, describe, expect, test } from 'vitest'
import { checkAnswer, formatAnswer } from '../../src/http/contract/check.ts'
import { convertAnswer } from '../../src/http/contract/convert.ts'
import { dataSet, languageList, profile } from '../../src/http/contract/data.ts'
import { explainAnswer } from '../../src/http/contract/explain.ts'
import { progress } from '../../src/http/contract/progress.ts'
import { compareAnswer, runAnswer } from '../../src/http/contract/run.ts'
import { jsonOf } from '../../src/http/jobs/answer-data.ts'
import { logs, openApp, problemIn } from './asking.ts'

const api = openApp()
afterAll(() => api.close())

const text = 'error: disk full\nok\nerror: net down\n'

describe('the API answers as its schemas say', () => {
  test('languages', async () => {
    const answer = languageList.parse(await (await api.request('/api/languages')).json())
    expect(answer.languages.map(l => l.id)).toContain('sumo')
    expect(answer.engines[0]?.id).toBe('duckdb')
  })

  test('check tells what is wrong, where, and the text as it would be right', async () => {
    const response = await api.post('/api/check', { language: 'sumo', query: '*\n| wher x = 1' })
    const answer = checkAnswer.parse(await response.json())
    expect(answer.ok).toBe(false)
    expect(answer.diagnostics[0]).toMatchObject({ code: 'sumo/unknown-operator', start: 4, line: 2, column: 3 })
    const foreign = await api.post('/api/check', { language: 'sumo', query: '* | to_lower(y) as x' })
    expect(checkAnswer.parse(await foreign.json()).fixed).toBe('* | toLowerCase(y) as x')
  })

  test('check judges names of fields where it is told of the data', async () => {
    const data = logs('{"EventID": 1, "Image": "a.exe"}\n', 'a.ndjson')
    const body = { language: 'sumo', query: '* | json auto | where Imag = "a.exe"' }
    const known = checkAnswer.parse(await (await api.post('/api/check', { ...body, data })).json())
    const unknown = checkAnswer.parse(await (await api.post('/api/check', body)).json())
    expect(JSON.stringify(known.diagnostics)).toContain('Imag')
    expect(known.diagnostics.length).toBeGreaterThan(unknown.diagnostics.length)
  })

  test('format lays out, and refuses what cannot be read', async () => {
    const answer = await api.post('/api/format', { language: 'sumo', query: 'error|count' })
    expect(formatAnswer.parse(await answer.json())).toEqual({ text: 'error\n| count\n', changed: true })
    const refused = await problemIn(await api.post('/api/format', { language: 'sumo', query: '* | where (' }))
    expect(refused).toMatchObject({ status: 422, type: '/problems/refused' })
    expect(refused.diagnostics?.length).toBeGreaterThan(0)
  })

  test.each(['duckdb', 'reference'])('run gives rows, the events behind them, and the plan (%s)', async engine => {
    const body = { language: 'sumo', query: 'error | count', data: logs(text), engine, explain: true, histogram: 10 }
    const answer = runAnswer.parse(await (await api.post('/api/run', body)).json())
    expect(answer.columns).toEqual([{ name: '_count', type: 'int' }])
    expect(answer.rows).toEqual([
      {
        values: [2],
        behind: [
          { file: 'app.log', line: 1 },
          { file: 'app.log', line: 3 },
        ],
        behindCount: 2,
      },
    ])
    expect(answer.plan).toContain('group')
    expect(answer.sql === undefined).toBe(engine === 'reference')
  })

  test('run gives so many rows and counts the others', async () => {
    const answer = runAnswer.parse(
      await (await api.post('/api/run', { language: 'sumo', query: '*', data: logs(text), limit: 1 })).json(),
    )
    expect(answer).toMatchObject({ rowCount: 3, truncated: true })
    expect(answer.rows).toHaveLength(1)
  })

  test('values stay what they are where the numbers of JSON end', () => {
    expect(jsonOf(9007199254740993n, 'int')).toBe('9007199254740993')
    expect(jsonOf(-9007199254740991n, 'int')).toBe(-9007199254740991)
    expect(jsonOf(Number.NEGATIVE_INFINITY, 'float')).toBe('-Infinity')
    expect(jsonOf(0n, 'time')).toBe('1970-01-01T00:00:00.000000Z')
    expect(jsonOf('{"a":[1,9007199254740993,1.5]}', 'object')).toEqual({ a: [1, '9007199254740993', 1.5] })
  })

  test('events lie in buckets of time', async () => {
    const log = ['02:00:00Z error', '02:00:01Z ok', '02:09:59Z error'].map(l => `2026-11-24T${l}\n`).join('')
    const body = { language: 'sumo', query: 'error', data: logs(log), histogram: 10 }
    const { histogram } = runAnswer.parse(await (await api.post('/api/run', body)).json())
    expect(histogram?.start).toBe('2026-11-24T02:00:00.000000Z')
    expect(histogram?.buckets).toHaveLength(10)
    expect(histogram?.buckets[0]).toEqual({ events: 2, matched: 1 })
    expect(histogram?.buckets[9]).toEqual({ events: 1, matched: 1 })
  })

  test('events behind rows over the limit are behind rows too', async () => {
    const log = Array.from({ length: 9 }, (_, i) => `2026-11-24T02:00:0${i}Z error\n`).join('')
    for (const engine of ['duckdb', 'reference']) {
      const body = { language: 'sumo', query: 'error', data: logs(log), histogram: 1, limit: 2, engine }
      const { histogram, rowCount } = runAnswer.parse(await (await api.post('/api/run', body)).json())
      expect(rowCount).toBe(9)
      expect(histogram?.buckets.reduce((sum, b) => sum + b.matched, 0)).toBe(9)
    }
  })

  test('explain says which condition decided', async () => {
    const body = { language: 'sumo', query: 'error', data: logs(text), events: [{ file: 'app.log', line: 2 }] }
    const answer = explainAnswer.parse(await (await api.post('/api/explain', body)).json())
    expect(answer.answers[0]?.matched).toBe(false)
    expect(answer.answers[0]?.steps[0]).toMatchObject({ text: 'error', kept: false, tree: { holds: false } })
  })

  test('compare says in what two queries differ', async () => {
    const body = {
      first: { language: 'sumo', query: 'error' },
      second: { language: 'sumo', query: 'disk' },
      data: logs(text),
    }
    const answer = compareAnswer.parse(await (await api.post('/api/compare', body)).json())
    expect(answer.same).toBe(false)
    expect(answer.events).toMatchObject({ both: 1, onlyFirst: [{ file: 'app.log', line: 3 }], onlySecondCount: 0 })
    const same = await api.post('/api/compare', { ...body, second: { language: 'sumo', query: 'ERROR' } })
    expect(compareAnswer.parse(await same.json()).same).toBe(true)
  })

  test('queries with more rows than are compared are not said to be the same', async () => {
    const small = openApp([], { limits: { compared: 2 } })
    const other = { language: 'sumo', query: '* | limit 2' }
    const body = { first: { language: 'sumo', query: '*' }, second: other, data: logs(text) }
    const refused = await problemIn(await small.post('/api/compare', body))
    expect(refused).toMatchObject({
      status: 400,
      detail: 'the first query gives 3 rows, and no more than 2 are compared',
    })
    expect((await small.post('/api/compare', { ...body, first: other })).status).toBe(200)
    await small.close()
  })

  test.each(['sumo', 'sigma'])('convert writes a rule and proves that both say the same (%s)', async to => {
    const rule = `title: Whoami
id: 7d0f6a5e-6a53-4b43-9d3a-31f1f0d6a001
author: us
logsource: { category: process_creation, product: windows }
detection: { selection: { CommandLine|contains: whoami }, condition: selection }
`
    const body = { language: 'sigma', query: rule, to, prove: true }
    const { rules } = convertAnswer.parse(await (await api.post('/api/convert', body)).json())
    expect(rules[0]).toMatchObject({ title: 'Whoami', author: 'us', equivalence: { verdict: 'proved' } })
    expect(rules[0]?.text).toContain('whoami')
    const broken = await problemIn(await api.post('/api/convert', { ...body, query: 'title: [' }))
    expect(broken).toMatchObject({ status: 422, type: '/problems/refused' })
    const unknown = await problemIn(await api.post('/api/convert', { ...body, to: 'cobol' }))
    expect(unknown).toMatchObject({ status: 400, type: '/problems/unusable' })
  })

  test('an upload is data, a table beside data, and gone when it is forgotten', async () => {
    const send = async (name: string, body: string) => {
      const headers = { 'Content-Type': 'application/octet-stream' }
      const response = await api.request(`/api/data?name=${name}`, { method: 'POST', body, headers })
      expect(response.status).toBe(201)
      return dataSet.parse(await response.json())
    }
    const set = await send('big.log', text)
    const table = await send('names.csv', 'word,meaning\ndisk,storage\n')
    const query =
      'error | parse "error: * *" as word, rest | lookup meaning from names on word=word | fields word, meaning'
    const answer = await api.post('/api/run', {
      language: 'sumo',
      query,
      data: { set: set.id },
      tables: [{ name: 'names', set: table.id }],
    })
    const { rows } = runAnswer.parse(await answer.json())
    expect(rows.map(row => row.values.slice(0, 2))).toEqual([
      ['disk', 'storage'],
      ['net', null],
    ])
    const seen = await api.request(`/api/data/${set.id}/profile?language=sumo`)
    profile.parse(await seen.json())
    expect((await api.request(`/api/data/${set.id}`, { method: 'DELETE' })).status).toBe(204)
    const gone = await problemIn(await api.post('/api/run', { language: 'sumo', query: '*', data: { set: set.id } }))
    expect(gone.status).toBe(404)
  })

  test.each(['application/x-ndjson', 'text/event-stream'])('a run tells how far it is (%s)', async accept => {
    const body = { language: 'sumo', query: 'error | count', data: logs(text) }
    const response = await api.post('/api/run', body, { Accept: accept })
    expect(response.headers.get('content-type')).toContain(accept)
    const lines = (await response.text()).split('\n').filter(line => line.includes('{'))
    const told = lines.map(line => progress.parse(JSON.parse(line.replace(/^data: /, ''))))
    expect(told.map(t => t.is)).toEqual(['queued', 'running', 'answer'])
    expect(new Set(told.map(t => t.run)).size).toBe(1)
  })

  test.each([
    ['Application/X-NDJSON', 'application/x-ndjson'],
    ['application/json, application/x-ndjson;q=0', 'application/json'],
    ['application/json, text/event-stream;q=0.9', 'application/json'],
    ['text/event-stream;q=0.5, application/x-ndjson;q=0.8, */*', 'application/x-ndjson'],
    ['text/html, */*', 'application/json'],
  ])('a client that takes %s gets %s', async (accept, type) => {
    const response = await api.post('/api/format', { language: 'sumo', query: 'x' }, { Accept: accept })
    expect(response.headers.get('content-type')).toContain(type)
    await response.text()
  })

  test('a refused query is a problem in the stream too', async () => {
    const body = { language: 'sumo', query: '* | wher', data: logs(text) }
    const response = await api.post('/api/run', body, { Accept: 'application/x-ndjson' })
    const last = progress.parse(JSON.parse((await response.text()).trim().split('\n').at(-1) ?? ''))
    expect(last).toMatchObject({ is: 'problem', problem: { status: 422, type: '/problems/refused' } })
  })
})

describe('messages speak of the fields of a request', () => {
  const run = { language: 'sumo', query: '*', data: logs(text) }
  test.each([
    [{ to: '2026-01-01T00:00:00Z' }, '`to` says where', 'add `from`'],
    [{ from: 'soon' }, '`from` soon is no moment', ''],
    [{ from: '-1h', to: '-2h' }, '`from` -1h, `to` -2h', ''],
    [{ now: 'x' }, '`now` x is no moment', ''],
    [{ query: '* | parse "*" as w | lookup a from b on w=w' }, '', '`tables`: `[{ "name": "b", "set": "upload:…" }]`'],
    [
      { query: '* | parse "*" as w | lookup a from "it\'s = `b`" on w=w' },
      '',
      '`tables`: `[{ "name": "it\'s = `b`", "set": "upload:…" }]`',
    ],
    [{ query: '* | count | save b' }, '', 'on the command line, since the API writes no files'],
    [{ query: '* | limit {{n}}' }, '', '"parameters": { "NAME": "VALUE" }'],
  ])('%j', async (more, says, helps) => {
    const refused = await problemIn(await api.post('/api/run', { ...run, ...more }))
    const help = refused.help ?? refused.diagnostics?.find(d => d.severity === 'error')?.help ?? ''
    expect(refused.detail).toContain(says)
    expect(help).toContain(helps)
    expect(refused.detail + help).not.toMatch(/(?<!assay run … )--[a-z]/)
  })
})

test('nothing of all this was a fault', () => expect(api.faults).toEqual([]))
