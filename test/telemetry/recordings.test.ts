import { createReadStream, existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { printLogSource } from '../../src/event/log-source.ts'
import { readEvents } from '../../src/telemetry/read.ts'
import { type Everything, everything } from './read.ts'

const recordings = new URL('../../../shared/telemetry/', import.meta.url)
const there = existsSync(recordings)
if (!there) process.stderr.write('\n*** skipped: the recordings of ../shared/telemetry are not here ***\n\n')

const read = (name: string): Promise<Everything> =>
  everything(createReadStream(new URL(name, recordings)), { year: 2026 }, name)

async function first(count: number, name: string): Promise<readonly Event[]> {
  const events: Event[] = []
  for await (const batch of readEvents(name, createReadStream(new URL(name, recordings)))) {
    for (const found of batch) if ('event' in found) events.push(found.event)
    if (events.length >= count) break
  }
  return events.slice(0, count)
}

const kinds = (events: readonly Event[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const event of events) {
    const kind = printLogSource(event.logSource)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

describe.runIf(there)('the recordings', () => {
  it('hold the same Sysmon events in syslog as in flat JSON', async () => {
    const [syslog, flat] = await Promise.all([
      read('recorded-benign-linux/sysmon_linux.syslog.gz'),
      read('recorded-benign-linux/sysmon_linux.flat.ndjson.gz'),
    ])
    expect([...syslog.problems, ...flat.problems]).toEqual([])
    expect(kinds(syslog.events)).toEqual({
      'linux/process_creation/sysmon': 7764,
      'linux/process_termination/sysmon': 15535,
      'linux/file_event/sysmon': 2734,
      'linux/file_delete/sysmon': 1221,
      'linux/network_connection/sysmon': 76,
    })
    expect(kinds(flat.events)).toEqual(kinds(syslog.events))
    let withLineEnds = 0
    const different = syslog.events.filter((event, i) => {
      const twin = flat.events[i]
      return (
        event.time !== twin?.time ||
        Object.entries(twin?.fields ?? {}).some(([name, value]) => {
          // the converter that made the flat file kept rsyslog's way of writing line ends
          const undone = typeof value === 'string' ? value.replaceAll('#012', '\n') : value
          if (undone !== value) withLineEnds++
          return event.fields[name] !== undone
        })
      )
    })
    expect(different).toEqual([])
    expect(withLineEnds).toBe(410)
  }, 60_000)

  it('hold the same audit events in auditd’s text as in LAUREL’s JSON', async () => {
    const [text, laurel] = await Promise.all([
      read('recorded-benign-linux/audit.log.gz'),
      read('recorded-benign-linux/audit.laurel.ndjson.gz'),
    ])
    expect([...text.problems, ...laurel.problems]).toEqual([])
    expect(kinds(text.events)).toEqual({
      'linux/process_creation/auditd': 7765,
      'linux/file_event/auditd': 3223,
      'linux/network_connection/auditd': 105,
      'linux/auditd': 7239,
    })
    const same = ['CommandLine', 'Image', 'TargetFilename', 'DestinationIp', 'DestinationPort', 'User', 'ProcessId']
    const rest = ['ParentProcessId', 'CurrentDirectory', 'names', 'exit', 'success', 'comm', 'a0', 'a1', 'a2', 'type']
    const twins = new Map(laurel.events.map(e => [e.fields['audit_id'], e]))
    const different = text.events.filter(event => {
      const twin = twins.get(event.fields['audit_id'])
      const unlike = (name: string) => String(event.fields[name]) !== String(twin?.fields[name])
      return event.time !== twin?.time || [...same, ...rest].some(unlike)
    })
    expect(different).toEqual([])
  }, 60_000)

  it('agree between Zeek’s text and its JSON', async () => {
    const [text, json] = await Promise.all([
      first(5000, 'zeek-wrccdc/dns.log.gz'),
      first(5000, 'zeek-wrccdc/dns.json.gz'),
    ])
    const look = (e: Event) =>
      [printLogSource(e.logSource), e.time, e.fields['QueryName'], e.fields['src_ip'], e.fields['src_port']].join()
    expect(json.map(look)).toEqual(text.map(look))
  }, 60_000)

  it.each([
    ['recorded-benign-linux/dnsmasq.log', { 'dns/dnsmasq': 46, dnsmasq: 46 }],
    ['recorded-benign-linux/nginx_access.combined.log', { webserver: 59 }],
    ['recorded-benign-linux/nginx_access.jsonms.log', { 'nginx/webserver': 59 }],
    ['recorded-t1591.002/run2-native/dnsmasq.log', { 'dns/dnsmasq': 151, dnsmasq: 151 }],
    ['recorded-t1591.002/dns-log-shapes/bind9_query.log', { 'dns/bind': 3 }],
    ['web-access-elastic-examples/apache_combined_10k.log.gz', { webserver: 10000 }],
  ])('%s holds what it should', async (name, expected) => {
    const { events, problems } = await read(name)
    expect(problems).toEqual([])
    expect(kinds(events)).toEqual(expected)
    expect(events.filter(e => e.time === undefined)).toEqual([])
  })

  it.each([
    ['evtx-attack-samples/events.ndjson.gz', 8255, 1491],
    ['recorded-t1591.002/run2-native/sysmon_linux.syslog.gz', 1022, 0],
  ])(
    '%s gives an event for every record',
    async (name, count, started) => {
      const { events, problems } = await read(name)
      expect(problems).toEqual([])
      expect(events).toHaveLength(count)
      expect(kinds(events)['windows/process_creation/sysmon'] ?? 0).toBe(started)
    },
    20_000,
  )
})
