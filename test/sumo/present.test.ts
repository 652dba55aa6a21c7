import { expect, test } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { sumoPlatform } from '../../src/platforms/sumo/index.ts'

const event = (change: Partial<Event>): Event => ({
  origin: { file: 'sysmon.log', line: 1 },
  time: 1_795_488_001_258_999n,
  logSource: { product: 'linux', category: 'process_creation', service: 'sysmon' },
  fields: {
    EventID: 1n,
    Computer: 'h1',
    Channel: 'Linux-Sysmon/Operational',
    Image: '/bin/ls',
    ProcessId: 9007199254740993n,
  },
  raw: '<Event>…</Event>',
  ...change,
})

const presented = (e: Event, style: string): Record<string, unknown> =>
  Object.fromEntries(sumoPlatform.present(e, style).map((v, i) => [sumoPlatform.columns[i]?.name, v]))

test('flat: fields under their own names, the event id as EventCode, whole numbers exact', () => {
  expect(presented(event({}), 'flat')).toMatchObject({
    _raw: '{"EventCode":1,"Computer":"h1","Channel":"Linux-Sysmon/Operational","Image":"/bin/ls","ProcessId":9007199254740993}',
    _messageTime: 1_795_488_001_258n,
    _sourceCategory: 'linux/sysmon',
    _sourceHost: 'h1',
    _sourceName: 'sysmon.log',
    'ingest fields': null,
  })
})

test('windows: what is of the event beside what is in it', () => {
  expect(presented(event({}), 'windows')['_raw']).toBe(
    '{"EventID":1,"Computer":"h1","Channel":"Linux-Sysmon/Operational","EventData":{"Image":"/bin/ls","ProcessId":9007199254740993}}',
  )
})

test('raw: as it was logged', () => {
  expect(presented(event({}), 'raw')).toMatchObject({ _raw: '<Event>…</Event>', _size: 18n })
})

test('logs that are text stay text in every style', () => {
  const line = '127.0.0.1 - - [24/Nov/2026:02:40:22 +0000] "GET / HTTP/1.1" 200 90'
  const access = event({ logSource: { category: 'webserver' }, fields: { 'cs-method': 'GET' }, raw: line })
  for (const { id } of sumoPlatform.styles)
    expect(presented(access, id)).toMatchObject({ _raw: line, _sourceCategory: 'web/access' })
})

test('a Sumo record keeps its message and metadata, in any letter case, and what else it has was made at ingest', () => {
  const record = event({
    fields: { _raw: 'x', _messagetime: '5', _sourcecategory: 'a/b', team: 'blue', _siemForward: true },
  })
  expect(presented(record, 'flat')).toMatchObject({
    _raw: 'x',
    _messageTime: 5n,
    _sourceCategory: 'a/b',
    'ingest fields': '{"team":"blue","_siemForward":true}',
  })
})

test('what nobody knows is null', () => {
  const plain = presented(event({ time: undefined, logSource: {}, fields: {}, raw: 'text' }), 'flat')
  expect(plain).toMatchObject({ _raw: 'text', _messageTime: null, _sourceHost: null, _collector: null })
})

test('a profile lists keys as json auto names them, and fields made at ingest', () => {
  const profiler = sumoPlatform.profiler()
  const messages = ['{"a":{"b c":1},"l":[{"x":1}]}', 'text {"y":2}', 'no json { here']
  for (const raw of messages) profiler.see(sumoPlatform.present(event({ fields: { _raw: raw, team: 'x' } }), 'flat'))
  expect(profiler.profile()).toEqual({ keys: ['a.b_c', 'l[0].x', 'y'], elements: [], fields: ['team'] })
})
