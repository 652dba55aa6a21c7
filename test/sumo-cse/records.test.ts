import { expect, test } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import type { Value } from '../../src/event/value.ts'
import { targetColumns } from '../../src/languages/sumo-cse/lower/target-columns.ts'
import { recordFields } from '../../src/platforms/sumo-cse/fields/index.ts'
import { sumoCsePlatform } from '../../src/platforms/sumo-cse/index.ts'

const present = (fields: Record<string, Value>, more: Partial<Event> = {}): Record<string, unknown> => {
  const event: Event = {
    origin: { file: 'f', line: 1 },
    time: undefined,
    logSource: {},
    fields,
    raw: undefined,
    ...more,
  }
  const values = sumoCsePlatform.present(event, 'record')
  const row = Object.fromEntries(sumoCsePlatform.columns.map((c, i) => [c.name, values[i]]))
  return { ...row, record: JSON.parse(String(row['record'])) }
}

test('every field of the schema is there once, with a meaning of its own', () => {
  expect(recordFields.length).toBeGreaterThan(580)
  expect(new Set(recordFields.map(f => f.name.toLowerCase())).size).toBe(recordFields.length)
  expect(recordFields.filter(f => f.meaning.length < 6 || /\.$/.test(f.meaning)).map(f => f.name)).toEqual([])
})

test('match lists are compared with fields of the schema', () => {
  const known = new Set(recordFields.map(f => f.name))
  const named = Object.values(targetColumns).flat()
  expect(named.filter(name => !known.has(name) && !known.has(name.split('.')[0] ?? ''))).toEqual([])
})

test('a record is taken as it is, its time in milliseconds', () => {
  const row = present({ user_username: 'bob', timestamp: 1_700_000_000_000n, listMatches: ['a'], fields: { x: 'y' } })
  expect(row).toMatchObject({
    record: { user_username: 'bob', listMatches: ['a'] },
    fields: '{"x":"y"}',
    listMatches: ['a'],
    timestamp: 1_700_000_000_000n,
  })
})

test('names of exports get the spelling of the schema, numbers the type of their field', () => {
  const row = present({ srcdevice_ip: '1.2.3.4', dstport: 445, metadata_vendor: 'x' })
  expect(row['record']).toMatchObject({ srcDevice_ip: '1.2.3.4', dstPort: 445 })
})

test('the time of the event stands in where the record has none', () => {
  expect(present({ user_username: 'bob' }, { time: 1_700_000_000_123_456n })['timestamp']).toBe(1_700_000_000_123n)
  expect(present({ user_username: 'bob' }, { time: -1n })['timestamp']).toBe(-1n)
})

test('Sysmon events of Windows become records', () => {
  const row = present(
    {
      EventID: 1n,
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Computer: 'h1',
      Image: 'C:\\nmap.exe',
      CommandLine: 'nmap -sV',
      Hashes: 'MD5=AA,SHA256=BB',
      ProcessId: 7n,
    },
    { logSource: { product: 'windows', category: 'process_creation', service: 'sysmon' } },
  )
  expect(row['record']).toMatchObject({
    metadata_vendor: 'Microsoft',
    metadata_deviceEventId: 'Microsoft-Windows-Sysmon/Operational-1',
    device_hostname: 'h1',
    baseImage: 'C:\\nmap.exe',
    commandLine: 'nmap -sV',
    file_hash_md5: 'AA',
    file_hash_sha256: 'BB',
    pid: 7,
  })
  expect(JSON.parse(String(row['fields']))).toMatchObject({ 'EventData.Image': 'C:\\nmap.exe', EventID: 1 })
})

test('a time in a table is milliseconds, as in a record', () => {
  const { fields } = sumoCsePlatform.tableSchema([{ name: 'timestamp', type: 'time' }])
  expect(fields.get('timestamp')?.scalar).toMatchObject({
    op: 'call',
    fn: 'floor_div',
    args: [{ to: 'int' }, { value: 1000n }],
  })
})

test('a table gives its columns as fields, and what it lacks is missing', () => {
  const { fields } = sumoCsePlatform.tableSchema([
    { name: 'dstPort', type: 'string' },
    { name: 'success', type: 'bool' },
    { name: 'fields', type: 'any' },
    { name: 'mine', type: 'string' },
  ])
  expect(fields.get('dstport')?.scalar).toMatchObject({ op: 'convert', to: 'int' })
  expect(fields.get('success')?.scalar).toMatchObject({ op: 'field', type: 'bool' })
  expect(fields.get('commandline')?.scalar).toMatchObject({ op: 'literal', value: null })
  expect(fields.has('fields')).toBe(false)
  expect(fields.get('mine')?.scalar).toMatchObject({ op: 'field', name: 'mine' })
})
