import { describe, expect, it } from 'vitest'
import { printLogSource } from '../../src/event/log-source.ts'
import { readText } from './read.ts'

const first = async (...records: object[]) => {
  const { events } = await readText(records.map(record => `${JSON.stringify(record)}\n`).join(''))
  return events[0]
}
const kind = async (record: object): Promise<string> => printLogSource((await first(record))?.logSource ?? {})

describe('flat events without a provider', () => {
  it.each([
    ['/usr/bin/python3', 'linux/process_creation/sysmon'],
    ['./recon-ng', 'linux/process_creation/sysmon'],
    ['tools/sf.py', 'linux/process_creation/sysmon'],
    ['C:\\Windows\\py.exe', 'windows/process_creation/sysmon'],
    ['curl.exe', 'windows/process_creation/sysmon'],
    ['curl', 'process_creation/sysmon'],
  ])('%s says which system', async (image, expected) => {
    expect(await kind({ EventCode: 1, Image: image, CommandLine: 'x' })).toBe(expected)
  })

  it('are known by fields that only Sysmon has', async () => {
    expect(await kind({ EventID: 22, QueryName: 'crt.sh' })).toBe('dns_query/sysmon')
    expect(await kind({ EventID: 1, text: 'x' })).toBe('unknown')
  })
})

describe('the time of JSON events', () => {
  const at = BigInt(Date.UTC(2026, 10, 24, 2, 40, 1)) * 1000n
  it.each([
    [{ '@timestamp': '2026-11-24T03:40:01+01:00' }, at],
    [{ timestamp: '2026-11-24 02:40:01' }, at],
    [{ ts: 1795488001.25 }, at + 250_000n],
    [{ time: 1795488001 }, at],
    [{ time: '1795488001500' }, at + 500_000n],
    [{ timestamp: 1795488001500250 }, at + 500_250n],
    [{ _time: '1795488001500250999' }, at + 500_250n],
    [{ time: 12 }, undefined],
    [{ time: 'soon' }, undefined],
    [{ time: null }, undefined],
  ])('%j', async (record, time) => {
    expect((await first({ n: 1, ...record }))?.time).toBe(time)
  })

  it('of Windows events is the time with a zone, else that without', async () => {
    const event = { EventID: 1, Image: 'x', EventTime: '2026-11-24 02:40:01' }
    expect((await first(event))?.time).toBe(at)
    expect((await first({ ...event, UtcTime: '2026-11-24 06:40:01.000' }))?.time).toBe(at + 14_400_000_000n)
  })
})

describe('Sumo records without a time', () => {
  it.each([
    '127.0.0.1 - - [24/Nov/2026:02:40:01 +0000] "GET /partners HTTP/1.1" 200 90 "-" "curl/7.88.1"',
    JSON.stringify({ EventCode: 1, UtcTime: '2026-11-24 02:40:01.000', Image: '/usr/bin/curl' }),
  ])('have that of their message: %s', async raw => {
    const at = BigInt(Date.UTC(2026, 10, 24, 2, 40, 1)) * 1000n
    expect((await first({ _raw: raw, _sourceCategory: 'x' }))?.time).toBe(at)
    expect((await first({ _raw: raw, _messageTime: 1_000 }))?.time).toBe(1_000_000n)
  })
})

describe('the time of plain lines', () => {
  const at = BigInt(Date.UTC(2026, 10, 24, 2, 40, 1)) * 1000n
  it.each([
    ['2026-11-24 02:40:01 ERROR a', at],
    ['2026-11-24T03:40:01.500+01:00 b', at + 500_000n],
    ['[2026-11-24 02:40:01,123] c', at + 123_000n],
    ['[24/Nov/2026:02:40:01 +0000] d', at],
    ['[notice] 2026-11-24 02:40:01 e', undefined],
    ['[', undefined],
  ])('%s', async (line, time) => {
    expect((await readText(`${line}\n`)).events[0]?.time).toBe(time)
  })
})
